"""F03 机构运行信息表 of a made export: 三公 with its counts beside 机关运行经费, 国有资产 and 政府采购."""

from __future__ import annotations

from examples.made_exports.departments import Department
from examples.made_exports.figures import Figures
from examples.made_exports.sheets import DASH, Sheet, Value

_PUBLIC = [
    ("1．因公出国（境）费", "因公出国（境）费"),
    ("2．公务用车购置及运行维护费", "公务用车小计"),
    ("（1）公务用车购置费", "公务用车购置费"),
    ("（2）公务用车运行维护费", "公务用车运行维护费"),
    ("3．公务接待费", "公务接待费"),
]
_COUNTS = [
    ("1．因公出国（境）团组数（个）", "因公出国（境）团组数"),
    ("2．因公出国（境）人次数（人）", "因公出国（境）人次数"),
    ("3．公务用车购置数（辆）", "公务用车购置数"),
    ("4．公务用车保有量（辆）", "公务用车保有量"),
    ("5．国内公务接待批次（个）", "国内公务接待批次"),
    ("　　其中：外事接待批次（个）", "外事接待批次"),
    ("6．国内公务接待人次（人）", "国内公务接待人次"),
    ("　　其中：外事接待人次（人）", "外事接待人次"),
    ("7．国（境）外公务接待批次（个）", "国（境）外公务接待批次"),
    ("8．国（境）外公务接待人次（人）", "国（境）外公务接待人次"),
]
_VEHICLES = [
    ("1．副部（省）级及以上领导用车", "副部（省）级及以上领导用车"),
    ("2．主要负责人用车", "主要领导干部用车"),
    ("3．机要通信用车", "机要通信用车"),
    ("4．应急保障用车", "应急保障用车"),
    ("5．执法执勤用车", "执法执勤用车"),
    ("6．特种专业技术用车", "特种专业技术用车"),
    ("7．离退休干部服务用车", "离退休干部用车"),
    ("8．其他用车", "其他用车"),
]
_VEHICLE_PARTS = {"公务用车小计": ("公务用车购置费", "公务用车运行维护费")}


def institution_sheet(department: Department, figures: Figures) -> Sheet:
    """Counts are whole numbers in a sheet whose amounts are 元: 3 groups are written 3."""
    headings = [
        ["项目", "行次", "年初预算数", "全年预算数", "决算统计数", "项目", "行次", "统计数"],
        ["栏次", "", "1", "2", "3", "栏次", "", "4"],
    ]
    sheet = Sheet("F03 机构运行信息表(附03表)", "机构运行信息表", "附03表", headings)
    left, right = _left(department, figures), _right(department, figures)
    height = max(len(left), len(right))
    left += [["", None, None, None]] * (height - len(left))
    right += [["", None]] * (height - len(right))
    for number, (one, other) in enumerate(zip(left, right, strict=True), 1):
        sheet.rows.append([one[0], str(number), *one[1:], other[0], str(height + number), other[1]])
    return sheet


def _left(department: Department, figures: Figures) -> list[list[Value]]:
    def stages(part: str) -> list[Value]:
        opening = _opening(department, part)
        return [
            opening or None,
            *(figures.fen("three_public", "金额", stage + part) or None for stage in ("预算", "决算")),
        ]

    reception = figures.fen("three_public", "金额", "决算公务接待费") or None
    rows: list[list[Value]] = [
        ["一、“三公”经费支出", DASH, DASH, DASH],
        ["（一）支出合计", *stages("合计")],
        *([label, *stages(part)] for label, part in _PUBLIC),
        ["（1）国内接待费", DASH, DASH, reception],
        ["　　其中：外事接待费", DASH, DASH, None],
        ["（2）国（境）外接待费", DASH, DASH, None],
        ["（二）相关统计数", DASH, DASH, DASH],
    ]
    return rows + [[label, DASH, DASH, _count(department, fact)] for label, fact in _COUNTS]


def _right(department: Department, figures: Figures) -> list[list[Value]]:
    kinds = [department.amounts.get(f"{kind}单位机关运行经费") for kind in ("行政", "参公")]
    if not any(kinds):  # no other 事业单位 is known of
        kinds = [figures.fen("basic", "公用经费合计", "决算数") or None, None]
    bought = [department.amounts.get(f"政府采购{kind}支出", 0) for kind in ("货物", "工程", "服务")]
    rows: list[list[Value]] = [
        ["二、机关运行经费", sum(filter(None, kinds)) or None],
        ["（一）行政单位", kinds[0]],
        ["（二）参照公务员法管理事业单位", kinds[1]],
        ["三、国有资产占用情况", DASH],
        ["（一）车辆数合计（辆）", _count(department, "车辆合计")],
        *_vehicle_rows(department),
        ["（二）单价100万元（含）以上设备（不含车辆）（台，套）", _count(department, "单价100万元以上设备")],
        ["四、政府采购支出信息", DASH],
        ["（一）政府采购支出合计", sum(bought) or None],
    ]
    bought_kinds = ("货物", "工程", "服务")
    rows += [
        [f"{n}．政府采购{kind}支出", amount or None]
        for n, (kind, amount) in enumerate(zip(bought_kinds, bought, strict=True), 1)
    ]
    rows += [
        ["（二）政府采购授予中小企业合同金额", department.amounts.get("授予中小企业合同金额")],
        ["　　其中：授予小微企业合同金额", department.amounts.get("授予小微企业合同金额")],
    ]
    return rows


def _vehicle_rows(department: Department) -> list[list[Value]]:
    return [[label, _count(department, fact)] for label, fact in _VEHICLES]


def _opening(department: Department, part: str) -> int:
    """The 三公 budget at the start of the year, in fen."""
    booked = {
        key[2]: amount for key, amount in department.ledger.amounts.items() if key[:2] == ("public", "年初")
    }
    return sum(
        amount
        for name, amount in booked.items()
        if part == "合计" or name in (part, *_VEHICLE_PARTS.get(part, ()))
    )


def _count(department: Department, fact: str) -> int:
    """Counts are kept in hundredths like amounts, so that one writer does for both."""
    return 100 * department.facts.get(fact, 0)
