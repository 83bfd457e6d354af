"""A plan carried out on workbooks with everything in them: what moved, and that nothing else changed."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from juesuan.books.errors import ReadError
from juesuan.books.package import Package
from juesuan.books.restructure import Concern, NewRow, RestructureError, RowPlan, restructure_rows
from tests.books.restructure_samples import LISTED, OTHER, Found, found_in, plain_book, rich_book, with_macros

# Row 9 first, row 12 gone, one new row like 9 above 13, one at the end like 16: 7..16 become 7..17.
MIXED = RowPlan(7, 16, (9, 7, 8, 10, 11, NewRow(9), 13, 14, 15, 16, NewRow(16)))
GROWN = RowPlan(7, 16, (*range(7, 14), NewRow(9), NewRow(13), 14, 15, 16))
TURNED = RowPlan(7, 16, tuple(range(16, 6, -1)))


@pytest.fixture(autouse=True)
def _openpyxl_warns_of_what_it_does_not_know() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        yield


def carried_out(path: Path, *plans: RowPlan) -> tuple[Path, list[Concern]]:
    package = Package.open(path)
    concerns = [
        notice.concern for plan in plans for notice in restructure_rows(package, LISTED, plan).notices
    ]
    target = path.with_stem(f"{path.stem}-新")
    package.save(target)
    return target, concerns


def listed(path: Path) -> Found:
    return found_in(path)[0][LISTED]


def test_values_and_formulas_go_with_their_rows(tmp_path: Path) -> None:
    path, concerns = carried_out(rich_book(tmp_path / "a.xlsx"), MIXED)
    cells = listed(path).cells
    assert [str(cells.get(f"A{row}", "?"))[-2:] for row in range(7, 18)] == [
        "09", "07", "08", "10", "11", "?", "13", "14", "15", "16", "?"
    ]  # fmt: skip
    assert cells["C7"] == "=D7+E7"
    assert cells["F13"] == '=IF(ABS(C13-SUM(D13:E13))<0.005,"","D9不符")'
    assert cells["C18"] == "=SUM(C7:C16)"  # the new last row is for the caller to take in
    assert cells["D18"] == "=D7+#REF!+$D$15"
    assert cells["E18"] == "=SUM(E10:E11)-SUM(8:8)*0"
    assert cells["G18"] == "=MAX(C7:C9)"
    assert set(concerns) == {Concern.LOST_REFERENCE}
    kept = openpyxl.load_workbook(path, data_only=True)[LISTED]
    assert (kept["C7"].value, kept["C18"].value) == (
        27,
        345,
    )  # cached results stay until a program calculates


def test_what_stands_on_rows_goes_with_them(tmp_path: Path) -> None:
    path, _ = carried_out(rich_book(tmp_path / "a.xlsx"), MIXED)
    found = listed(path)
    assert found.comments == {"D7": "九行的批注", "E14": "十四行的批注", "A20": "注的批注"}
    assert found.links["B10"] == ("https://example.org/十", "")
    assert found.links["A20"] == ("", f"'{LISTED}'!D7")
    assert found.merges == {"A1:F1", "A18:B18", "A20:F21", "H7:I7", "H12:I12"}
    assert found.heights == {7: (30, False, 0), 12: (30, False, 0), 20: (39.75, False, 0)}
    assert found.styles["C12"] == found.styles["C7"]
    assert found.setup[:5] == (f"'{LISTED}'!$A$1:$F$21", "$1:$6", "C7", "A6:F17", (9, 19))


def test_rules_go_with_their_rows_and_new_rows_have_those_of_the_row_they_are_like(tmp_path: Path) -> None:
    path, _ = carried_out(rich_book(tmp_path / "a.xlsx"), GROWN)
    found = listed(path)
    assert found.formats == {
        ("C7:E18", ("['0']cellIs",)),
        ("A7:A18", ("['AND($A7<>\"\",COUNTIF($A$7:$A$18,$A7)>1)']expression",)),
        ("D14:E14 D9:E9", ("['$C$9']cellIs",)),
        ("E7:E18", ("[]dataBar",)),
    }
    assert found.validations == {
        ("A7:A18", "LEN(A7)=7", "None"),
        ("B12", "$B$7:$B$18", "None"),
        ("E19", "D9", "None"),
    }


def test_other_sheets_names_and_charts_follow(tmp_path: Path) -> None:
    path, concerns = carried_out(rich_book(tmp_path / "a.xlsx"), GROWN, TURNED)
    sheets, names = found_in(path)
    other = sheets[OTHER]
    assert concerns == [Concern.SCATTERED_RANGE] * len(concerns)
    assert other.cells["A1"] == f"='{LISTED}'!C14"
    assert other.cells["A2"] == f"=SUM('{LISTED}'!C1:C32)+C9"
    assert other.cells["A3"] == f"=VLOOKUP(\"2080009\",'{LISTED}'!$A$7:$F$18,3,FALSE)"
    assert other.links["B1"] == ("", f"'{LISTED}'!A11")
    assert other.validations == {("C1:C5", f"'{LISTED}'!$B$7:$B$18", "None")}
    assert other.formats == {("A1:A5", (f"[\"A1<'{LISTED}'!$C$11\"]expression",))}
    assert names == {
        "决算_支出": f"'{LISTED}'!$A$1:$F$22",
        "明细": f"'{LISTED}'!$C$7:$C$18",
        "第九行": f"'{LISTED}'!$C$14",
    }
    with zipfile.ZipFile(path) as archive:
        charts = "".join(archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n)
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if "drawings/drawing" in n)
    assert f"<c:f>'{LISTED}'!$C$7:$C$18</c:f>" in charts
    assert f"<c:f>'{LISTED}'!$D$19:$E$19</c:f>" in charts
    assert f"textlink=\"'{LISTED}'!$C$14\"" in drawings
    assert "<xdr:row>23</xdr:row>" in drawings  # the chart on row 22 went down with the two new rows


def test_parts_without_a_reference_keep_their_bytes(tmp_path: Path) -> None:
    source = with_macros(rich_book(tmp_path / "a.xlsx"))
    path, _ = carried_out(source, MIXED)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path) as new:
        assert old.namelist() == new.namelist()
        same = {name for name in old.namelist() if old.read(name) == new.read(name)}
    assert {
        "xl/vbaProject.bin", "xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml",
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "docProps/app.xml", "docProps/core.xml",
    } <= same  # fmt: skip
    book: Any = openpyxl.load_workbook(path, keep_vba=True)
    book.vba_archive.close()  # openpyxl leaves it open


def test_the_inverse_gives_back_every_byte(tmp_path: Path) -> None:
    source = rich_book(tmp_path / "a.xlsx")
    path, _ = carried_out(source, GROWN, GROWN.inverse())
    assert parts(path) == parts(source)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_features_that_openpyxl_writes(tmp_path: Path) -> None:
    path, concerns = carried_out(
        plain_book(tmp_path / "a.xlsx"), RowPlan(2, 12, (2, 8, 3, NewRow(8), *range(4, 8), *range(9, 13)))
    )
    sheets, _ = found_in(path)
    found = sheets[LISTED]
    assert concerns == []
    assert found.cells["C21"] == "=SUM(C2:C13)"
    assert found.cells["D3"] == "=C3*2"
    assert found.comments == {"C3": "八行"}
    assert found.links == {"A3": (f"#'{LISTED}'!C11", "")}
    assert sheets[OTHER].cells["A1"] == f"='{LISTED}'!C3+'{LISTED}'!C21"
    assert sheets[OTHER].links["A2"] == (f"#'{LISTED}'!C21", "")
    assert found.heights == {3: (33, False, 0), 5: (33, False, 0)}
    assert found.merges == {"F3:G3", "F5:G5", "A23:A25"}
    assert found.styles["C5"] == found.styles["C3"]
    assert found.setup[5] == (("表一", "J1:K13"),)
    assert sheets[OTHER].setup[5] == (("表二", "J1:K3"),)


def test_a_plan_that_changes_nothing_changes_nothing(tmp_path: Path) -> None:
    source = rich_book(tmp_path / "a.xlsx")
    package = Package.open(source)
    result = restructure_rows(package, LISTED, RowPlan(7, 9, (7, 8, 9)))
    assert result.rows == {7: 7, 8: 8, 9: 9}
    package.save(tmp_path / "b.xlsx")
    assert parts(source) == parts(tmp_path / "b.xlsx")


def test_the_result_says_where_rows_are(tmp_path: Path) -> None:
    package = Package.open(rich_book(tmp_path / "a.xlsx"))
    result = restructure_rows(package, LISTED, MIXED)
    assert result.rows == {9: 7, 7: 8, 8: 9, 10: 10, 11: 11, 13: 13, 14: 14, 15: 15, 16: 16}
    sentences = [notice.sentence for notice in result.notices]
    assert (
        f"工作表“{LISTED}”D18（D9+D$12+$D$15）：引用的行已删除，引用变成 #REF!，现为：D7+#REF!+$D$15。"
        in sentences
    )


@pytest.mark.parametrize(
    ("plan", "concern"),
    [
        (RowPlan(9, 9, ()), Concern.REMOVED),
        (RowPlan(19, 20, (20, 19)), Concern.SPLIT_MERGE),
    ],
)
def test_what_is_lost_is_said(tmp_path: Path, plan: RowPlan, concern: Concern) -> None:
    assert concern in carried_out(rich_book(tmp_path / "a.xlsx"), plan)[1]


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    package = Package.open(rich_book(tmp_path / "a.xlsx"))
    with pytest.raises(ReadError, match="没有工作表“无”"):
        restructure_rows(package, "无", MIXED)


@pytest.mark.parametrize(
    "plan",
    [RowPlan(1, 3, (2, 1, 3)), RowPlan(2, 12, ()), RowPlan(1, 1, ())],
    ids=["turned", "emptied", "headless"],
)
def test_a_table_keeps_its_heading_and_a_row(tmp_path: Path, plan: RowPlan) -> None:
    package = Package.open(plain_book(tmp_path / "a.xlsx"))
    before = {name: package.read(name) for name in package.names}
    with pytest.raises(RestructureError, match="表一"):
        restructure_rows(package, LISTED, plan)
    assert before == {name: package.read(name) for name in package.names}
