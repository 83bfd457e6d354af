"""Lines of the sheet 校验结果: nothing in a workbook can make a formula of its own in them."""

from __future__ import annotations

from juesuan.excel.marking.result_list import HEADINGS, ResultLine, entered_on


def line(**cells: str) -> ResultLine:
    texts = tuple(cells.get(heading, "") for heading in HEADINGS)
    return ResultLine(texts, cells.get("link", ""))


def test_texts_from_a_workbook_stay_texts() -> None:
    written = line(问题="=cmd|' /C calc'!A0 应等于 1", 疑因="@SUM(A1)", 建议="-1+2", 序号="1.1").written()
    assert [cell for cell in written if cell] == [
        "'1.1", "'=cmd|' /C calc'!A0 应等于 1", "'@SUM(A1)", "'-1+2",
    ]  # fmt: skip


def test_a_link_cannot_be_broken_out_of() -> None:
    place = '表",0)+HYPERLINK("http://'
    written = line(单元格=f"{place}!A1", link=f"'{place}'!A1").written()
    formula = next(cell for cell in written if cell.startswith("="))
    quotes = formula.replace('""', "").count('"')
    assert quotes == 4, "two texts and nothing between or behind them"
    assert formula.startswith('=HYPERLINK("#\'表"",0)')


def test_entries_are_found_again_when_the_figures_have_changed() -> None:
    texts = ("1", "错误", "T202", "公开02!F11", "…", "", "", "wabc", "张三", "整改中")
    entered = entered_on([texts])
    assert entered["wabc"] == entered["T202 公开02!F11"] == ("张三", "整改中")
