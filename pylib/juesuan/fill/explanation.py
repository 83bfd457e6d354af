"""The sheets 说明素材 (what only the officer knows) and 情况说明 (the text), written into a workbook."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.explanation_sheets import (
    MATERIAL_HEADINGS,
    MATERIAL_SHEET,
    TERM,
    TEXT_HEADINGS,
    TEXT_SHEET,
    is_ours,
)
from juesuan.books.package import Package
from juesuan.books.wording import plain
from juesuan.fill.changes import Change, ChangeKind
from juesuan.fill.figure_sheet import FigureSheet, put_sheet
from juesuan.fill.kept_figures import NOWHERE
from juesuan.fill.writing import Prepared, open_workbook, reread
from juesuan.model.narrative import Missing, Paragraph, Question
from juesuan.model.reference import Address, a1
from juesuan.narrative import explain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan.books.sheets import Book
    from juesuan.model.narrative import Material, Narrative

_MATERIAL_TITLE = "说明素材：数字说不出的内容，请在黄色的格子里填写，再运行“写情况说明”，就会写进文字里"
_TEXT_TITLE = "情况说明：由 juesuan 按各表的数写成；要用自己的文字，写在“改写”一栏，重新生成时会保留"
_MATERIAL_WIDTHS, _TEXT_WIDTHS = (26, 30, 40, 40, 60), (20, 30, 70, 60, 40)


@dataclass(frozen=True, slots=True)
class Explaining:
    """An explanation about to be put into a workbook."""

    narrative: Narrative
    prepared: Prepared

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What the officer has not answered yet."""
        return tuple(question for question in questions_of(self.narrative) if not question.answer)


def write_explanation(
    workbook: Path | str, *, layout_id: str | None = None, answers: Mapping[str, str] | None = None
) -> Explaining:
    """Work out what both sheets say; nothing is written yet.

    Answers and own words that stand on the sheets stay, also those to questions that the figures no longer
    raise; ``answers`` are further ones by number of the question. Raises ReadError when the file cannot be
    read or has other sheets of these names, SpecError when a sentence template is broken.
    """
    opened = open_workbook(workbook, layout_id)
    there = opened.disclosure.material
    material = replace(there, answers={**there.answers, **(answers or {})})
    narrative = explain(replace(opened.disclosure, material=material))
    package = Package.open(opened.path)
    sheets = (_material_sheet(narrative, material), _text_sheet(narrative, material))
    changes: list[Change] = []
    for sheet in sheets if narrative.sections else ():
        _refuse_formulas(sheet, opened.book)
        different = list(_differences(sheet, opened.book))
        if different:
            put_sheet(package, sheet, replacing=is_ours(opened.book, sheet.name))
        changes += different
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / f"工作簿{opened.path.suffix}"
        package.save(scratch)
        result = reread(scratch, opened)
    return Explaining(narrative, Prepared(opened.book, tuple(changes), (), (), result, package))


def questions_of(narrative: Narrative) -> Iterator[Question]:
    """The questions of the text, then the terms that nothing explains yet."""
    yield from narrative.questions
    for term in narrative.glossary:
        if isinstance(term.meaning, Missing):
            name = term.meaning.where.partition("：")[2]
            yield Question(name, "名词解释", term.meaning.what, term.name)


def _material_sheet(narrative: Narrative, material: Material) -> FigureSheet:
    asked = {question.id: question for question in questions_of(narrative)}
    lines = [
        (one.id, one.section, one.text, one.figures, material.answers.get(one.id, one.answer))
        for one in asked.values()
    ]
    kept = dict(material.answers) | {f"{TERM}{name}": text for name, text in material.explanations.items()}
    lines += [
        (name, "（现在的数字不再问到，保留备查）" if not name.startswith(TERM) else "名词解释", "", "", text)
        for name, text in kept.items()
        if name not in asked
    ]
    return FigureSheet(
        MATERIAL_SHEET, (_MATERIAL_TITLE,), MATERIAL_HEADINGS, lines, _MATERIAL_WIDTHS, inputs=(4,)
    )


def _text_sheet(narrative: Narrative, material: Material) -> FigureSheet:
    lines = []
    for section in narrative.sections:
        lines.append(("", section.title, "", "", ""))
        for part in section.paragraphs:
            if not isinstance(part, Paragraph):
                lines.append(("", "", f"（{part.id}）", "", ""))
                continue
            own = material.rewordings.get(part.id)
            words = (own.text, own.instead_of) if own else ("", "")
            lines.append((part.id, "", part.generated or part.text, *words))
    return FigureSheet(TEXT_SHEET, (_TEXT_TITLE,), TEXT_HEADINGS, lines, _TEXT_WIDTHS, inputs=(3,))


def _refuse_formulas(sheet: FigureSheet, book: Book) -> None:
    """An answer that is a formula would be lost when the sheet is written anew."""
    there = book.sheets.get(sheet.name)
    for row, column in there.scan.formulas if there and is_ours(book, sheet.name) else ():
        if column in sheet.inputs:
            where = f"{sheet.name}!{a1(row, column)}"
            what = "是公式（以“=”开头），请改成文字，再运行一次"
            raise ReadError(f"单元格 {where} {what}：{book.archive.path}", book.archive.path)


def _differences(sheet: FigureSheet, book: Book) -> Iterator[Change]:
    """Cell by cell what changes on a sheet."""
    there = book.sheets.get(sheet.name)
    first = sheet.first - 1
    rows = [(text,) for text in sheet.above] + [sheet.headings] + list(sheet.lines)
    height = max(len(rows), there.height if there else 0)
    for row in range(height):
        line = rows[row] if row < len(rows) else ()
        for column in range(len(sheet.headings)):
            now = str(line[column]) if column < len(line) else ""
            was = there.text(row, column) if there and row < there.height else ""
            if plain(was) != plain(now):
                why = "按各表的数重写" if row >= first else "表头"
                yield Change(ChangeKind.TEXT, NOWHERE, Address(sheet.name, a1(row, column)), was, now, why)
