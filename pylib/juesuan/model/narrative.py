"""The explanation in words (第三部分): sections of text, gaps in them, questions, charts, terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan.model.amount import Amount
    from juesuan.model.reference import CellRef


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap in a text: what is missing, and where the officer fills it in (both in Chinese)."""

    what: str
    where: str

    def __str__(self) -> str:
        return f"【待补充：{self.what}】"


Span = str | Missing


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``id`` stays the same between two runs, so that an officer's own wording is kept.

    ``generated`` is what the figures give where the officer has put other words in its place, else empty.
    """

    id: str
    spans: tuple[Span, ...]
    generated: str = ""

    @property
    def text(self) -> str:
        """The paragraph as it reads, gaps in brackets."""
        return "".join(str(span) for span in self.spans)


@dataclass(frozen=True, slots=True)
class ChartRef:
    """The place in a section where a chart stands."""

    id: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; ``level`` 1 is 一、, 2 is （一）."""

    id: str
    title: str
    level: int = 1
    paragraphs: tuple[Paragraph | ChartRef, ...] = ()


class ChartKind(StrEnum):
    """How a chart is drawn."""

    PIE = "pie"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart as a layout declares it: two years of ``figures`` as bars, or parts of a row as slices.

    ``parts`` names the table, the row, the first and the last of the columns that make up a whole.
    """

    id: str
    title: str
    kind: ChartKind
    figures: tuple[CellRef, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures of a chart, one for each label (万元)."""

    name: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: ``labels`` are the slices, or the groups of bars. ``id`` is its printed number, 图1.

    ``shares`` says of each slice how much of the whole it is, as the text writes it: 16.8%.
    """

    id: str
    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    missing: tuple[Missing, ...] = ()
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the officer knows: asked for on the sheet 说明素材, the answer goes into the text.

    ``figures`` is the sentence with the figures beside the question. ``answer`` is empty while it is open.
    """

    id: str
    section: str
    text: str
    figures: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """An officer's own words for a paragraph, and the generated text that they were written for."""

    instead_of: str
    text: str


@dataclass(frozen=True, slots=True)
class Material:
    """What only the officer can say, as the workbook keeps it: nothing of it is in the tables.

    ``answers`` are by question, ``rewordings`` by paragraph, ``explanations`` (of terms) by subject code or
    name.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)


NO_MATERIAL = Material()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of 名词解释; ``meaning`` is Missing where the catalogue of explanations has none."""

    name: str
    meaning: Span
    group: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """The whole explanation of one disclosure."""

    sections: tuple[Section, ...] = ()
    charts: tuple[Chart, ...] = ()
    questions: tuple[Question, ...] = ()
    glossary: tuple[Term, ...] = ()
    stale: tuple[str, ...] = field(default=())

    def chart(self, chart_id: str) -> Chart | None:
        """The chart of a printed number such as 图1."""
        return next((chart for chart in self.charts if chart.id == chart_id), None)

    def gaps(self) -> Iterator[tuple[str, Missing]]:
        """Every gap with the title of what it stands in."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                spans = paragraph.spans if isinstance(paragraph, Paragraph) else ()
                yield from ((section.title, span) for span in spans if isinstance(span, Missing))
        for chart in self.charts:
            yield from ((f"{chart.id} {chart.title}", gap) for gap in chart.missing)
        for term in self.glossary:
            if isinstance(term.meaning, Missing):
                yield "名词解释", term.meaning
