"""An icon on the desktop on which workbooks can be dropped, for WPS and LibreOffice as well as for Excel."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from installer.advice import Trouble
from installer.environment import Environment
from installer.windows.files import Files

DROP = Path(__file__).parent / "drop"
ICON = "决算公开核对"
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"


def put_icon(environment: Environment, folder: Path | None = None) -> Path:
    """Put it on the desktop, or into ``folder``, and return it; Trouble when nothing is installed yet."""
    if environment.machine.system == "win32":
        target = (folder or _windows_desktop(environment)) / f"{ICON}.cmd"
        Files().write(target, (DROP / target.name).read_bytes())
        return target
    if not environment.exists():
        raise Trouble("还没有安装：请先运行 python3 install.py install")
    target = (folder or _desktop(environment)) / f"{ICON}.desktop"
    Files().write(target, desktop_entry(environment).encode())
    target.chmod(0o755)
    with suppress(OSError):  # GNOME starts only what is marked so; other desktops do without
        environment.machine.capture(
            ["gio", "set", str(target), "metadata::trusted", "true"], environment.root
        )
    return target


def desktop_entry(environment: Environment) -> str:
    """Return the text of the icon for Linux: the Python of the environment runs ``dropped.py``."""
    command = [environment.program("python"), "-I", str(environment.root / "installer/drop/dropped.py")]
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.0\n"
        "Name=Check final accounts\n"
        f"Name[zh_CN]={ICON}\n"
        "Comment=Drop a workbook here: the report is written beside it\n"
        "Comment[zh_CN]=把工作簿拖到这里，核对结果写在工作簿旁边\n"
        f"Exec={' '.join(map(quoted, command))} %F\n"
        "Icon=x-office-spreadsheet\n"
        "Terminal=false\n"
        "NoDisplay=false\n"
        "Categories=Office;\n"
        "MimeType=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;"
        "application/vnd.ms-excel.sheet.macroEnabled.12;\n"
    )


def quoted(argument: str) -> str:
    r"""Quote an argument of ``Exec``: ``" ` $ \`` are escaped, then every ``\`` of the value again."""
    escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in argument)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _desktop(environment: Environment) -> Path:
    """Return the desktop of this user, whatever its name is in his language."""
    if environment.machine.which("xdg-user-dir"):
        code, output = environment.machine.capture(["xdg-user-dir", "DESKTOP"], environment.root)
        if code == 0 and Path(output.strip()).is_dir():
            return Path(output.strip())
    for name in ("桌面", "Desktop"):
        if (Path.home() / name).is_dir():
            return Path.home() / name
    raise Trouble("没有找到桌面：请用 --folder 写明放图标的文件夹")


def _windows_desktop(environment: Environment) -> Path:
    computer = environment.machine.windows()
    if not computer.program("python").exists():
        raise Trouble("还没有安装：请先运行 python install.py install")
    value = computer.registry.values(_SHELL_FOLDERS).get("Desktop")
    folder = Path(str(value.data)) if value else Path(os.environ.get("USERPROFILE", "")) / "Desktop"
    if not folder.is_dir():
        raise Trouble("没有找到桌面：请用 --folder 写明放图标的文件夹")
    return folder
