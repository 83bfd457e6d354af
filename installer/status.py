"""``install.py status``: what is installed on this computer and what is not."""

from __future__ import annotations

import json
import platform
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from installer.environment import Environment

LIST_VERSIONS = """
import importlib.metadata, json, sys
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""


def command_status(environment: Environment, _extra: Sequence[str]) -> int:
    """Say what is installed and what is not; 0 when juesuan can be used."""
    project = tomllib.loads((environment.root / "pyproject.toml").read_text("utf-8"))["project"]
    packages = [re.split(r"[^\w.-]", text)[0] for text in (project["name"], *project["dependencies"])]
    which, versions = environment.machine.which, installed_versions(environment, packages)
    uno = Path("/usr/lib/python3/dist-packages/uno.py")  # where Debian and its relatives put it
    required = {
        "Python": platform.python_version(),
        "虚拟环境": str(environment.folder) if versions else "",
        **{package: versions.get(package, "") for package in packages},
    }
    optional = {
        "LibreOffice": which("soffice") or which("libreoffice"),
        "python3-uno": str(uno) if uno.exists() else "",
        "中文字体": chinese_font(environment),
        "uv": which("uv"),
    }
    for name, detail in (required | optional).items():
        state = "已安装" if detail else "未安装" if name in required else "未安装（可选）"
        print(f"{pad(name, 18)}{pad(state, 16)}{detail}".rstrip())
    if not all(required.values()):
        print("还不能使用：请运行 python3 install.py install")
    elif not environment.ready(()):
        print("程序文件夹有变动：请运行 python3 install.py install 更新")
    else:
        print("可以使用")
        return 0
    return 1


def installed_versions(environment: Environment, packages: Sequence[str]) -> dict[str, str]:
    """Ask the environment's own Python which versions it has; empty when there is no environment."""
    if not environment.exists():
        return {}
    command = [environment.program("python"), "-c", LIST_VERSIONS, *packages]
    code, output = environment.machine.capture(command, environment.root)
    return dict(json.loads(output)) if code == 0 else {}


def chinese_font(environment: Environment) -> str:
    """Return the name of one font with Chinese characters, or nothing."""
    if environment.machine.which("fc-list"):
        _, output = environment.machine.capture(["fc-list", ":lang=zh-cn", "family"], environment.root)
        return re.split(r"[,\n]", output)[0]
    known = ("C:/Windows/Fonts/simsun.ttc", "C:/Windows/Fonts/msyh.ttc", "/System/Library/Fonts/PingFang.ttc")
    return next((Path(font).name for font in known if Path(font).exists()), "")


def pad(text: str, width: int) -> str:
    """Pad to a width on screen, where a Chinese character takes two columns."""
    return text + " " * (width - sum(1 + (character > "\u2e7f") for character in text))
