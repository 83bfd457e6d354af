"""公开09 from 三公经费明细, 机关运行经费 from 公用经费: what is filled, and what is left to the officer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from juesuan.books.errors import ReadError
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.template import write_workbook
from juesuan.fill.changes import ChangeKind
from juesuan.fill.draft import Drafted
from juesuan.fill.operating import fill_operating
from juesuan.fill.three_public import fill_three_public
from juesuan.model.reference import CellRef
from tests.making.disclosures import disclosure, reference

DETAIL: dict[str, Any] = {
    "因公出国（境）费": {"全年预算数": 0, "决算数": 0},
    "公务用车运行维护费": {"全年预算数": 3, "决算数": 1.2, "上年决算数": 0.96},
    "公务用车购置费": {"全年预算数": 0, "决算数": 0},
    "公务接待费": {"全年预算数": 0, "决算数": 0},
}
PUBLIC = {"302": 5.0, "30201": 2.0, "30211": 3.0, "公用经费合计": 5.0}


def workbook(folder: Path, **document: Any) -> Path:
    path = folder / "公开表.xlsx"
    figures = disclosure({"layout": "wuhan-2023", "three_public_detail": {}, "operating": {}} | document)
    write_workbook(figures.layout, path, figures)
    return path


def result(drafted: Drafted, text: str) -> str:
    return str(drafted.prepared.result.amount(reference(text)))


def gaps(drafted: Drafted) -> list[str]:
    return [str(gap) for gap in drafted.gaps]


def changed(drafted: Drafted) -> dict[str, str]:
    return {str(change.address): change.after for change in drafted.prepared.changes}


def test_budget_and_final_go_where_they_belong(tmp_path: Path) -> None:
    drafted = fill_three_public(workbook(tmp_path, three_public_detail=DETAIL))
    assert changed(drafted) == {
        "公开09!E8": "3.00",
        "公开09!C8": "=SUM(D8:E8) 得 3.00",
        "公开09!A8": "=SUM(B8:C8,F8) 得 3.00",
        "公开09!K8": "1.20",
        "公开09!I8": "=SUM(J8:K8) 得 1.20",
        "公开09!G8": "=SUM(H8:I8,L8) 得 1.20",
    }
    assert drafted.gaps == ()


def test_comparisons_have_percentages_only_on_a_base(tmp_path: Path) -> None:
    detail = DETAIL | {"公务接待费": {"全年预算数": 0, "决算数": 0.3}}
    drafted = fill_three_public(workbook(tmp_path, three_public_detail=detail))
    spent = "1.2万元，全年预算 3万元，完成预算的 40%，比上年的 0.96万元增加0.24万元，增长25%"
    assert drafted.sentences == (
        "“三公”经费合计 1.5万元，全年预算 3万元，完成预算的 50%，比上年的 0.96万元增加0.54万元，增长56.3%",
        f"公务用车购置及运行维护费 {spent}",
        f"公务用车运行维护费 {spent}",
        "公务接待费 0.3万元，全年预算 0万元",
    )


def test_a_stage_that_is_not_filled_in_leaves_the_published_figures_alone(tmp_path: Path) -> None:
    detail = {"公务用车运行维护费": {"决算数": 1.2}}
    published = {"预算合计": 5, "预算公务用车小计": 5, "预算公务用车运行维护费": 5}
    drafted = fill_three_public(workbook(tmp_path, three_public_detail=detail, three_public=published))
    assert result(drafted, "three_public[金额].预算合计") == "5.00"
    assert result(drafted, "three_public[金额].决算合计") == "1.20"
    what = "明细表没有填全年预算数，《“三公”经费支出决算表》的预算数没有改动"
    assert gaps(drafted) == [f"三公经费明细!C4：{what}"]


def test_blank_is_unknown_and_zero_is_none(tmp_path: Path) -> None:
    published = {"决算合计": 1, "决算公务接待费": 1}
    detail = {"公务用车运行维护费": {"全年预算数": 3, "决算数": 1.2}}
    kept = fill_three_public(workbook(tmp_path, three_public_detail=detail, three_public=published))
    assert result(kept, "three_public[金额].决算公务接待费") == "1.00"
    assert result(kept, "three_public[金额].决算合计") == "2.20"
    assert gaps(kept) == [
        "三公经费明细!D15：公务接待费的决算数没有填，公开表里的 1.00 没有改动；确实没有的，请在明细表填 0"
    ]
    detail["公务接待费"] = {"决算数": 0}
    cleared = fill_three_public(workbook(tmp_path, three_public_detail=detail, three_public=published))
    assert result(cleared, "three_public[金额].决算公务接待费") == ""
    assert cleared.gaps == ()


@pytest.mark.parametrize(("stated", "says"), [(1.2, "是 1.20"), (None, "没有填")])
def test_basic_can_only_show_that_a_figure_is_too_small(
    tmp_path: Path, stated: float | None, says: str
) -> None:
    detail = DETAIL | {"公务用车运行维护费": {"决算数": stated}}
    drafted = fill_three_public(workbook(tmp_path, three_public_detail=detail, basic={"30231": 2.35}))
    what = f"公务用车运行维护费{says}，而基本支出明细表的 30231 已有 2.35，它只是其中一部分，请核对"
    assert gaps(drafted) == [f"三公经费明细!D8：{what}"]
    assert result(drafted, "three_public[金额].决算公务用车运行维护费") == ("1.20" if stated else "")


def test_a_larger_whole_is_nothing_to_ask_about(tmp_path: Path) -> None:
    drafted = fill_three_public(workbook(tmp_path, three_public_detail=DETAIL, basic={"30231": 0.5}))
    assert drafted.gaps == ()


def test_filling_twice_is_filling_once(tmp_path: Path) -> None:
    path = workbook(tmp_path, three_public_detail=DETAIL, basic=PUBLIC, units=["行政"])
    for fill in (fill_three_public, fill_operating):
        fill(path).prepared.write(path)
        before = path.read_bytes()
        again = fill(path).prepared
        assert again.changes == ()
        again.write(path)
        assert path.read_bytes() == before


def test_all_units_administrative(tmp_path: Path) -> None:
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC, units=["参公"]))
    for row in ("机关运行经费", "参公单位机关运行经费", "单位1", "单位合计", "科目合计", "302"):
        assert result(drafted, f"operating[{row}].决算数") == "5.00", row
    assert result(drafted, "operating[行政单位机关运行经费].决算数") == "0.00"
    assert result(drafted, "operating[30211].决算数") == "3.00"
    assert drafted.gaps == ()


def test_several_administrative_units_are_asked_for_their_parts(tmp_path: Path) -> None:
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC, units=["行政", "参公"]))
    assert result(drafted, "operating[机关运行经费].决算数") == "5.00"
    assert gaps(drafted) == ["机关运行经费!E5：请填写各单位的机关运行经费（单位0、单位1），相加应为 5.00"]


def test_parts_that_do_not_add_up_are_left_to_the_officer(tmp_path: Path) -> None:
    parts = {"单位1": {"决算数": 3.0}, "单位2": {"决算数": 1.0}}
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC, units=["行政", "参公"], operating=parts))
    assert result(drafted, "operating[机关运行经费].决算数") == "5.00"
    assert gaps(drafted) == ["机关运行经费!E41：各单位相加是 4.00，公用经费合计是 5.00，请核对各单位的数"]


def test_with_other_units_only_the_administrative_part_counts(tmp_path: Path) -> None:
    parts = {
        "单位1": {"决算数": 2.0, "上年决算数": 1.5, "年初预算数": 2.0},
        "单位3": {"决算数": 1.0, "上年决算数": 0.5, "年初预算数": 1.0},
    }
    units = ["行政", "事业", "参公"]
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC, units=units, operating=parts))
    expected = {"机关运行经费": "3.00", "行政单位机关运行经费": "2.00", "参公单位机关运行经费": "1.00"}
    assert {row: result(drafted, f"operating[{row}].决算数") for row in expected} == expected
    assert result(drafted, "operating[30201].决算数") == ""
    assert drafted.sentences == (
        "机关运行经费 3万元，年初预算 3万元，完成预算的 100%，比上年的 2万元增加1万元，增长50%",
    )
    assert [gap.address.a1 for gap in drafted.gaps] == ["K5"]


def test_with_other_units_and_nothing_stated_nothing_is_filled(tmp_path: Path) -> None:
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC, units=["行政", "事业"]))
    assert drafted.prepared.changes == ()
    assert gaps(drafted) == [
        "机关运行经费!E5：部门有其他事业单位，请填写行政、参公单位的机关运行经费（单位0）后重新运行"
    ]


def test_without_administrative_units_there_is_none(tmp_path: Path) -> None:
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC, units=["事业"]))
    assert result(drafted, "operating[机关运行经费].决算数") == "0.00"
    assert drafted.sentences == ("部门没有行政单位和参照公务员法管理的事业单位，没有机关运行经费支出",)


def test_without_kinds_nothing_is_guessed(tmp_path: Path) -> None:
    drafted = fill_operating(workbook(tmp_path, basic=PUBLIC))
    assert drafted.prepared.changes == ()
    assert "封面没有填全单位名单和单位性质" in gaps(drafted)[0]


def test_a_unit_whose_kind_is_not_understood_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, basic=PUBLIC, units=["行政", "事业"])
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["封面"]["D10:D29"] for cell in row if cell.value == "事业"]
    cell.value = "公益一类"
    name = book["封面"].cell(cell.row, 3).value
    book.save(path)
    (gap,) = gaps(fill_operating(path))
    assert f"（“{name}”的单位性质没有写，或不是行政、参公、事业之一）" in gap


def test_a_workbook_without_the_sheet_is_told_so(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    book.remove(book["机关运行经费"])
    book.save(path)
    with pytest.raises(ReadError, match="没有附表《机关运行经费情况表》：旧模板没有附表"):
        fill_operating(path)


def test_only_the_cells_that_change_are_touched(tmp_path: Path) -> None:
    path = workbook(tmp_path, three_public_detail=DETAIL)
    drafted = fill_three_public(path)
    assert {change.ref.table for change in drafted.prepared.changes} == {"three_public"}
    assert CellRef("three_public", "金额", "决算合计") in {change.ref for change in drafted.prepared.changes}


def notes_of(path: Path, sheet: str) -> dict[str, str]:
    cells = (cell for row in openpyxl.load_workbook(path)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def test_what_is_left_is_marked_until_it_is_filled_in(tmp_path: Path) -> None:
    path = workbook(tmp_path, three_public_detail={"公务用车运行维护费": {"决算数": 1.2}})
    book = openpyxl.load_workbook(path)
    sheet = book["三公经费明细"]
    sheet["C4"].comment, sheet["B9"].comment = Comment("问过办公室", "甲"), Comment("原有", "乙")
    book.save(path)
    what = "【留待填写】明细表没有填全年预算数，《“三公”经费支出决算表》的预算数没有改动"
    marked = fill_three_public(path, marked=True).prepared
    assert [str(change.address) for change in marked.changes if change.kind is ChangeKind.NOTE] == [
        "三公经费明细!C4"
    ]
    marked.write(path)
    assert notes_of(path, "三公经费明细") == {"C4": f"问过办公室\n\n{what}", "B9": "原有"}
    assert not fill_three_public(path, marked=True).prepared.changes
    package = Package.open(path)
    edit_cells(package, {"三公经费明细": {"C8": CellEdit(value=3)}})  # the officer types the budget
    package.save(path)
    fill_three_public(path, marked=True).prepared.write(path)
    assert notes_of(path, "三公经费明细") == {"C4": "问过办公室", "B9": "原有"}
    assert result(fill_three_public(path), "three_public[金额].预算合计") == "3.00"
