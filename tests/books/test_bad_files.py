"""Files that are no readable workbook: one sentence each, and the file stays as it was."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from juesuan.books import archive
from juesuan.books.errors import ReadError
from juesuan.books.reading import read_disclosure
from tests.making.bad_files import BAD_FILES, bomb, zipped


def complaint(path: Path, **options: Any) -> str:
    with pytest.raises(ReadError) as caught:
        read_disclosure(path, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith("。")
    assert path.name in sentence
    assert caught.value.file == str(path)
    return sentence


@pytest.mark.parametrize("name", BAD_FILES)
def test_each_kind_of_file_is_named(tmp_path: Path, name: str) -> None:
    content, words = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert words in complaint(path)
    assert path.read_bytes() == content


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "找不到文件" in complaint(tmp_path / "没有.xlsx")
    (tmp_path / "夹.xlsx").mkdir()
    assert "是文件夹" in complaint(tmp_path / "夹.xlsx")


def test_a_name_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="文件“"):
        read_disclosure(str(tmp_path / "a\0b.xlsx"))
    with pytest.raises(ReadError, match="文件“"):
        read_disclosure(tmp_path / ("长" * 300 + ".xlsx"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "锁.xlsx"
    path.write_bytes(b"PK")
    path.chmod(0)
    assert "没有权限" in complaint(path)


def test_permission_denied_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "占用.xlsx"
    path.write_bytes(b"PK")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "正被其他程序占用" in complaint(path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.995])
def test_truncated(tmp_path: Path, wuhan: Any, share: float) -> None:
    whole = wuhan.save(tmp_path / "全.xlsx").read_bytes()
    path = tmp_path / "断.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "已损坏或不完整" in complaint(path)


def test_every_damaged_part_gives_a_sentence(tmp_path: Path, wuhan: Any) -> None:
    source = wuhan.save(tmp_path / "全.xlsx")
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    path = tmp_path / "坏.xlsx"
    for broken in parts:
        for damaged in (parts[broken][: len(parts[broken]) // 2], b"", b"\xff\xfe<x"):
            with zipfile.ZipFile(path, "w") as package:
                for name, data in parts.items():
                    package.writestr(name, damaged if name == broken else data)
            try:
                read_disclosure(path)
            except ReadError as error:
                assert str(error).endswith("。")  # noqa: PT017 - parts that do not matter may be read over


def test_flipped_bytes_never_end_in_a_traceback(tmp_path: Path, wuhan: Any) -> None:
    whole = wuhan.save(tmp_path / "全.xlsx").read_bytes()
    path = tmp_path / "错.xlsx"
    for position in range(0, len(whole), len(whole) // 150):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        try:
            read_disclosure(path)
        except ReadError as error:
            assert str(error).endswith("。")  # noqa: PT017 - a flipped byte may also do no harm


def test_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.xlsx"
    path.write_bytes(bomb())
    assert "解压后大得不正常" in complaint(path)


def test_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/sharedStrings.xml", b"\0" * (250 << 20))
    data = bytearray(path.read_bytes())
    true_size = struct.pack("<I", 250 << 20)
    data = bytearray(bytes(data).replace(true_size, struct.pack("<I", 1000)))
    path.write_bytes(data)
    assert "已损坏或不完整" in complaint(path)


def test_many_large_parts_and_large_files(
    tmp_path: Path, wuhan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = wuhan.save(tmp_path / "大.xlsx")
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 5000)
    assert "解压后大得不正常" in complaint(path)
    monkeypatch.setattr(archive, "LARGEST_FILE", 5000)
    assert "上限" in complaint(path)


def test_encrypted_zip(tmp_path: Path) -> None:
    data = bytearray(zipped(**{"xl/workbook.xml": "<workbook/>"}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    path = tmp_path / "加密.xlsx"
    path.write_bytes(data)
    assert "加密的压缩包" in complaint(path)


def test_a_value_in_the_last_cell_of_a_sheet(tmp_path: Path, wuhan: Any) -> None:
    wuhan.page("income").cells[1_048_575, 16_383] = "x"
    path = wuhan.save(tmp_path / "满.xlsx")
    sentence = complaint(path)
    assert "XFD1048576" in sentence
    assert "公开02" in sentence


def test_styled_but_empty_rows_to_the_end_of_the_sheet_are_fine(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("income")
    page.cells[1_048_575, 3] = None
    page.formats[1_048_575, 3] = "0.00"
    disclosure = read_disclosure(wuhan.save(tmp_path / "满.xlsx"))
    assert len(disclosure.tables) == 9


def test_a_workbook_of_another_kind_says_what_was_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "通讯录.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(0, 0, ["姓名", "电话"])
    book.close()
    sentence = complaint(path)
    assert "收入支出决算总表" in sentence
    assert "财政拨款“三公”经费支出决算表" in sentence
    assert "财政拨款“三公”经费支出决算表" in complaint(path, layout_id="shanghai-2024")


def test_a_workbook_with_nothing_but_a_chart_sheet(tmp_path: Path) -> None:
    path = tmp_path / "图.xlsx"
    book = openpyxl.Workbook()
    book.create_chartsheet()
    book.save(path)
    assert "没有找到任何一张部门决算公开表" in complaint(path)


def test_unknown_layouts(tmp_path: Path, wuhan: Any) -> None:
    path = wuhan.save(tmp_path / "a.xlsx")
    assert "指定的版式“mars-2030”本程序不认识，可用的有：shanghai-2024、wuhan-2023" in complaint(
        path, layout_id="mars-2030"
    )
    for strange in ("mars-2030", "../../etc/x", "\\\\server\\share"):
        wuhan.properties["juesuan_layout"] = strange
        assert "所用的版式" in complaint(wuhan.save(path))


def test_a_template_newer_than_the_program(tmp_path: Path, wuhan: Any) -> None:
    wuhan.properties["juesuan_template_version"] = "99"
    sentence = complaint(wuhan.save(tmp_path / "a.xlsx"))
    assert "模板版本是 99" in sentence
    assert "升级" in sentence


def test_a_template_older_than_the_program_is_read_only_when_asked_for(tmp_path: Path, wuhan: Any) -> None:
    wuhan.properties["juesuan_template_version"] = "0"
    path = wuhan.save(tmp_path / "a.xlsx")
    sentence = complaint(path)
    assert "旧版模板" in sentence
    assert "--layout wuhan-2023" in sentence
    assert len(read_disclosure(path, "wuhan-2023").tables) == 9
