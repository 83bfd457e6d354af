"""Workbooks with everything that stands on rows or refers to them, and what a reader finds in a workbook."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.books.package import Package

LISTED = "公开03（一）"
OTHER = "其他 表"
FIRST, LAST = 7, 16  # the listed rows: codes in A, names in B, amounts in C to E, a formula in F
NOTES = 19


def rich_book(path: Path) -> Path:
    """Write a listed table with all features that XlsxWriter knows, as Excel would leave it."""
    book = xlsxwriter.Workbook(str(path))
    sheet, other = book.add_worksheet(LISTED), book.add_worksheet(OTHER)
    bold = book.add_format({"bold": True})
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    red = book.add_format({"font_color": "red"})
    sheet.merge_range("A1:F1", "支出决算表", bold)
    sheet.write_row("A6", ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "复核"], bold)
    for row in range(FIRST, LAST + 1):
        sheet.write_row(row - 1, 0, [f"2080{row:03}", f"科目{row}"])
        sheet.write_formula(row - 1, 2, f"=D{row}+E{row}", money, row * 3)
        sheet.write_row(row - 1, 3, [row * 1.0, row * 2.0], money)
        sheet.write_formula(row - 1, 5, f'=IF(ABS(C{row}-SUM(D{row}:E{row}))<0.005,"","D9不符")', None, "")
    sheet.write_formula("C17", f"=SUM(C{FIRST}:C{LAST})", money, 345)
    sheet.write_formula("D17", "=D9+D$12+$D$15", money, 36)
    sheet.write_formula("E17", "=SUM(E10:E12)-SUM(7:7)*0", money, 66)
    sheet.merge_range("A17:B17", "合计", bold)
    sheet.merge_range("A19:F20", "注：本表反映部门本年度各项支出情况。")
    sheet.set_row(8, 30)
    sheet.set_row(11, 22, None, {"level": 1, "hidden": True})
    sheet.set_row(18, 40)
    sheet.merge_range("H9:I9", "手工备注", red)
    _add_rules(sheet, red)
    _add_page(sheet)
    _add_elsewhere(book, sheet, other, red)
    book.close()
    return path


def _add_rules(sheet: Any, red: Any) -> None:
    sheet.write_comment("D9", "九行的批注", {"author": "复核人"})
    sheet.write_comment("E14", "十四行的批注")
    sheet.write_comment("A19", "注的批注")
    sheet.write_url("B10", "https://example.org/十", string="外部")
    sheet.write_url("B19", f"internal:'{LISTED}'!D9", string="内部")
    sheet.conditional_format("C7:E16", {"type": "cell", "criteria": "<", "value": 0, "format": red})
    sheet.conditional_format(
        "A7:A16", {"type": "formula", "criteria": '=AND($A7<>"",COUNTIF($A$7:$A$16,$A7)>1)', "format": red}
    )
    sheet.conditional_format("D9:E9", {"type": "cell", "criteria": ">", "value": "=$C$9", "format": red})
    sheet.conditional_format("E7:E16", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("A7:A16", {"validate": "custom", "value": "=LEN(A7)=7"})
    sheet.data_validation("B12", {"validate": "list", "source": "=$B$7:$B$16"})
    sheet.data_validation("E17", {"validate": "decimal", "criteria": ">=", "value": "=D9"})
    sheet.write_formula("G17", "=MAX(C7:C9)")
    sheet.add_sparkline("G9", {"range": f"'{LISTED}'!D9:E9"})


def _add_page(sheet: Any) -> None:
    sheet.print_area("A1:F20")
    sheet.repeat_rows(0, 5)
    sheet.freeze_panes(6, 2)
    sheet.set_h_pagebreaks([9, 18])
    sheet.autofilter("A6:F16")
    sheet.set_selection("D18")


def _add_elsewhere(book: Any, sheet: Any, other: Any, red: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{LISTED}'!$C$7:$C$16", "categories": f"='{LISTED}'!$B$7:$B$16"})
    other.insert_chart("H2", chart)
    inside = book.add_chart({"type": "bar"})
    inside.add_series({"values": f"='{LISTED}'!$D$17:$E$17"})
    sheet.insert_chart("K22", inside)
    sheet.insert_textbox("K7", "文本框", {"textlink": f"='{LISTED}'!$C$9"})
    other.write_formula("A1", f"='{LISTED}'!C9", None, 27)
    other.write_formula("A2", f"=SUM('{LISTED}'!C1:C30)+C9", None, 345)
    other.write_formula("A3", f"=VLOOKUP(\"2080009\",'{LISTED}'!$A$7:$F$16,3,FALSE)", None, 27)
    other.write_array_formula("A4:A4", f"{{=SUM('{LISTED}'!D7:D16*1)}}", None, 115)
    other.write_url("B1", f"internal:'{LISTED}'!A12")
    other.data_validation("C1:C5", {"validate": "list", "source": f"='{LISTED}'!$B$7:$B$16"})
    other.conditional_format("A1:A5", {"type": "formula", "criteria": f"=A1<'{LISTED}'!$C$12", "format": red})
    book.define_name("决算_支出", f"='{LISTED}'!$A$1:$F$20")
    book.define_name("明细", f"='{LISTED}'!$C$7:$C$16")
    book.define_name("第九行", f"='{LISTED}'!$C$9")


def plain_book(path: Path) -> Path:
    """Write a listed table with what openpyxl knows and XlsxWriter does not write."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill, Protection
    from openpyxl.worksheet.protection import SheetProtection
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = LISTED
    other = book.create_sheet(OTHER)
    sheet.append(["编码", "名称", "金额"])
    for row in range(2, 13):
        sheet.append([f"20{row:02}", f"名称{row}", row * 1.5])
        sheet[f"D{row}"] = f"=C{row}*2"
        sheet[f"C{row}"].number_format = "0.00"
    sheet["C8"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["C8"].protection = Protection(locked=False)
    sheet["C8"].comment = Comment("八行", "某人")
    sheet["A8"].hyperlink = f"#'{LISTED}'!C10"
    sheet["C20"] = "=SUM(C2:C12)"
    sheet["A20"] = "合计"
    other["A1"] = f"='{LISTED}'!C8+'{LISTED}'!C20"
    other["A2"].hyperlink = f"#'{LISTED}'!C20"
    sheet.protection = SheetProtection(sheet=True)
    sheet.row_dimensions[8].height = 33
    sheet.merge_cells("F8:G8")
    sheet.merge_cells("A22:A24")
    sheet.add_table(Table(displayName="表一", ref="J1:K12"))
    for cell, heading in (("J1", "甲"), ("K1", "乙")):
        sheet[cell] = heading
    other.add_table(Table(displayName="表二", ref="J1:K3"))
    other["J1"], other["K1"] = "丙", "丁"
    book.save(path)
    return path


def with_macros(path: Path) -> Path:
    """Turn an .xlsx into an .xlsm with a part of macros; any bytes do, nobody runs them."""
    package = Package.open(path)
    package.write("xl/vbaProject.bin", bytes(range(256)) * 8)
    package.set_default_type("bin", "application/vnd.ms-office.vbaProject")
    package.set_content_type("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    package.relate("xl/workbook.xml", relation, "xl/vbaProject.bin")
    package.save(path.with_suffix(".xlsm"))
    return path.with_suffix(".xlsm")


def resaved(path: Path) -> Path:
    """Let LibreOffice open the file and save it as .xlsx again."""
    folder = path.parent / "resaved"
    program = shutil.which("soffice")
    assert program
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir",
         str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{path.stem}.xlsx"


@dataclass
class Found:
    """What openpyxl finds on one sheet, by address."""

    cells: dict[str, Any] = field(default_factory=dict)
    styles: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    heights: dict[int, tuple[float | None, bool, int | None]] = field(default_factory=dict)
    merges: set[str] = field(default_factory=set)
    formats: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    validations: set[tuple[str, str, str]] = field(default_factory=set)
    setup: tuple[Any, ...] = ()


def found_in(path: Path) -> tuple[dict[str, Found], dict[str, str]]:
    """Read every sheet, and the defined names, with openpyxl."""
    book = openpyxl.load_workbook(path)
    names = {name: str(defined.attr_text) for name, defined in book.defined_names.items()}
    return {sheet.title: _found_on(sheet) for sheet in book.worksheets}, names


def _found_on(sheet: Worksheet) -> Found:
    found = Found()
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if value is not None:
                found.cells[cell.coordinate] = getattr(value, "text", value)
            if cell.has_style:
                style = (
                    cell.font,
                    cell.fill,
                    cell.border,
                    cell.number_format,
                    cell.protection,
                    cell.alignment,
                )
                found.styles[cell.coordinate] = tuple(map(repr, style))
            if cell.comment:
                found.comments[cell.coordinate] = cell.comment.text
            if cell.hyperlink:
                link = cell.hyperlink
                found.links[cell.coordinate] = (link.target or "", link.location or "")
    for number, dimension in sheet.row_dimensions.items():
        if dimension.height or dimension.hidden or dimension.outlineLevel:
            found.heights[number] = (dimension.height, dimension.hidden, dimension.outlineLevel)
    found.merges = {str(merge) for merge in sheet.merged_cells.ranges}
    found.formats = {
        (_sorted(str(area.sqref)), tuple(sorted(str(rule.formula) + rule.type for rule in area.rules)))
        for area in sheet.conditional_formatting
    }
    found.validations = {
        (_sorted(str(rule.sqref)), str(rule.formula1), str(rule.formula2))
        for rule in sheet.data_validations.dataValidation
    }
    found.setup = (
        sheet.print_area, sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref,
        tuple(sorted(brk.id for brk in sheet.row_breaks.brk)),
        tuple(sorted((table.name, table.ref) for table in sheet.tables.values())),
        sheet.page_margins.left, sheet.protection.sheet,
    )  # fmt: skip
    return found


def _sorted(areas: str) -> str:
    return " ".join(sorted(areas.split()))
