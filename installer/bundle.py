"""Everything for a Windows office without network in one zip: ``install.py bundle``.

Which packages Windows needs is worked out by uv, which knows the conditions of another system (pywin32 is
needed there and only there); pip, asked for another platform, would judge them by the system it runs on.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from installer.advice import Trouble, advice_on
from installer.arguments import WrongUse
from installer.environment import Environment
from installer.machine import Steps
from installer.parts import ADDIN, WHEELS, Parts, project_version

STEPS = 4
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
TARGET = "x86_64-pc-windows-msvc"  # uv's name of 64-bit Windows
# What goes in as it is; caches of Python do not.
FOLDERS = ("installer", "workbook_templates", "docs/pictures")
FILES = ("install.py", "docs/用户手册.md", "docs/安装.md", "docs/smoke-test.md")
INDEX = "清单.csv"
_TO_HTML = """
import sys
from markdown_it import MarkdownIt
print(MarkdownIt().enable("table").render(open(sys.argv[1], encoding="utf-8").read()))
"""
_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>
<style>body{{max-width:50em;margin:2em auto;padding:0 1em;font:16px/1.7 "Microsoft YaHei",sans-serif}}
table{{border-collapse:collapse}}td,th{{border:1px solid #999;padding:.2em .6em}}
pre{{background:#f4f4f4;padding:.6em;overflow:auto}}img{{max-width:100%}}</style>
{body}</html>
"""


def known_pythons(asked: Sequence[str]) -> tuple[str, ...]:
    """Return the versions of Python to collect for, all where none is asked for; WrongUse for another one."""
    for version in asked:
        if version not in PYTHONS:
            raise WrongUse(f"--python 后面只能是 {'、'.join(PYTHONS)}，不能是 {version}")
    return tuple(dict.fromkeys(asked)) or PYTHONS


def archive_name(root: Path) -> str:
    """Return the name of the zip of this version."""
    return f"juesuan-{project_version(root)}-windows.zip"


def build(environment: Environment, steps: Steps, pythons: Sequence[str], target: Path) -> None:
    """Collect, check that nothing is missing, and write the zip; a failure leaves an older zip as it was."""
    with tempfile.TemporaryDirectory(prefix="juesuan-bundle-") as temporary:
        folder = Path(temporary) / target.stem
        wheels = folder / WHEELS
        wheels.mkdir(parents=True)
        with steps.step(f"下载 Windows 64 位、Python {'、'.join(pythons)} 的软件包"):
            collect_wheels(environment, wheels, pythons)
        with steps.step("核对软件包是否齐全（不用网络，按 Windows 解析）"):
            for version in pythons:
                confirm_complete(environment, wheels, version)
        with steps.step("放入加载项、模板、手册和安装程序"):
            copy_parts(environment, folder)
            write_index(folder)
        with steps.step("压缩"):
            target.parent.mkdir(parents=True, exist_ok=True)
            pack(folder, target)
    size = target.stat().st_size / 1024**2
    print(f"离线安装包：{target}（{size:.0f} MB）。复制到办公电脑，解压后双击“双击安装.cmd”")


def collect_wheels(environment: Environment, wheels: Path, pythons: Sequence[str]) -> None:
    """Build our own wheel and download what it needs on Windows, for each version of Python."""
    python = environment.program("python")
    run(environment, [python, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(wheels), "."])
    for version in pythons:
        pinned = resolve(environment, version, "pyproject.toml", package_index(environment))
        with tempfile.TemporaryDirectory() as folder:
            requirements = Path(folder) / "requirements.txt"
            requirements.write_text(pinned, "utf-8")
            options = ["--no-deps", *for_windows(version), "--dest", str(wheels)]
            run(environment, [python, "-m", "pip", "download", *options, "-r", str(requirements)])


def confirm_complete(environment: Environment, wheels: Path, version: str) -> None:
    """Resolve for Windows from the folder alone, with uv and with pip; Trouble when something is missing."""
    own = Parts(environment.root, wheels).requirement()[-1]
    source = ["--no-index", "--find-links", str(wheels)]
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.in"
        asked.write_text(f"juesuan @ {Path(own).as_uri()}\n", "utf-8")
        names = re.findall(r"^([\w.-]+) *==", resolve(environment, version, str(asked), source), re.MULTILINE)
        missing = [name for name in ("pywin32", "xlwings") if name not in names]
        if missing:
            raise Trouble(f"Python {version} 的软件包不齐，缺少 {'、'.join(missing)}：请重新运行 bundle")
        # Whether a package suits that Python has been settled above; pip would ask the one that runs it.
        dry = ["--dry-run", "--ignore-installed", "--ignore-requires-python", "--target", folder]
        dry += [*source, *for_windows(version)]
        run(environment, [environment.program("python"), "-m", "pip", "install", *dry, own])


def resolve(environment: Environment, version: str, requirements: str, source: Sequence[str]) -> str:
    """Return exact versions of all that is needed on Windows, one to a line."""
    command = [environment.program("uv"), "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
    platform = ["--python-platform", TARGET, "--python-version", version, "--no-python-downloads"]
    return run(environment, [*command, *platform, *source, requirements])


def for_windows(version: str) -> list[str]:
    """Return the options by which pip takes wheels for another system, and nothing that needs compiling."""
    return [
        "--only-binary=:all:",
        "--platform",
        "win_amd64",
        "--implementation",
        "cp",
        "--python-version",
        version,
    ]


def package_index(environment: Environment) -> list[str]:
    """Return the mirror that pip uses on this computer, as an option for uv, which does not ask pip."""
    url = os.environ.get("PIP_INDEX_URL", "")
    if not url:
        python = environment.program("python")
        command = [python, "-m", "pip", "config", "get", "global.index-url"]
        code, output = environment.machine.capture(command, environment.root)
        url = output.strip() if code == 0 else ""
    return ["--index-url", url] if url else []


def run(environment: Environment, command: Sequence[str]) -> str:
    """Run a program and return what it said; Trouble when it fails."""
    code, output = environment.machine.capture(command, environment.root)
    if code != 0:
        said = "\n".join(output.strip().splitlines()[-15:])
        raise Trouble(f"{said}\n{advice_on(output) or '没有成功：请把以上内容发给维护人员'}")
    return output


def copy_parts(environment: Environment, folder: Path) -> None:
    """Put in the installer, add-in, templates and manuals (as web pages too, which every office can open)."""
    root = environment.root
    for name in FOLDERS:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        if (root / name).exists():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes((root / name).read_bytes())
    for manual in sorted((folder / "docs").glob("*.md")):
        body = run(environment, [environment.program("python"), "-c", _TO_HTML, str(manual)])
        page = _PAGE.format(title=manual.stem, body=body)
        manual.with_suffix(".html").write_text(page, "utf-8")
    for starter in sorted((root / "installer" / "offline").iterdir()):
        if starter.name not in ("run.cmd", "no-python.txt"):
            (folder / starter.name).write_bytes(starter.read_bytes())
    (folder / ADDIN).parent.mkdir()
    (folder / ADDIN).write_bytes(Parts(root, None).addin())


def write_index(folder: Path) -> None:
    """List every file with its size and digest, for those who have to approve what comes into an office."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with (folder / INDEX).open("w", encoding="utf-8-sig", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(["文件", "字节", "SHA-256"])
        for path in files:
            content = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            rows.writerow([name, len(content), hashlib.sha256(content).hexdigest()])


def pack(folder: Path, target: Path) -> None:
    """Write the zip beside its place and then into it; wheels are compressed already."""
    beside = target.with_name(target.name + ".new")
    try:
        with zipfile.ZipFile(beside, "w") as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                packed = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}", packed)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
