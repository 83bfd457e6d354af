"""``install.py status`` on Windows: each thing that can be wrong is said with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from installer.commands import run
from tests.install.pretended_windows import XLWINGS, PretendedWindows

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
OPTIONS = rf"{OFFICE}\Excel\Options"
POLICY = r"Software\Policies\Microsoft\Office\16.0"
MICROSOFTS_CLASS = "{00024500-0000-0000-C000-000000000046}"

Spoil = Callable[[PretendedWindows], object]


def addin_of(windows: PretendedWindows) -> Path:
    return windows.computer.addin


def seeding(key: str, values: dict[str, str | int | bytes]) -> Spoil:
    return lambda windows: windows.registry.seed(key, values)


def unticked(windows: PretendedWindows) -> None:
    windows.registry.keys[OPTIONS].clear()
    windows.registry.seed(rf"{OFFICE}\Excel\Add-in Manager", {str(addin_of(windows)): ""})


def behind_a_gap(windows: PretendedWindows) -> None:
    windows.registry.keys[OPTIONS]["OPEN3"] = windows.registry.keys[OPTIONS].pop("OPEN")


def served_by(program: str) -> Spoil:
    def seed(windows: PretendedWindows) -> None:
        windows.registry.seed(r"HKCR\Excel.Application\CLSID", {"": MICROSOFTS_CLASS})
        windows.registry.seed(rf"HKCR\CLSID\{MICROSOFTS_CLASS}\LocalServer32", {"": program})

    return seed


def crashed(windows: PretendedWindows) -> None:
    item = b"\x01\x00" + str(addin_of(windows)).encode("utf-16-le") + b"\x00\x00"
    windows.registry.seed(rf"{OFFICE}\Excel\Resiliency\DisabledItems", {"A1B2": item})


WRONG: list[tuple[Spoil, str, str]] = [
    (lambda w: addin_of(w).unlink(), "加载项文件", "信任名单"),
    (lambda w: addin_of(w).with_name("juesuan.xlam:Zone.Identifier").touch(), "来自网络", "解除锁定"),
    (lambda w: w.computer.program("pythonw").unlink(), "不存在", "重新运行安装"),
    (lambda w: w.computer.program("python").unlink(), "juesuan 程序", "重新运行安装"),
    (
        lambda w: (w.computer.environment / f"xlwings64-{XLWINGS}.dll").unlink(),
        f"缺少 xlwings64-{XLWINGS}.dll",
        "隔离",
    ),
    (lambda w: setattr(w, "version", "0.1.0"), "登记的是 0.2.0，实际是 0.1.0", "重新运行安装"),
    (lambda w: setattr(w, "version", ""), "不能启动", "杀毒软件"),
    (lambda w: w.registry.keys[OPTIONS].clear(), "没有登记", "重新运行安装"),
    (unticked, "取消了勾选", "管理 Excel 加载项"),
    (behind_a_gap, "空缺", "先卸载"),
    (seeding(OPTIONS, {"OPEN1": '"C:\\下载\\juesuan.xlam"'}), "重复的加载项", "两个“决算公开”选项卡"),
    (
        lambda w: w.registry.keys[rf"{OFFICE}\Excel\Security\Trusted Locations\Location20"].clear(),
        "受信任位置",
        "重新运行安装",
    ),
    (served_by(r"C:\Program Files\Kingsoft\WPS Office\et.exe /automation"), "被 WPS 接管", "WPS 配置工具"),
    (
        seeding(r"HKCR\Excel.Application\CurVer", {".ksobak": "Excel.Application.16"}),
        "被 WPS 接管",
        "WPS 配置工具",
    ),
    (crashed, "不再加载 juesuan", "禁用项目"),
    (
        seeding(rf"HKCU\{POLICY}\Excel\Security", {"requireaddinsig": 1}),
        "只允许有签名的加载项",
        "请信息部门",
    ),
    (seeding(rf"HKLM\{POLICY}\Excel\Security", {"DisableAllAddins": 1}), "禁用了 Excel 的全部加载项", "放行"),
    (seeding(rf"HKCU\{POLICY}\Common\Security", {"requirealwaysonmacrosig": 1}), "没有签名", "签名"),
    (seeding(rf"HKCU\{POLICY}\Common", {"VBAOff": 1}), "VBA", "放行"),
    (
        seeding(rf"HKCU\{POLICY}\Excel\Security\Trusted Locations", {"alllocationsdisabled": 1}),
        "停用了受信任位置",
        "放行",
    ),
    (
        seeding(rf"HKCU\{POLICY}\Common\Security\Trusted Locations", {"Allow User Locations": 0}),
        "不认用户自己添加的受信任位置",
        "--xlstart",
    ),
    (seeding(rf"{OFFICE}\Excel\Security", {"RequireAddinSig": 1}), "Excel 的信任中心", "信任中心设置"),
]


@pytest.mark.parametrize(("spoil", "says", "advice"), WRONG)
def test_what_is_wrong_is_said_with_what_to_do(
    spoil: Spoil,
    says: str,
    advice: str,
    windows: PretendedWindows,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["install"], bundle, windows)
    spoil(windows)
    before = windows.snapshot()
    capsys.readouterr()
    assert run(["doctor"], bundle, windows) == 1
    told = capsys.readouterr().out
    point = next(text for text in told.split("\n\n") if text.startswith("有问题：") and says in text)
    assert advice in point.partition("怎么办：")[2]
    assert told.splitlines()[-1].startswith("有 1 个问题")
    assert windows.snapshot() == before


def test_a_sound_installation_can_be_used(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    windows.registry.seed(r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration", {"Platform": "x86"})
    served_by(r'"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE" /automation')(windows)
    run(["install"], bundle, windows)
    capsys.readouterr()
    assert run(["status"], bundle, windows) == 0
    told = capsys.readouterr().out
    assert "32 位（32 位、64 位都可以用）" in told
    assert "怎么办" not in told
    assert told.splitlines()[-1].startswith("可以使用")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda w: w.processes.names.add("EXCEL.EXE"), "正在运行"),
        (seeding(rf"HKCU\{POLICY}\Excel\Security", {"VBAWarnings": 3}), "单位的策略：只运行有签名的宏"),
        (seeding(rf"{OFFICE}\Excel\Security", {"VBAWarnings": 4}), "Excel 的设置：不运行宏"),
        (lambda w: w.use_python(bits=32), "32 位 Python"),
    ],
)
def test_what_may_matter_is_a_note_and_no_problem(
    spoil: Spoil, says: str, windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["install"], bundle, windows)
    spoil(windows)
    capsys.readouterr()
    assert run(["status"], bundle, windows) == 0
    told = capsys.readouterr().out
    assert says in told
    assert "\n注意：" in told


def test_xlstart_is_looked_at_where_it_is_used(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["install", "--xlstart"], bundle, windows)
    assert run(["doctor"], bundle, windows) == 0
    capsys.readouterr()
    windows.computer.xlstart.unlink()
    assert run(["doctor"], bundle, windows) == 1
    assert "XLSTART" in capsys.readouterr().out


def test_before_the_installation_it_says_so(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"], bundle, windows) == 1
    assert "还没有安装" in capsys.readouterr().out


def test_installing_tells_at_once_what_will_hinder_the_add_in(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    windows.registry.seed(rf"HKLM\{POLICY}\Excel\Security", {"DisableAllAddins": 1})
    assert run(["install"], bundle, windows) == 0
    told = capsys.readouterr().out
    assert "禁用了 Excel 的全部加载项" in told
    assert "打开 Excel 就能看到" not in told
