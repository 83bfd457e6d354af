"""The worksheet functions there are."""

from __future__ import annotations

from juesuan.excel.functions.declaration import Argument, WorksheetFunction

_LAYOUT = Argument("layout", "版式，如 wuhan-2023；省略时用最新的版式", optional=True)

FUNCTIONS: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "JS_SUBJECT",
        "科目名称",
        "按编码查科目名称：支出功能分类（3、5、7 位）或支出经济分类（3、5 位）。目录里没有的编码返回 #N/A。",
        (
            Argument("code", "科目编码，可以是一个单元格，也可以是一列"),
            Argument("year", "年度，用这一年导入的科目目录；省略时用内置目录", optional=True),
        ),
        "subjects:subject_name",
    ),
    WorksheetFunction(
        "JS_WAN",
        "元折算为万元",
        "把元折算为万元，保留两位小数，四舍五入与 Excel 的 ROUND 相同。空单元格仍为空，不变成 0。",
        (Argument("yuan", "以元为单位的金额，可以是一个单元格，也可以是一片区域"),),
        "amounts:wan_from_yuan",
    ),
    WorksheetFunction(
        "JS_COMPLETION",
        "完成率",
        "决算数占预算数的百分比，小数位数按版式，如 98.5%。预算数为空、0 或负数时返回 #N/A。",
        (Argument("final", "决算数"), Argument("budget", "预算数，与决算数同一单位"), _LAYOUT),
        "rates:completion_rate",
    ),
    WorksheetFunction(
        "JS_GROWTH",
        "增长率",
        "比上年增减的百分比，小数位数按版式，减少为负，如 -3.2%。上年数为空、0 或负数时返回 #N/A。",
        (Argument("present", "本年数"), Argument("previous", "上年数，与本年数同一单位"), _LAYOUT),
        "rates:growth_rate",
    ),
    WorksheetFunction(
        "JS_SUBTOTAL",
        "按科目汇总",
        "某一类、款或项的合计：把编码以 prefix 开头的最末级科目的金额相加，不重复计算上级科目的小计行。",
        (
            Argument("codes", "科目编码所在的区域", whole=True),
            Argument("amounts", "金额所在的区域，与编码区域同样大小", whole=True),
            Argument("prefix", "类（3 位）、款（5 位）或项（7 位）的编码；空文本表示全部"),
        ),
        "subtotals:subtotal_of",
    ),
    WorksheetFunction(
        "JS_FIGURE",
        "取表中一个数",
        "本工作簿最近一次保存时某张公开表某行某栏的数。表、行、栏不存在或该格为空时返回 #N/A。",
        (
            Argument("table", "表名，如 支出决算表，或表的编号，如 expenditure"),
            Argument("row", "行：科目编码或行的名称，如 2010101、合计、本年收入合计"),
            Argument("column", "栏的名称，如 基本支出"),
        ),
        "disclosed:figure",
        needs_workbook=True,
    ),
    WorksheetFunction(
        "JS_RULE",
        "规则的核对结果",
        "按本工作簿最近一次保存的内容核对一条规则：通过、尾差、不符、不适用或出错。没有这条规则时返回 #N/A。",
        (Argument("rule", "规则编号，如 X101"),),
        "disclosed:rule_status",
        needs_workbook=True,
    ),
)
