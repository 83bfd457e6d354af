"""Elements of a sheet as Excel writes them: each on its new rows, its formulas as for the new first cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.books.restructure import NewRow, RestructureError, RowPlan
from tests.books.restructure_markup import LONGER, MIXED, QUOTED, extension, sheet_after


def rule(sqref: str, formula: str) -> str:
    return (
        f'<conditionalFormatting sqref="{sqref}"><cfRule type="expression" dxfId="0" priority="1">'
        f"<formula>{formula}</formula></cfRule></conditionalFormatting>"
    )


def new_rule(sqref: str, formula: str) -> str:
    rules = f"<x14:cfRule><xm:f>{formula}</xm:f></x14:cfRule><xm:sqref>{sqref}</xm:sqref>"
    one = f"<x14:conditionalFormatting>{rules}</x14:conditionalFormatting>"
    return extension(f"<x14:conditionalFormattings>{one}</x14:conditionalFormattings>")


def validations(*rules: tuple[str, str]) -> str:
    inner = "".join(
        f'<dataValidation type="custom" sqref="{sqref}"><formula1>{formula}</formula1></dataValidation>'
        for sqref, formula in rules
    )
    return f'<dataValidations count="{len(rules)}">{inner}</dataValidations>'


def new_validation(sqref: str, formula: str) -> str:
    inner = f"<x14:formula1><xm:f>{formula}</xm:f></x14:formula1><xm:sqref>{sqref}</xm:sqref>"
    one = f"<x14:dataValidation>{inner}</x14:dataValidation>"
    return extension(f'<x14:dataValidations count="1">{one}</x14:dataValidations>')


def sparkline(cell: str, formula: str) -> str:
    one = f"<x14:sparkline><xm:f>{formula}</xm:f><xm:sqref>{cell}</xm:sqref></x14:sparkline>"
    dates = f"<xm:f>{QUOTED}A9:B9</xm:f>"
    group = f"<x14:sparklineGroup>{dates}<x14:sparklines>{one}</x14:sparklines></x14:sparklineGroup>"
    return extension(f"<x14:sparklineGroups>{group}</x14:sparklineGroups>")


def pane(split: int, top: str, view: str = "") -> str:
    inner = f'<pane ySplit="{split}" topLeftCell="{top}" state="frozen"/>'
    return f"<sheetViews><sheetView{view}>{inner}</sheetView></sheetViews>"


def breaks(*ids: int) -> str:
    inner = "".join(f'<brk id="{one}" max="16383" man="1"/>' for one in ids)
    return f'<rowBreaks count="{len(ids)}" manualBreakCount="{len(ids)}">{inner}</rowBreaks>'


def merges(*refs: str) -> str:
    inner = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    return f'<mergeCells count="{len(refs)}">{inner}</mergeCells>'


def control(link: str, source: str, rows: tuple[int, int]) -> str:
    places = f"<from><row>{rows[0]}</row></from><to><row>{rows[1]}</row></to>"
    inner = f'<anchor moveWithCells="1">{places}</anchor>'
    return (
        f'<controls><control><controlPr linkedCell="{link}" listFillRange="{source}">{inner}</controlPr>'
        "</control></controls>"
    )


def links(*refs: str, location: str = "") -> str:
    inner = "".join(f'<hyperlink ref="{ref}" location="{location}"/>' for ref in refs)
    return f"<hyperlinks>{inner}</hyperlinks>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (rule("A5:B8", "$A5&gt;1"), rule("A5:B8", "$A5&gt;1")),
        (rule("A5:B5", "$A5&gt;A6"), rule("A6:B7", "$A6&gt;A5")),  # row 6 stands above its own now
        (rule("A5:B6", "$A5&gt;1"), rule("A5:B7", "$A5&gt;1")),
        (rule("A6", "A6&gt;$C$5"), rule("A5", "A5&gt;$C$6")),
        (rule("A7:B7", "A7=1"), ""),
        (rule("A9:B9", "A$8=A6"), rule("A9:B9", "A$8=A5")),
        (rule("A1:B20", "A1=$A$20"), rule("A1:B20", "A1=$A$20")),
        (rule("A8:B9 D8", "A8=$C$6"), rule("A8:B9 D8", "A8=$C$5")),
        (new_rule("A5:B5", "别处!$A5&gt;$A5"), new_rule("A6:B7", "别处!$A5&gt;$A6")),
        (new_rule("A7", "A7"), ""),
        (new_validation("A6:A6", "$B$6:$B$8"), new_validation("A5", "$B$6:$B$8")),
        (new_validation("A7", "$B$6"), ""),
        (validations(("A7", "A6"), ("A8", "A6")), validations(("A8", "A5"))),
        (sparkline("C6", f"{QUOTED}A6:B6"), sparkline("C5", f"{QUOTED}A5:B5")),
        (sparkline("C7", f"{QUOTED}A7:B7"), ""),
        (merges("A5:B5", "C6:C7", "A7:B7"), merges("A6:B6", "A7:B7")),
        (links("A7"), ""),
        (links("A4:A6", location="A7"), links("A4:A6", location="A8")),
        (links("A5:A7"), links("A5:A6")),
        (links("A5:B5", "A8", location=f"{QUOTED}C5:D5"), links("A6:B6", "A8", location=f"{QUOTED}C6:D6")),
        ('<cellWatches><cellWatch r="A5"/></cellWatches>', '<cellWatches><cellWatch r="A6"/></cellWatches>'),
        ('<ignoredErrors><ignoredError sqref="A7"/></ignoredErrors>', ""),
        (
            '<protectedRanges><protectedRange sqref="A6:B7 C9" name="x"/></protectedRanges>',
            '<protectedRanges><protectedRange sqref="A5:B5 C9" name="x"/></protectedRanges>',
        ),
        ('<autoFilter ref="A4:C8"><filterColumn colId="0"/></autoFilter>',) * 2,
        ('<dimension ref="A4:C8"/>',) * 2,
        ("<sheetPr/><pageMargins left='0.7'/><!-- 注 --><headerFooter/>",) * 2,
    ],
)
def test_rows_changed(tmp_path: Path, before: str, after: str) -> None:
    assert sheet_after(tmp_path, before, MIXED) == after


def test_rows_put_in_at_the_top(tmp_path: Path) -> None:
    plan = RowPlan(1, 0, (NewRow(9),))
    assert sheet_after(tmp_path, pane(6, "A7"), plan) == pane(7, "A8")
    assert sheet_after(tmp_path, rule("A9", "A9&gt;1"), plan) == rule("A1 A10", "A1&gt;1")
    # A new row on top has no row four above it: the rule is not for it.
    assert sheet_after(tmp_path, rule("A9", "A9&gt;A5"), plan) == rule("A10", "A10&gt;A6")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pane(4, "A5"), pane(4, "A5")),
        (pane(8, "A9"), pane(10, "A11")),
        (pane(7, "A8"), pane(7, "A8")),
        (pane(3, "A12", ' topLeftCell="A9"'), pane(3, "A14", ' topLeftCell="A11"')),
        (
            '<sheetViews><sheetView><selection activeCell="B9" sqref="B9:C9"/></sheetView></sheetViews>',
            '<sheetViews><sheetView><selection activeCell="B11" sqref="B11:C11"/></sheetView></sheetViews>',
        ),
        (breaks(4, 6, 9), breaks(4, 8, 11)),
        (
            sparkline("C9", f"{QUOTED}A8:B8"),
            sparkline("C11", f"{QUOTED}A10:B10").replace("A9:B9", "A11:B11"),
        ),
        (rule("A6:A8", "A6&gt;A5"), rule("A6:A10", "A6&gt;A5")),  # each against the one above, as before
        (rule("A5:A9", "COUNTIF(A$5:A5,A5)&gt;1"), rule("A5:A11", "COUNTIF(A$5:A5,A5)&gt;1")),
        (rule("A9:A12", "A9&gt;B20"), rule("A11:A14", "A11&gt;B22")),
        (rule("A1:A4", "A1&gt;A9"), rule("A1:A4", "A1&gt;A11")),
        ('<dimension ref="A4:C8"/>', '<dimension ref="A4:C10"/>'),
        ('<sheetData><row r="9"/></sheetData>', '<sheetData><row r="11"/></sheetData>'),
        (control("A7", "$A$5:$A$8", (6, 7)), control("A9", "$A$5:$A$10", (8, 9))),
        (
            '<scenarios sqref="A8"><scenario name="x"><inputCells r="B8" val="1"/></scenario></scenarios>',
            '<scenarios sqref="A10"><scenario name="x"><inputCells r="B10" val="1"/></scenario></scenarios>',
        ),
        (links("A5:A8"), links("A5:A6", "A9:A10")),  # new rows have no link of their own
        (merges("A6:A8", "B6:C6"), merges("A6:A10", "B6:C6", "B7:C7", "B8:C8")),
        (merges("A6:C7", "A4:B4"), merges("A6:C9", "A4:B4")),
    ],
)
def test_rows_put_in(tmp_path: Path, before: str, after: str) -> None:
    assert sheet_after(tmp_path, before, LONGER) == after


def last_row(cells: str = "") -> str:
    return f'<sheetData><row r="6"><c r="A6"><v>1</v></c></row><row r="1048576">{cells}</row></sheetData>'


def test_an_empty_last_row_gives_way_to_new_rows(tmp_path: Path) -> None:
    """LibreOffice writes one when a row has been deleted."""
    assert "1048576" not in sheet_after(tmp_path, last_row(), LONGER)


def test_a_filled_last_row_does_not(tmp_path: Path) -> None:
    with pytest.raises(RestructureError, match="放不下增加的行"):
        sheet_after(tmp_path, last_row('<c r="A1048576"><v>1</v></c>'), LONGER)
