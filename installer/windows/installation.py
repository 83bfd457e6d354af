"""Install for the current user of Windows: everything, or nothing when a step fails."""

from __future__ import annotations

import json
from contextlib import suppress

from installer.advice import Trouble, advice_on
from installer.machine import Steps
from installer.parts import Parts
from installer.windows import excel
from installer.windows.changes import ASIDE, Changes
from installer.windows.computer import Computer
from installer.windows.record import FILE, first_record, read_record
from installer.windows.registry import Value

SETTINGS = r"HKCU\Software\juesuan"  # where the add-in looks for its Python
STAMP = "juesuan-install.json"
DOCUMENTS = ("docs", "drop")


def install(computer: Computer, parts: Parts, *, xlstart: bool = False) -> None:
    """Install or bring up to date; ``xlstart`` puts the add-in where Excel opens every file.

    Raises Trouble with one sentence, or OSError; then everything is as it was before, and what could not be
    taken back has been printed.
    """
    refuse_what_cannot_work(computer, parts)
    recover(computer)
    addin = parts.addin()
    steps = Steps(4)
    changes = Changes(computer.registry, computer.files)
    try:
        with changes:
            changes.make_folder(computer.home)
            with steps.step("建立虚拟环境，安装 juesuan 及所需软件包"):
                make_environment(changes, computer, parts)
            with steps.step("试运行 juesuan"):
                try_out(computer)
            with steps.step("放置加载项、手册和拖放图标"):
                place_files(changes, computer, parts, addin)
            with steps.step("登记到 Excel"):
                register(changes, computer, parts.version, addin, xlstart=xlstart)
    except BaseException:
        tell_undone(changes, "安装")
        raise


def tell_undone(changes: Changes, what: str) -> None:
    """Say that a failed installation or removal was taken back, or what of it was not."""
    if changes.not_undone:
        print(
            f"{what}没有成功，以下改动没能撤销，请把它们发给维护人员：\n  " + "\n  ".join(changes.not_undone)
        )
    else:
        print(f"{what}没有成功，已恢复到之前的状态")


def refuse_what_cannot_work(computer: Computer, parts: Parts) -> None:
    """Raise Trouble for what would make the installation useless, before anything is changed."""
    if trouble := python_trouble(computer):
        raise Trouble(trouble)
    supported = parts.pythons()
    if supported and computer.python.version not in supported:
        names = "、".join(f"{major}.{minor}" for major, minor in supported)
        mine = "{}.{}".format(*computer.python.version)
        raise Trouble(
            f"这个离线安装包用于 64 位 Python {names}，当前是 {mine}：请安装其中一个版本，再用它运行"
        )
    refuse_while_excel_runs(computer)


def python_trouble(computer: Computer) -> str:
    """Return why this Python will not do, with what to do about it; nothing when it will."""
    if computer.python.from_store:
        return (
            "当前是微软应用商店的 Python，它安装的文件 Excel 看不到："
            "请从 python.org 安装 64 位 Python（不需要管理员权限），再用它运行"
        )
    if computer.python.bits != 64:
        return (
            "当前是 32 位 Python，所需软件包只有 64 位的："
            "请安装 64 位 Python（Excel 是 32 位的也没关系），再用它运行"
        )
    return ""


def refuse_while_excel_runs(computer: Computer) -> None:
    """Raise Trouble while Excel runs: when it ends it writes its settings over ours."""
    if computer.processes.running(excel.PROGRAM):
        raise Trouble(
            "Excel 正在运行：请保存并关闭所有 Excel 窗口再重试"
            "（看不到窗口时，在任务管理器里结束 EXCEL.EXE；没有保存的内容会丢失）"
        )


def recover(computer: Computer) -> None:
    """Put back the environment that an installation had set aside when it was cut off; tidy up leftovers."""
    environment = computer.environment
    aside = environment.with_name(environment.name + ASIDE)
    if aside.exists() and not (environment / STAMP).exists():
        if environment.exists():
            computer.files.delete(environment)
        computer.files.rename(aside, environment)
    for leftover in computer.home.glob(f"*{ASIDE}"):
        with suppress(OSError):
            computer.files.delete(leftover)


def make_environment(changes: Changes, computer: Computer, parts: Parts) -> None:
    """Make the virtual environment anew, unless the one that is there was made from the same things."""
    folder = computer.environment
    stamp = json.dumps({"python": [*computer.python.version], "parts": parts.fingerprint()})
    written = folder / STAMP
    if written.exists() and written.read_text("utf-8") == stamp and computer.program("pythonw").exists():
        return
    requirement = parts.requirement()
    changes.remove_path(folder)
    changes.will_appear(folder)
    run(computer, [computer.python.program, "-m", "venv", str(folder)])
    pip = [str(computer.program("python")), "-m", "pip", "install", "--disable-pip-version-check"]
    run(computer, [*pip, "--no-warn-script-location", *requirement])
    computer.files.write(written, stamp.encode())


def try_out(computer: Computer) -> None:
    """Start the program once, as the add-in will: apart from the user's own settings of Python."""
    python = [str(computer.program("python")), "-I"]
    run(computer, [*python, "-m", "juesuan.cli", "--version"])
    run(computer, [*python, "-c", "import xlwings, juesuan.excel.runner"])  # with pywin32 behind it


def run(computer: Computer, command: list[str]) -> None:
    """Run a program; Trouble with advice and the end of what it said when it fails."""
    code, output = computer.machine.capture(command, computer.home)
    if code != 0:
        said = "\n".join(output.strip().splitlines()[-15:])
        raise Trouble(f"{said}\n{advice_on(output) or '请把以上内容发给维护人员'}（退出码 {code}）")


def place_files(changes: Changes, computer: Computer, parts: Parts, addin: bytes) -> None:
    """Put add-in and documents into our folder."""
    changes.write(computer.addin, addin)
    documents = parts.documents()
    for name, content in documents.items():
        changes.write(computer.home / name, content)
    for folder in DOCUMENTS:  # what an older version had and this one has not
        for path in sorted((computer.home / folder).rglob("*")):
            if path.is_file() and path.relative_to(computer.home).as_posix() not in documents:
                changes.remove_path(path)


def register(changes: Changes, computer: Computer, version: str, addin: bytes, *, xlstart: bool) -> None:
    """Let Excel load the add-in, tell the add-in its Python, and note what was done."""
    registry = computer.registry
    record = read_record(computer.home) or first_record(registry)
    mode = "none" if not excel.is_installed(registry) else "xlstart" if xlstart else "open"
    if mode == "open":
        excel.open_at_start(changes, computer.addin)
        excel.trust(changes, computer.addin.parent)
    else:
        excel.open_no_more(changes, computer.addin, record.opened_before)
        excel.trust_no_more(changes, computer.addin.parent)
    if mode == "xlstart":
        changes.write(computer.xlstart, addin)
    elif record.mode == "xlstart":
        changes.remove_path(computer.xlstart)
    settings = {
        "Interpreter": str(computer.program("pythonw")),
        "Home": str(computer.home),
        "Version": version,
    }
    for name, text in settings.items():
        changes.put(SETTINGS, name, Value(text))
    changes.write(computer.home / FILE, record.after(changes, version, mode).to_bytes())
