"""``juesuan export`` as a user runs it: what is written, what is not, and what it says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.cli.conftest import Run

NAME = "2023年度部门决算"
REASON = "区财政要求先行报送"


def _manifest(folder: Path) -> dict[str, Any]:
    (path,) = folder.glob("*.清单.json")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def _content(path: Path) -> str:
    """All text of an output, packages unpacked."""
    if path.suffix in {".xlsx", ".docx"}:
        with ZipFile(path) as package:
            return "".join(package.read(name).decode(errors="replace") for name in package.namelist())
    return path.read_bytes().decode(errors="replace")


def _endings(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()}


def test_errors_stand_in_the_way(run: Run, published: Path, tmp_path: Path) -> None:
    answer = run("export", published, "-o", tmp_path / "公开")
    assert answer.code == 1
    assert "没有导出：核对有" in answer.err
    assert "juesuan check" in answer.err
    assert not (tmp_path / "公开").exists()


def test_force_needs_a_reason_and_keeps_it_out_of_the_publication(
    run: Run, published: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "公开"
    assert run("export", published, "-o", folder, "--force").code == 2
    answer = run("export", published, "-o", folder, "--force", "--reason", REASON, "--draft")
    assert answer.code == 0
    assert _manifest(folder)["forced"] == REASON
    assert _manifest(folder)["check"]["errors"] > 0
    outputs = [path for path in folder.iterdir() if path.suffix != ".json"]
    assert len(outputs) == 4
    assert not [path for path in outputs if REASON in _content(path)]


def test_what_is_missing_is_listed_and_keeps_the_pdf_back(run: Run, corrected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    answer = run("export", corrected, "-o", folder)
    assert answer.code == 1
    assert _endings(folder) == {".xlsx", ".docx", ".html", ".json"}
    assert "没有生成 pdf：还缺" in answer.err
    assert "部门主要职能（写在工作簿的“概况”工作表里）" in answer.out
    assert "上年决算数" in answer.out


def test_a_workbook_without_one_of_the_tables(run: Run, corrected: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(corrected)
    del book["公开06"]
    book.save(corrected)
    folder = tmp_path / "公开"
    answer = run("export", corrected, "-o", folder)
    assert answer.code == 1
    assert "没有生成 xlsx：还缺 1 处内容" in answer.err
    assert "没有找到表“一般公共预算财政拨款基本支出决算明细表”" in answer.out
    assert _endings(folder) == {".docx", ".html", ".json"}


def test_a_draft_comes_with_all_four_and_a_manifest(run: Run, corrected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    answer = run("export", corrected, "-o", folder, "--draft")
    assert answer.code == 0
    assert _endings(folder) == {".xlsx", ".docx", ".pdf", ".html", ".json"}
    manifest = _manifest(folder)
    assert {file["name"]: file["sha256"] for file in manifest["files"]} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.suffix != ".json"
    }
    assert manifest["workbook"] == {
        "name": corrected.name,
        "sha256": hashlib.sha256(corrected.read_bytes()).hexdigest(),
    }
    assert manifest["check"]["errors"] == 0
    assert (manifest["draft"], manifest["forced"]) == (True, None)


def test_only_the_forms_that_were_asked_for(run: Run, corrected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    assert run("export", corrected, "-o", folder, "--form", "xlsx").code == 0
    assert _endings(folder) == {".xlsx", ".json"}


def test_a_document_edited_since_is_kept(run: Run, corrected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    export = ("export", corrected, "-o", folder, "--form", "html")
    run(*export)
    run(*export)
    assert len(list(folder.glob("*.html"))) == 1  # our own is replaced
    (page,) = folder.glob("*.html")
    page.write_text("改过的", encoding="utf-8")
    answer = run(*export)
    assert "已备份" in answer.out
    (copy,) = folder.glob("*备份*.html")
    assert copy.read_text(encoding="utf-8") == "改过的"


def test_an_older_pdf_is_pointed_out(run: Run, corrected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    run("export", corrected, "-o", folder, "--draft", "--form", "pdf")
    answer = run("export", corrected, "-o", folder, "--form", "html")
    assert "是以前导出的，这次没有更新" in answer.err


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_list_of_words_stops_the_export(run: Run, corrected: Path, tmp_path: Path, encoding: str) -> None:
    words = tmp_path / "词.txt"
    words.write_bytes("# 内部项目\n重点工作\n".encode(encoding))
    answer = run("export", corrected, "-o", tmp_path / "公开", "--words", words, "--form", "html")
    assert answer.code == 1
    assert "不宜公开：清单里的词“重点工作”" in answer.out
    assert not (tmp_path / "公开").exists()
    allowed = ("--words", words, "--allow", "重点工作")
    assert run("export", corrected, "-o", tmp_path / "公开", "--form", "html", *allowed).code == 0


def test_a_folder_and_a_workbook_that_are_none(run: Run, corrected: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    answer = run("export", corrected, "-o", tmp_path / "文件")
    assert answer.code == 2
    answer = run("export", tmp_path / "没有.xlsx", "-o", tmp_path / "公开")
    assert answer.code == 2
    assert "Traceback" not in answer.err
