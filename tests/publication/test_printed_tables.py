"""Tables as they are printed: what is merged, hidden, left out and said."""

from __future__ import annotations

from juesuan.model.publication import PrintedTable
from juesuan.publication.printed_tables import printed_table
from tests.making.disclosures import disclosure


def _printed(name: str, content: object, layout: str = "wuhan-2023", unit: str = "万元") -> PrintedTable:
    made = disclosure({"layout": layout, "unit": unit, name: content})
    return printed_table(made[name], made.layout, unit, lambda text: text.replace("{organisation}", "示例局"))


def _texts(table: PrintedTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.body]


def test_zero_is_not_shown_and_rows_without_figures_are_left_out() -> None:
    table = _printed(
        "expenditure",
        {
            "合计": {"本年支出合计": "1234.5", "基本支出": "1234.5", "项目支出": "0"},
            "208": {"本年支出合计": "1234.5", "基本支出": "1234.5"},
            "210": {"本年支出合计": "0"},
            "221": {},
        },
    )
    assert _texts(table) == [
        ["合计", "1,234.50", "1,234.50", "", "", "", ""],
        ["208", "社会保障和就业支出", "1,234.50", "1,234.50", "", "", "", ""],
    ]


def test_a_negative_figure_keeps_its_sign() -> None:
    table = _printed("total", {"年初结转和结余": "-12.3"})
    assert [cell.text for cell in table.body[28]] == [
        "年初结转和结余",
        "29",
        "-12.30",
        "年末结转和结余",
        "60",
        "",
    ]


def test_headings_are_merged_as_in_the_form() -> None:
    head = _printed("general_budget", {}).head
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in head] == [
        [("项目", 4, 1), ("本年支出", 3, 1)],
        [
            ("功能分类科目编码", 3, 1),
            ("科目名称", 1, 1),
            ("小计", 1, 1),
            ("基本支出", 1, 1),
            ("项目支出", 1, 1),
        ],
        [(text, 1, 1) for text in ("类", "款", "项", "栏次", "1", "2", "3")],
    ]


def test_an_empty_table_says_why_and_keeps_its_total_row() -> None:
    table = _printed("government_fund", {})
    assert _texts(table) == [["合计", "", "", "", "", "", ""]]
    assert table.notes[-1] == "说明：本部门当年没有政府性基金预算财政拨款收入支出，本表无数据。"
    filled = _printed("government_fund", {"合计": {"本年收入": "5"}})
    assert not any(note.startswith("说明：") for note in filled.notes)


def test_number_department_and_unit_are_printed() -> None:
    assert _printed("total", {}).captions == (("", "公开01表"), ("部门：示例局", "金额单位：万元"))
    assert _printed("total", {}, unit="元").captions[1] == ("部门：示例局", "金额单位：元")
    assert _printed("total", {}, "shanghai-2024").captions == (("示例局", "单位：万元"),)


def test_the_total_comes_last_where_the_layout_says_so() -> None:
    content = {"208": {"小计": "5"}, "20801": {"小计": "5"}, "2080101": {"小计": "5"}, "合计": {"小计": "5"}}
    table = _printed("general_budget", content, "shanghai-2024")
    assert [row[0].text for row in table.body] == ["208", "20801", "2080101", "合计"]
    assert [row[1].indent for row in table.body[:3]] == [0, 1, 2]


def test_large_figures_get_room_enough() -> None:
    """Twelve columns of 123,456,789,012.34 still stand on one line each: the type is made smaller."""
    amount = "123456789012.34"
    columns = [column.id for column in disclosure({"layout": "wuhan-2023"})["three_public"].spec.amounts]
    small = _printed("three_public", dict.fromkeys(columns, amount))
    usual = _printed("three_public", dict.fromkeys(columns, "1.2"))
    across = 740 / 12  # points on a landscape page
    digits = len("123,456,789,012.34")
    assert small.size < usual.size
    assert digits * small.size / 2 < across
    assert digits * usual.size / 2 > across
