"""The explanation of one disclosure, written from its figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from juesuan.model.disclosure import UnitKind
from juesuan.model.narrative import ChartRef, Narrative, Paragraph, Section
from juesuan.model.table import TOTAL_ROW
from juesuan.narrative.charts import charts_of
from juesuan.narrative.figures import Figures
from juesuan.narrative.glossary import glossary_of
from juesuan.narrative.sentences import Sentences, lines_of
from juesuan.narrative.spec import load_narrative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.narrative import Span
    from juesuan.narrative.spec import NarrativeSpec, ParagraphSpec, SectionSpec


def explain(disclosure: Disclosure) -> Narrative:
    """Write the explanation that the disclosure's layout declares; an empty one where it declares none.

    What only the officer knows and the workbook does not hold is a gap and a question. Raises SpecError when
    a sentence template is broken.
    """
    spec = load_narrative(disclosure.layout.id, disclosure.unit)
    return Narrative() if spec is None else _Explaining(disclosure, spec).narrative()


class _Explaining:
    """One run: the figures, the sentences, the officer's own words."""

    def __init__(self, disclosure: Disclosure, spec: NarrativeSpec) -> None:
        self._disclosure, self._spec = disclosure, spec
        self._figures = Figures(disclosure, spec.wording)
        self._sentences = Sentences(spec.phrases, self._names(), disclosure.material.answers)
        self._stale: list[str] = []

    def narrative(self) -> Narrative:
        """All parts, sections in printed order."""
        sections = tuple(self._section(section) for section in self._spec.sections)
        return Narrative(
            sections=sections,
            charts=charts_of(self._spec.charts, self._figures, self._disclosure.year),
            questions=tuple(self._sentences.questions.values()),
            glossary=glossary_of(self._spec, self._disclosure, self._sentences),
            stale=tuple(self._stale),
        )

    def _names(self) -> dict[str, Any]:
        """What templates may speak of."""
        figures, year = self._figures, self._disclosure.year or self._disclosure.layout.year
        return {
            "单位": self._disclosure.organisation or "本部门",
            "年": str(year),
            "上年": str(year - 1),
            "合计": TOTAL_ROW,
            "figure": figures.figure,
            "parts": figures.parts,
            "classes": figures.classes,
            "items": figures.items,
            "budget_total": figures.budget_total,
            "subjects": figures.subjects,
            "states": figures.states,
            "detail": figures.detail,
            "has_operating_units": self._has_operating_units(),
            **{
                name: figures.compared(one.now, one.before, one.budget)
                for name, one in self._spec.figures.items()
            },
        }

    def _has_operating_units(self) -> bool:
        """False only where every unit is known to be neither 行政 nor 参公: then there is no 机关运行经费."""
        kinds = {unit.kind for unit in self._disclosure.units}
        return not kinds or bool(kinds - {UnitKind.INSTITUTION})

    def _section(self, spec: SectionSpec) -> Section:
        self._sentences.section = spec.title
        paragraphs: list[Paragraph | ChartRef] = []
        for one in spec.paragraphs:
            if one.when and not self._sentences.value(one.when, one.place):
                continue
            paragraphs += [ChartRef(one.chart)] if one.chart else self._paragraphs(one)
        return Section(spec.id, spec.title, spec.level, tuple(paragraphs))

    def _paragraphs(self, spec: ParagraphSpec) -> Iterator[Paragraph]:
        write = partial(self._sentences.write, spec.text, spec.place)
        if not spec.each:
            yield from self._reworded(spec.id, write())
            return
        for number, item in enumerate(self._sentences.value(spec.each, spec.place), 1):
            yield from self._reworded(f"{spec.id}.{item.code}", write(序=number, 项=item))

    def _reworded(self, name: str, spans: tuple[Span, ...]) -> Iterator[Paragraph]:
        """The paragraph, in the officer's own words where there are any; stale when figures have changed."""
        if not spans:
            return
        generated = Paragraph(name, spans).text
        own = self._disclosure.material.rewordings.get(name)
        if own is None or not own.text.strip():
            for number, line in enumerate(lines_of(spans), 1):
                yield Paragraph(name if number == 1 else f"{name}~{number}", line)
            return
        if own.instead_of.strip() and own.instead_of.strip() != generated:
            self._stale.append(name)
        yield Paragraph(name, (own.text.strip(),), generated)
