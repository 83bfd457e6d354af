"""What went wrong outside the program, and what the person at the keyboard can do about it."""

from __future__ import annotations

import re

# What to tell the person, by what a failed program said. The first match counts: causes come before effects.
ADVICE = {
    r"No space left|os error (28|112)\b": "磁盘空间不足：请清理出约 1 GB 空间，再重试",
    r"ensurepip is not available|No module named '?(venv|ensurepip)": (
        "缺少 venv 模块：请先运行 apt install python3-venv，再重试"
    ),
    r"ConnectionError|Connection (refused|reset|broken|aborted)|ConnectTimeout|timed out|ProxyError|SSLError"
    r"|name resolution|getaddrinfo|dns error|error sending request|Network is unreachable": (
        "连不上软件包站点：请检查网络和代理，或为 pip 设置可用的镜像站，再重试"
    ),
    r"No matching distribution|No solution found": (
        "软件包站点上没有所需的版本：请换一个更新及时的镜像站，再重试"
    ),
    r"Permission denied|Read-only file system|WinError (5|32)\b|os error (13|30|5|32)\b": (
        "没有写入权限，或文件正被占用：请检查本文件夹的权限、关闭正在使用它的程序，再重试"
    ),
    r"No such file or directory|WinError [23]\b": "缺少文件：请重新取得完整的程序文件夹，再重试",
}


class Trouble(Exception):  # noqa: N818 - nothing is wrong with the program: the person can put it right
    """Stop, and show this one sentence."""


def advice_on(output: str) -> str:
    """Return what to do about a failure that said this, or nothing when it is not a known one."""
    return next((advice for said, advice in ADVICE.items() if re.search(said, output)), "")
