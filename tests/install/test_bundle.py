"""The offline bundle: what is asked of pip and uv, and what is in the zip."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer.commands import run
from tests.install.pretended import PretendedMachine

ROOT = Path(__file__).parents[2]
TOP = "juesuan-0.2.0-windows"
RESOLVED = "pandas==3.1.1\npywin32==312\nxlwings==0.37.8\n"


class PretendedNetwork(PretendedMachine):
    """Downloads leave small files; uv resolves to what it is told."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.resolved = {"online": RESOLVED, "offline": "juesuan @ file:///x\n" + RESOLVED}

    def capture(self, command: Sequence[str], folder: Path) -> tuple[int, str]:
        code, output = super().capture(command, folder)
        line = " ".join(command)
        if code != 0:
            return code, output
        if "pip compile" in line:
            return 0, self.resolved["offline" if "--no-index" in command else "online"]
        if "pip wheel" in line:
            wheels = Path(command[command.index("--wheel-dir") + 1])
            (wheels / "juesuan-0.2.0-py3-none-any.whl").write_text("ours", "utf-8")
        if "pip download" in line:
            tag = command[command.index("--python-version") + 1].replace(".", "")
            wheels = Path(command[command.index("--dest") + 1])
            (wheels / f"pandas-3.1.1-cp{tag}-cp{tag}-win_amd64.whl").write_text("theirs", "utf-8")
            assert Path(command[-1]).read_text("utf-8") == RESOLVED
        if "config get" in line:
            return 0, "https://mirror.example/simple\n"
        return 0, "<h1>手册</h1>\n" if "markdown_it" in line else ""


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PretendedNetwork:
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "juesuan"\nversion = "0.2.0"\n', "utf-8")
    files = ("install.py", "docs/用户手册.md", "docs/pictures/a.png", "workbook_templates/wuhan-2023.xlsx")
    for name in (*files, "addin/juesuan.xlam"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "installer").symlink_to(ROOT / "installer")
    return PretendedNetwork(tmp_path)


def test_everything_is_in_the_zip(network: PretendedNetwork, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bundle"], network.folder, network) == 0
    target = network.folder / "out" / f"{TOP}.zip"
    assert str(target) in capsys.readouterr().out
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        rows = list(csv.reader(io.StringIO(archive.read(f"{TOP}/清单.csv").decode("utf-8-sig"))))
        contents = {name: archive.read(f"{TOP}/{name}") for name, _, _ in rows[1:]}
    needed = {
        "双击安装.cmd",
        "双击卸载.cmd",
        "检查安装.cmd",
        "先读我.txt",
        "install.py",
        "installer/commands.py",
        "installer/windows/installation.py",
        "installer/offline/run.cmd",
        "installer/drop/决算公开核对.cmd",
        "addin/juesuan.xlam",
        "workbook_templates/wuhan-2023.xlsx",
        "docs/用户手册.html",
        "docs/pictures/a.png",
        "wheels/juesuan-0.2.0-py3-none-any.whl",
        *(f"wheels/pandas-3.1.1-cp3{n}-cp3{n}-win_amd64.whl" for n in (11, 12, 13, 14)),
    }
    assert {f"{TOP}/{name}" for name in needed} <= names
    assert not any("__pycache__" in name for name in names)
    assert names == {f"{TOP}/{name}" for name in (*contents, "清单.csv")}
    for name, size, digest in rows[1:]:
        assert int(size) == len(contents[name])
        assert digest == hashlib.sha256(contents[name]).hexdigest()


def test_windows_is_asked_for_not_the_system_that_makes_the_bundle(network: PretendedNetwork) -> None:
    assert (
        run(["bundle", "--python", "3.12", "-o", str(network.folder / "b.zip")], network.folder, network) == 0
    )
    for words in ("pip compile", "pip download", "pip install --dry-run"):
        lines = [line for line in network.commands if words in line]
        assert lines
        assert all("--python-version 3.12" in line for line in lines)
    platform = "--python-platform x86_64-pc-windows-msvc"
    assert network.ran(platform) == network.ran("pip compile") == 2
    for line in network.commands:
        if "pip download" in line or "--dry-run" in line:
            assert "--only-binary=:all: --platform win_amd64" in line
    assert network.ran("--index-url https://mirror.example/simple") == 1
    # What proves that nothing is missing uses no network.
    assert network.ran("--no-index --find-links") == 2


def test_a_package_that_only_windows_needs_must_not_be_missing(
    network: PretendedNetwork, capsys: pytest.CaptureFixture[str]
) -> None:
    network.resolved["offline"] = "pandas==3.1.1\nxlwings==0.37.8\n"
    assert run(["bundle"], network.folder, network) == 1
    assert "缺少 pywin32" in capsys.readouterr().err
    assert not list((network.folder / "out").glob("*.zip*"))


@pytest.mark.parametrize("words", ["pip wheel", "pip download", "pip compile", "--dry-run"])
def test_an_older_bundle_stays_when_a_new_one_fails(
    words: str, network: PretendedNetwork, capsys: pytest.CaptureFixture[str]
) -> None:
    older = network.folder / "out" / f"{TOP}.zip"
    older.parent.mkdir()
    older.write_text("older", "utf-8")
    network.failures = {words: "ERROR: Connection refused"}
    assert run(["bundle"], network.folder, network) == 1
    assert "连不上软件包站点" in capsys.readouterr().err
    assert older.read_text("utf-8") == "older"
    assert not list(older.parent.glob("*.new"))


def test_an_unknown_python_is_wrong_use(
    network: PretendedNetwork, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bundle", "--python", "3.10"], network.folder, network) == 2
    assert "3.11、3.12、3.13、3.14" in capsys.readouterr().err
    assert not network.commands
