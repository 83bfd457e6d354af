"""Whether the installation itself is complete: program, add-in, entries in the registry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from installer.windows import excel
from installer.windows.computer import Computer
from installer.windows.files import is_blocked
from installer.windows.installation import SETTINGS, python_trouble
from installer.windows.record import read_record
from installer.windows.symptom import FINE, NOTE, WRONG, Symptom

AGAIN = "关闭 Excel，重新运行安装"
_VERSIONS = (
    "import importlib.metadata as m, json; print(json.dumps([m.version('juesuan'), m.version('xlwings')]))"
)


def symptoms_of_installation(computer: Computer) -> Iterator[Symptom]:
    """Yield how each part of the installation is."""
    yield _python(computer)
    yield from _program(computer)
    yield _interpreter(computer)
    yield _addin(computer)
    record = read_record(computer.home)
    mode = record.mode if record else "open"
    if mode == "open":
        yield _opened(computer)
        yield _trusted(computer)
    elif mode == "xlstart":
        yield _in_xlstart(computer)
    yield from _elsewhere(computer)


def _python(computer: Computer) -> Symptom:
    version = "{}.{}".format(*computer.python.version)
    if trouble := python_trouble(computer):
        return Symptom("安装用的 Python", NOTE, f"{version}，{computer.python.bits} 位", trouble)
    return Symptom("安装用的 Python", FINE, f"{version}，64 位")


def _program(computer: Computer) -> Iterator[Symptom]:
    """Start the Python of our environment, as the add-in does, and ask for versions."""
    python = computer.program("python")
    if not python.exists():
        yield Symptom("juesuan 程序", WRONG, f"没有 {python}", AGAIN)
        return
    code, output = computer.machine.capture([str(python), "-I", "-c", _VERSIONS], computer.home)
    try:
        version, xlwings = json.loads(output.strip().splitlines()[-1]) if code == 0 else ("", "")
    except (ValueError, IndexError):
        version = xlwings = ""
    if not version:
        yield Symptom(
            "juesuan 程序",
            WRONG,
            "不能启动",
            f"可能原来的 Python 被卸载或升级了，或被杀毒软件拦截：{AGAIN}；"
            f"仍不行时把 {computer.home} 加入杀毒软件的信任名单",
        )
        return
    yield Symptom("juesuan 程序", FINE, version)
    recorded = computer.registry.values(SETTINGS).get("Version")
    if recorded and recorded.data != version:
        yield Symptom("版本", WRONG, f"登记的是 {recorded.data!s}，实际是 {version}", AGAIN)
    missing = [
        name
        for bits in (32, 64)
        if not (computer.environment / (name := f"xlwings{bits}-{xlwings}.dll")).exists()
    ]
    if missing:
        yield Symptom(
            "工作表函数的组件",
            WRONG,
            f"缺少 {'、'.join(missing)}",
            f"常被杀毒软件隔离：把 {computer.environment} 加入信任名单，再{AGAIN}",
        )
    else:
        yield Symptom("工作表函数的组件", FINE, f"xlwings {xlwings}，32 位和 64 位 Excel 都有")


def _interpreter(computer: Computer) -> Symptom:
    value = computer.registry.values(SETTINGS).get("Interpreter")
    if value is None:
        return Symptom("加载项使用的 Python", WRONG, "没有登记", AGAIN)
    if not Path(str(value.data)).exists():
        return Symptom("加载项使用的 Python", WRONG, f"登记的 {value.data!s} 不存在", AGAIN)
    return Symptom("加载项使用的 Python", FINE, str(value.data))


def _addin(computer: Computer) -> Symptom:
    if not computer.addin.exists():
        return Symptom(
            "加载项文件",
            WRONG,
            f"没有 {computer.addin}",
            f"可能被杀毒软件隔离：把 {computer.addin.parent} 加入信任名单，再{AGAIN}",
        )
    if is_blocked(computer.addin):
        advice = "在文件上点右键、属性、勾选“解除锁定”，再重新打开 Excel；或" + AGAIN
        return Symptom("加载项文件", WRONG, "被 Windows 标记为来自网络，Excel 会拦截它", advice)
    return Symptom("加载项文件", FINE, str(computer.addin))


def _opened(computer: Computer) -> Symptom:
    registry, title = computer.registry, "随 Excel 启动"
    number = excel.own_number(registry, computer.addin)
    if number is None:
        if any(excel.names_file(name, computer.addin) for name in registry.values(excel.MANAGER)):
            advice = "在 Excel 里：文件、选项、加载项、下方“管理 Excel 加载项”、转到，勾选 juesuan"
            return Symptom(title, WRONG, "加载项在 Excel 里被取消了勾选", advice)
        return Symptom(title, WRONG, "没有登记", AGAIN)
    if any(lower not in excel.openings(registry) for lower in range(number)):
        return Symptom(title, WRONG, "登记的编号前面有空缺，Excel 读不到它", f"先卸载，再{AGAIN}")
    return Symptom(title, FINE, "已登记")


def _trusted(computer: Computer) -> Symptom:
    if not excel.trusted_key(computer.registry, computer.addin.parent):
        return Symptom("受信任位置", WRONG, "没有登记", AGAIN)
    return Symptom("受信任位置", FINE, str(computer.addin.parent))


def _in_xlstart(computer: Computer) -> Symptom:
    if not computer.xlstart.exists():
        return Symptom("随 Excel 启动", WRONG, f"没有 {computer.xlstart}", AGAIN)
    if is_blocked(computer.xlstart):
        return Symptom("随 Excel 启动", WRONG, f"{computer.xlstart} 被标记为来自网络", AGAIN)
    return Symptom("随 Excel 启动", FINE, str(computer.xlstart))


def _elsewhere(computer: Computer) -> Iterator[Symptom]:
    """Look for a second add-in of ours that somebody loaded by hand, from a download for example."""
    for _, value in excel.openings(computer.registry).values():
        path = excel.opened_path(value.data)
        ours = excel.names_file(value.data, computer.addin)
        if not ours and path.replace("/", "\\").rpartition("\\")[2].lower() == computer.addin.name:
            advice = "会出现两个“决算公开”选项卡：在 Excel 的加载项对话框里取消勾选这一个"
            yield Symptom("重复的加载项", WRONG, path, advice)
