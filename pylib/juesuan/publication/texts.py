"""Text sheets of the workbook as sections, paragraphs and lists of the publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.wording import without_ordinal
from juesuan.model.narrative import Missing, Paragraph
from juesuan.model.publication import Heading, PrintedCell, PrintedTable
from juesuan.publication.fitting import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.publication import Block, PartPlan, Texts


def text_sections(part: PartPlan, texts: Texts, units: Sequence[str]) -> Iterator[Block]:
    """A part made of text: its sections as the layout wants them, each with what the sheet says under it.

    On the sheet a section begins with a cell that holds its title, with or without number. ``units`` are the
    paragraphs that may stand in for a section about the units.
    """
    rows = texts.get(part.sheet, ())
    titles = {without_ordinal(section.title) for section in part.sections}
    found = _by_section(rows, titles)
    if not part.sections:
        yield from _paragraphs(part.sheet, found.get("", []), part.title, part)
        return
    for section in part.sections:
        yield Heading(2, section.title)
        written = found.get(without_ordinal(section.title), [])
        if not written and section.units:
            written = list(units)
        yield from _paragraphs(f"{part.sheet}-{without_ordinal(section.title)}", written, section.title, part)


def listed_texts(part: PartPlan, texts: Texts) -> PrintedTable | Paragraph:
    """A part that is a table of texts: the rows below the row of headings on its sheet."""
    rows = texts.get(part.sheet, ())
    headings = [without_ordinal(heading) for heading in part.headings]
    records: list[tuple[str, ...]] = []
    columns: list[int] | None = None
    for row in rows:
        names = [without_ordinal(text) for text in row]
        if columns is None and set(headings[1:]) <= set(names):
            columns = [names.index(heading) if heading in names else -1 for heading in headings]
        elif columns is not None:
            records.append(tuple(row[column] if column >= 0 else "" for column in columns))
    records = [record for record in records if any(record[1:])]
    if not records:
        return Paragraph(part.sheet, (_missing(part.headings[1], part),))
    return fitted(
        PrintedTable(
            id=part.sheet,
            title="",
            widths=tuple(float(width) for width in part.widths),
            head=(tuple(PrintedCell(column, text) for column, text in enumerate(part.headings)),),
            body=tuple(
                tuple(PrintedCell(column, text, names_row=column == 1) for column, text in enumerate(record))
                for record in records
            ),
        )
    )


def _by_section(rows: Sequence[Sequence[str]], titles: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section = ""
    for row in rows:
        cells = [text for text in row if text]
        if without_ordinal(cells[0]) in titles:
            section, cells = without_ordinal(cells[0]), cells[1:]
        lines = (line.strip() for text in cells for line in text.splitlines())
        found.setdefault(section, []).extend(line for line in lines if line)
    return found


def _paragraphs(block_id: str, texts: Sequence[str], title: str, part: PartPlan) -> Iterator[Paragraph]:
    for number, text in enumerate(texts, 1):
        yield Paragraph(f"{block_id}-{number}", (text,))
    if not texts:
        yield Paragraph(block_id, (_missing(title, part),))


def _missing(what: str, part: PartPlan) -> Missing:
    return Missing(without_ordinal(what.rsplit("　", maxsplit=1)[-1]), f"写在工作簿的“{part.sheet}”工作表里")
