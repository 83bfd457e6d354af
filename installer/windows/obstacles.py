"""What else on the computer keeps the add-in from working: WPS, policies, what Excel itself has disabled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from installer.windows import excel
from installer.windows.computer import Computer
from installer.windows.registry import Registry
from installer.windows.symptom import FINE, NOTE, WRONG, Symptom

POLICIES = rf"Software\Policies\Microsoft\Office\{excel.VERSION}"
HIVES = ("HKCU", "HKLM")
FILE_TOOLS = "不用加载项也能核对：把工作簿拖到“决算公开核对”图标上"
ASK_IT = "请信息部门为本加载项放行，或为它签名"
_SERVER = re.compile(r"\b(et|wps|ksolaunch|wpsoffice)\.exe\b|kingsoft", re.IGNORECASE)

# (path below the policies of Office, value name, the data that hinder, what it means, what to do)
_POLICIES = (
    (r"Excel\Security", "DisableAllAddins", {1}, "单位的策略禁用了 Excel 的全部加载项", ASK_IT),
    (r"Excel\Security", "RequireAddinSig", {1}, "单位的策略只允许有签名的加载项", ASK_IT),
    (r"Common\Security", "RequireAlwaysOnMacroSig", {1}, "单位的策略不加载没有签名的加载项", ASK_IT),
    (r"Common", "VBAOff", {1}, "单位的策略关闭了 Office 的宏功能（VBA）", ASK_IT),
    (r"Excel\Security\Trusted Locations", "AllLocationsDisabled", {1}, "单位的策略停用了受信任位置", ASK_IT),
    (
        r"Common\Security\Trusted Locations",
        "Allow User Locations",
        {0},
        "单位的策略不认用户自己添加的受信任位置",
        f"请信息部门用策略把加载项所在的文件夹设为受信任位置；或改用 --xlstart 安装；{ASK_IT}",
    ),
)


def symptoms_of_surroundings(computer: Computer) -> Iterator[Symptom]:
    """Yield what was looked at around our installation."""
    registry = computer.registry
    yield _excel(registry)
    yield _owner(registry)
    yield _running(computer)
    yield from _hindrances(registry)
    yield _macros(registry)
    yield _disabled(computer)


def _excel(registry: Registry) -> Symptom:
    if not excel.is_installed(registry):
        return Symptom("Excel", NOTE, "没有找到 Excel 2016 或更新版本", f"加载项用不上；{FILE_TOOLS}")
    run = registry.values(r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration").get("Platform")
    platform = run or registry.values(rf"HKLM\{excel.OFFICE}\Outlook").get("Bitness")
    bits = {"x64": "64 位", "x86": "32 位"}.get(str(platform.data) if platform else "", "位数不明")
    return Symptom("Excel", FINE, f"已安装，{bits}（32 位、64 位都可以用）")


def _owner(registry: Registry) -> Symptom:
    """Follow the name ``Excel.Application`` to the program that answers to it."""
    title = "Excel.Application"
    named = registry.values(rf"HKCR\{title}\CLSID")
    class_id = str(named[""].data) if "" in named else ""
    servers = [
        str(registry.values(rf"HKCR\{place}CLSID\{class_id}\LocalServer32")[""].data)
        for place in ("", "WOW6432Node\\")
        if class_id and "" in registry.values(rf"HKCR\{place}CLSID\{class_id}\LocalServer32")
    ]
    kept_by_wps = {**named, **registry.values(rf"HKCR\{title}\CurVer")}  # what was there, as *.ksobak
    taken_over = any(".ksobak" in name for name in kept_by_wps)
    if taken_over or any(_SERVER.search(server) for server in servers):
        return Symptom(
            title,
            WRONG,
            "被 WPS 接管，加载项的按钮可能找不到正在用的 Excel",
            "打开“WPS 配置工具”，高级、兼容设置，取消“WPS Office 兼容第三方系统和软件”；"
            f"再修复 Office（设置、应用、Microsoft Office、修改、快速修复）。{FILE_TOOLS}",
        )
    return Symptom(title, FINE, servers[0] if servers else "没有登记")


def _running(computer: Computer) -> Symptom:
    if computer.processes.running(excel.PROGRAM):
        return Symptom(
            "Excel 是否在运行", NOTE, "正在运行", "安装、卸载之前请先关闭；装好后要重新打开才能看到选项卡"
        )
    return Symptom("Excel 是否在运行", FINE, "没有运行")


def _hindrances(registry: Registry) -> Iterator[Symptom]:
    """Yield policies, and the user's own settings of the same name, that stop the add-in."""
    found = False
    for path, name, hindering, meaning, advice in _POLICIES:
        if _policy(registry, path, name) in hindering:
            found = True
            yield Symptom("安全策略", WRONG, meaning, f"{advice}。{FILE_TOOLS}")
        elif _number(registry, rf"HKCU\Software\Microsoft\Office\{excel.VERSION}\{path}", name) in hindering:
            found = True
            meaning_here = meaning.replace("单位的策略", "Excel 的信任中心")
            yield Symptom(
                "信任中心", WRONG, meaning_here, "在 Excel 里：文件、选项、信任中心、信任中心设置，改掉这一项"
            )
    if not found:
        yield Symptom("安全策略", FINE, "没有妨碍加载项的策略")


def _macros(registry: Registry) -> Symptom:
    """Say how Excel treats macros; those in a trusted location run all the same."""
    by_policy = _policy(registry, r"Excel\Security", "VBAWarnings")
    own = _number(registry, rf"{excel.EXCEL}\Security", "VBAWarnings")
    level = by_policy or own
    if level in (3, 4):
        meaning = {3: "只运行有签名的宏", 4: "不运行宏，也不提示"}[level]
        whose = "单位的策略" if by_policy else "Excel 的设置"
        advice = "装在受信任位置的加载项不受影响；如果看不到“决算公开”选项卡，" + ASK_IT
        return Symptom("宏", NOTE, f"{whose}：{meaning}", advice)
    return Symptom("宏", FINE, "没有限制签名")


def _disabled(computer: Computer) -> Symptom:
    """Look into the list of what Excel no longer loads because it crashed with it once."""
    name = computer.addin.name.lower().encode("utf-16-le")
    for value in computer.registry.values(rf"{excel.EXCEL}\Resiliency\DisabledItems").values():
        if isinstance(value.data, bytes) and name in value.data.lower():
            advice = (
                "在 Excel 里：文件、选项、加载项、下方“管理 禁用项目”、转到，选 juesuan，启用，重新打开 Excel"
            )
            return Symptom("被 Excel 禁用的项目", WRONG, "Excel 曾异常退出，已不再加载 juesuan", advice)
    return Symptom("被 Excel 禁用的项目", FINE, "没有 juesuan")


def _policy(registry: Registry, path: str, name: str) -> int | None:
    """Return the number that a policy sets, for the user or for the computer."""
    numbers = (_number(registry, rf"{hive}\{POLICIES}\{path}", name) for hive in HIVES)
    return next((number for number in numbers if number is not None), None)


def _number(registry: Registry, key: str, name: str) -> int | None:
    """Return a number of the registry, whatever the case of its name."""
    found = {written.lower(): value.data for written, value in registry.values(key).items()}
    data = found.get(name.lower())
    return data if isinstance(data, int) else None
