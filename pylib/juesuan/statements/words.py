"""What the rules about words look at: the publication, placed and understood, beside its tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from juesuan.layouts import layout_ids
from juesuan.model.amount import BLANK, Amount
from juesuan.model.finding import Finding
from juesuan.model.reference import Address
from juesuan.model.statement import Measure
from juesuan.narrative.spec import load_narrative
from juesuan.rules.wording import told
from juesuan.statements.extraction import extract
from juesuan.statements.outline import Placed, outline
from juesuan.statements.subject_names import SubjectNames
from juesuan.statements.ten_thousands import in_ten_thousands
from juesuan.statements.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import CellRef
    from juesuan.model.rule import RuleSpec, Severity
    from juesuan.model.statement import Statement, Topic
    from juesuan.model.writing import Writing
    from juesuan.statements.extracted import Extraction

_QUOTED = 60  # signs of a sentence that a finding quotes at most


@dataclass
class Words:
    """A publication and its tables. ``placed`` are its paragraphs in order."""

    disclosure: Disclosure
    writing: Writing
    placed: tuple[Placed, ...]
    names: SubjectNames
    extraction: Extraction
    percent_decimals: int

    @cached_property
    def statements(self) -> list[Statement]:
        """What the explanation says, in order."""
        return self.extraction.statements

    @cached_property
    def _by_subject(self) -> dict[tuple[Measure, str, CellRef | str], list[Statement]]:
        """The statements by measure, section, and cell or name."""
        found: dict[tuple[Measure, str, CellRef | str], list[Statement]] = {}
        for one in self.statements:
            for subject in (one.topic.name, one.topic.cell):
                if subject is not None:
                    found.setdefault((one.measure, one.section, subject), []).append(one)
        return found

    def of(self, *measures: Measure) -> Iterator[Statement]:
        """The statements of some measures."""
        return (statement for statement in self.statements if statement.measure in measures)

    def nearest(self, measure: Measure, topic: Topic, near: Statement) -> Statement | None:
        """The statement of a measure about the same topic that stands nearest, in the same section."""
        subject = topic.cell if topic.cell is not None else topic.name
        return min(
            self._by_subject.get((measure, near.section, subject), ()),
            key=lambda one: (abs(one.paragraph - near.paragraph), abs(one.start - near.start)),
            default=None,
        )

    def amount(self, cell: CellRef | None) -> Amount | None:
        """A figure of the workbook; None where the workbook does not hold such a table or row."""
        if cell is None:
            return None
        table = self.disclosure.form(cell.table)
        if table is None:
            return None
        supporting = cell.table in self.disclosure.supporting
        amount = table.amount(cell.row, cell.column)
        if supporting and amount.blank:
            return None  # a supporting sheet that was not filled in says nothing
        return amount

    def sentence(self, paragraph: int, start: int, end: int) -> str:
        """The clause around two places of a compact paragraph, as it is printed."""
        text = self.placed[paragraph].compact
        first = max((text.text.rfind(sign, 0, start) for sign in "。；，"), default=-1) + 1
        last = min(
            (place for sign in "。；，" if (place := text.text.find(sign, end)) >= 0), default=len(text.text)
        )
        quoted = text.quote(first, last)
        return quoted if len(quoted) <= _QUOTED else text.quote(max(first, end - _QUOTED // 2), end)

    def place(self, paragraph: int) -> Address:
        """Where a paragraph stands, for people: heading, page, number."""
        placed = self.placed[paragraph]
        title = placed.title or (placed.part.value if placed.part else "")
        return Address(f"{title}（{placed.passage.place}）" if title else placed.passage.place, "")

    def finding(
        self,
        rule: RuleSpec,
        paragraph: int,
        message: str,
        stated: Amount = BLANK,
        computed: Amount = BLANK,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding at a paragraph."""
        place = self.place(paragraph)
        return told(rule, place, message, stated=stated, computed=computed, severity=severity)


def _titles(layout: str) -> dict[str, str]:
    """The section of every title: those of all layouts and the vocabulary's, the layout's own first."""
    titles: dict[str, str] = {}
    for name in (layout, *layout_ids()):
        spec = load_narrative(name)
        for section in spec.sections if spec else ():
            titles.setdefault(section.title, section.id)
    for title, section_id in load_vocabulary().titles.items():
        titles.setdefault(title, section_id)
    return titles


def understand(disclosure: Disclosure, writing: Writing) -> Words:
    """Place and understand a publication, with the headings that the tables' layout declares."""
    spec = load_narrative(disclosure.layout.id, disclosure.unit)
    disclosure = in_ten_thousands(disclosure)
    placed = outline(writing, _titles(disclosure.layout.id))
    names = SubjectNames(disclosure)
    extraction = extract(placed, disclosure, load_vocabulary(), names)
    decimals = spec.wording.percent_decimals if spec else 2
    return Words(disclosure, writing, placed, names, extraction, decimals)
