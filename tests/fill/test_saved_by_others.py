"""Exports that went through another program, and forms laid out differently."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.fill.sources.figures import SourceFigures
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.fill.supporting_figures import Fact
from tests.fill.conftest import QINGSHAN, Export, amounts, cell_of, unmerge

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def converted(source: Path, folder: Path, to: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{to}"


@needs_office
@pytest.mark.libreoffice
def test_xls_saved_as_xlsx(tmp_path: Path, untouched: SourceFigures) -> None:
    source = tmp_path / "导出.xlsx"
    source.write_bytes(QINGSHAN.read_bytes())
    old = converted(source, tmp_path, "xls")
    with pytest.raises(ReadError) as caught:
        read_source(old, load_source("caijue-2023"))
    assert "旧格式（.xls），请用 Excel 或 WPS 打开后另存为 .xlsx" in str(caught.value)
    again = converted(old, tmp_path, "xlsx")
    assert amounts(read_source(again, load_source("caijue-2023"))) == amounts(untouched)


def test_code_and_name_in_one_column(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    unmerge(sheet)
    for row in range(8, sheet.max_row + 1):
        code, name = sheet.cell(row, 1).value, sheet.cell(row, 4).value
        if code != "合计":
            sheet.cell(row, 1).value = f"{code} {name}"
    sheet.delete_cols(2, 3)
    sheet["A6"] = "科目名称"
    assert amounts(export.read()) == amounts(untouched)


def test_totals_written_with_spaces_and_at_the_end(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z07")
    total = cell_of(sheet, "合计")
    place = max(row for row in range(9, sheet.max_row + 1) if sheet.cell(row, 1).value)
    row = next(row for row in range(9, sheet.max_row + 1) if sheet.cell(row, 1).value == "合计")
    values = [sheet.cell(row, column).value for column in range(1, 14)]
    unmerge(sheet)
    for column, value in enumerate(values, 1):
        sheet.cell(row, column).value = None
        sheet.cell(place + 1, column).value = "合　　计：" if value == "合计" else value
    assert total is not None
    for top, text in (("A5", "项目"), ("A6", "支出功能分类科目编码")):
        assert sheet[top].value == text
    assert amounts(export.read()) == amounts(untouched)


def test_institution_sheet_in_one_block(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("F03")
    last = sheet.max_row
    for row in range(7, last + 1):
        label, value = sheet.cell(row, 6).value, sheet.cell(row, 8).value
        sheet.cell(last + row, 1).value, sheet.cell(last + row, 5).value = label, value
    sheet.delete_cols(6, 3)
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert {fact: figure.fen for fact, figure in read.supporting.facts.items()} == {
        fact: figure.fen for fact, figure in untouched.supporting.facts.items()
    }
    assert read.supporting.count(Fact.VEHICLES_EMERGENCY) == 1


def test_negative_amounts(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    sheet["G9"], sheet["G10"], sheet["G11"] = -9000.5, "(9,000.50)", "－9000.50"
    read = export.read()
    changed = [
        figure.fen for ref, figure in read.figures.items() if amounts(untouched).get(ref) != figure.fen
    ]
    assert changed == [-900050] * 3


def test_more_than_fen_is_rounded_and_told(export: Export) -> None:
    sheet = export.sheet("Z04")
    sheet["G9"] = 9000.125
    sheet["G10"] = 0.1 + 0.2
    read = export.read()
    assert [item.address.a1 for item in read.unreadable] == ["G9"]
    assert "分以下" in str(read.unreadable[0])
    assert (
        next(f.fen for f in read.figures.values() if f.address.a1 == "G10" and f.address.sheet == sheet.title)
        == 30
    )
