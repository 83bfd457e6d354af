"""The content of a publication, from figures, text sheets and explanation, in the layout's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.narrative import ChartRef, Missing, Narrative, Paragraph
from juesuan.model.publication import Content, Gap, Heading, Part, Publication
from juesuan.publication.printed_tables import printed_table
from juesuan.publication.texts import listed_texts, text_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.publication import Block, PartPlan, PublicationPlan, Texts

_NO_NAME = Missing("单位名称", "填写工作簿“封面”的单位名称")
_NOT_WRITTEN = "这个版式还不能自动生成，请在 docx 里补写"


def publication_of(
    disclosure: Disclosure,
    plan: PublicationPlan,
    texts: Texts,
    narrative: Narrative,
    attached: Sequence[Block] = (),
) -> Publication:
    """Put a publication together. What is not there is marked in its place, and listed by ``gaps``.

    ``attached`` are the forms of 绩效自评, for the part that asks for them.
    """
    return _Composer(disclosure, plan, texts, narrative, attached).publication()


class _Composer:
    """Composes the parts one after another."""

    def __init__(
        self,
        disclosure: Disclosure,
        plan: PublicationPlan,
        texts: Texts,
        narrative: Narrative,
        attached: Sequence[Block],
    ) -> None:
        self._disclosure, self._plan, self._texts, self._narrative = disclosure, plan, texts, narrative
        self._attached = attached
        self._year = disclosure.year or disclosure.layout.year

    def publication(self) -> Publication:
        """Compose everything."""
        plan = self._plan
        other = () if self._disclosure.organisation else (Gap("封面", "", _NO_NAME),)
        return Publication(
            organisation=self._disclosure.organisation,
            year=self._year,
            title=self._filled_in(plan.title),
            cover=tuple(self._filled_in(line) for line in plan.cover),
            contents_title=plan.contents_title,
            parts=tuple(Part(self._filled_in(part.title), tuple(self._blocks(part))) for part in plan.parts),
            other_gaps=other,
        )

    def _filled_in(self, text: str) -> str:
        name = self._disclosure.organisation or str(_NO_NAME)
        return text.replace("{organisation}", name).replace("{year}", str(self._year))

    def _blocks(self, part: PartPlan) -> Iterator[Block]:
        match part.content:
            case Content.TABLES:
                yield from self._tables()
            case Content.NARRATIVE:
                yield from self._explanation()
            case Content.GLOSSARY:
                yield from self._glossary()
            case Content.LIST:
                yield listed_texts(part, self._texts)
            case Content.TEXT:
                attached = self._attached if part.forms else ()
                if not attached or self._texts.get(part.sheet):
                    yield from text_sections(part, self._texts, self._units())
                yield from attached

    def _units(self) -> list[str]:
        """The cover's list of units as paragraphs."""
        names = [f"{number}.{unit.name}" for number, unit in enumerate(self._disclosure.units, 1)]
        return [self._filled_in(self._plan.units_sentence), *names] if names else []

    def _tables(self) -> Iterator[Block]:
        layout, unit = self._disclosure.layout, self._disclosure.unit
        for name, spec in layout.tables.items():
            table = self._disclosure.tables.get(name)
            gaps = [notice for notice in self._disclosure.not_located if notice.table == name]
            if table is not None:
                yield printed_table(table, layout, unit, self._filled_in)
            elif not gaps:
                yield _gap(name, Missing(f"{spec.title}", f"工作簿里没有这张表，应在工作表“{spec.sheet}”"))
            for notice in gaps:
                yield _gap(name, Missing(f"{spec.title}：{notice.what}", f"核对{notice.where}"))

    def _explanation(self) -> Iterator[Block]:
        if not self._narrative.sections:
            yield _gap(
                "narrative", Missing("决算情况说明的文字", "这个版式还不能自动生成说明，请在 docx 里补写")
            )
        for section in self._narrative.sections:
            if section.title:
                yield Heading(section.level + 1, section.title)
            for item in section.paragraphs:
                block = self._narrative.chart(item.id) if isinstance(item, ChartRef) else item
                if block is not None:
                    yield block

    def _glossary(self) -> Iterator[Block]:
        if not self._narrative.glossary:
            yield _gap("glossary", Missing("名词解释", _NOT_WRITTEN))
        for number, term in enumerate(self._narrative.glossary, 1):
            yield Paragraph(f"term-{number}", (f"{number}.{term.name}：", term.meaning))


def _gap(block_id: str, missing: Missing) -> Paragraph:
    return Paragraph(block_id, (missing,))
