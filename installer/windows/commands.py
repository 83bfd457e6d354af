"""The commands of ``install.py`` on Windows; the Chinese they print is for users."""

from __future__ import annotations

from installer.parts import Parts
from installer.windows import doctor, excel
from installer.windows.computer import Computer
from installer.windows.installation import install
from installer.windows.record import read_record
from installer.windows.removal import is_installed, uninstall
from installer.windows.symptom import WRONG


def command_install(computer: Computer, parts: Parts, *, xlstart: bool) -> int:
    """Install, then say where things are and what still hinders the add-in."""
    before = read_record(computer.home)
    install(computer, parts, xlstart=xlstart)
    if before and before.version != parts.version:
        print(f"已从 {before.version} 更新到 {parts.version}：{computer.home}")
    else:
        print(f"已安装 {parts.version}：{computer.home}")
    hindrances = [symptom for symptom in doctor.examine(computer) if symptom.state == WRONG]
    for symptom in hindrances:
        print(f"{symptom.state}：{symptom.title}，{symptom.detail}\n  怎么办：{symptom.advice}")
    if not excel.is_installed(computer.registry):
        print(
            "没有找到 Excel 2016 或更新版本，只装了命令行和拖放图标："
            f"把工作簿拖到 {computer.home / 'drop'} 里的“决算公开核对.cmd”上即可核对"
        )
    elif not hindrances:
        print("打开 Excel 就能看到“决算公开”选项卡")
    return 0


def command_uninstall(computer: Computer) -> int:
    """Remove everything, and say what stays."""
    if not is_installed(computer):
        print("没有安装过，不需要卸载")
        return 0
    uninstall(computer)
    print("已卸载，Excel 的设置恢复到安装之前")
    if computer.home.exists():
        print(f"没有删除 {computer.home}：里面还有不是安装程序放进去的文件（日志等），不需要时可手工删除")
    own = computer.roaming / "juesuan"
    if own.exists():
        print(f"没有删除 {own}：里面是您导入的科目目录、设置、撤销用的数据和运行记录，不需要时可手工删除")
    return 0
