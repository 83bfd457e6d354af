"""The commands of ``install.py``; the Chinese they print is for users."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from installer import bundle, desktop
from installer.advice import Trouble, advice_on
from installer.arguments import WrongUse, read_options
from installer.environment import Environment
from installer.fonts import with_fonts
from installer.machine import Machine, Steps
from installer.parts import build_addin, parts
from installer.status import command_status as status_elsewhere
from installer.windows import commands as on_windows
from installer.windows import doctor

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "examples/qingshan-2023/as-published.xlsx"
CORRECTED = "examples/qingshan-2023/corrected.xlsx"
COMPLETE = "examples/qingshan-2023/complete.xlsx"
PUBLICATION = "out/公开文本"
TEMPLATE = "workbook_templates/wuhan-2023.xlsx"
EXPORT = "examples/qingshan-2023/export/财决导出（有尾差，示例）.xlsx"
FINDINGS = 1  # the exit code of `juesuan check` when there is something to correct
WRONG_USE, INTERRUPTED = 2, 130


def prepare(environment: Environment, steps: Steps, extras: Collection[str] = ()) -> None:
    """Bring the environment up to date; takes no time when it already is."""
    with steps.step("建立虚拟环境"):
        environment.make()
    with steps.step("安装 juesuan 及所需软件包"):
        if not environment.ready(extras):
            environment.install(extras)
            environment.install(with_fonts(environment, extras))


def command_install(environment: Environment, extra: Sequence[str]) -> int:
    """Install what a user needs: on Windows for the current user and into Excel, elsewhere in this folder."""
    options = read_options("install", extra, ["--xlstart"], {"--offline": "离线安装包解压后的文件夹"})
    machine = environment.machine
    if machine.system == "win32":
        source = parts(environment.root, options.get("--offline", [""])[-1])
        return on_windows.command_install(machine.windows(), source, xlstart="--xlstart" in options)
    if options:
        raise WrongUse(f"{next(iter(options))} 只用于 Windows")
    if not (environment.root / "pyproject.toml").exists():
        raise Trouble("本文件夹是 Windows 的离线安装包：其他系统请取得完整的程序文件夹，再运行 install")
    steps = Steps(3)
    prepare(environment, steps)
    juesuan = environment.program("juesuan")
    with steps.step("试运行 juesuan"):
        code, output = machine.capture([juesuan, "--help"], environment.root)
        if code != 0:
            raise Trouble(f"{output}\njuesuan 未能启动（退出码 {code}）：请把以上内容发给维护人员")
    print(f"安装完成。使用方法：{juesuan} --help")
    if machine.system == "darwin":
        print("Excel 加载项只能在 Windows 上用；在 macOS 上请用上面的命令核对工作簿，结果相同")
    return 0


def command_uninstall(environment: Environment, extra: Sequence[str]) -> int:
    """Take away what ``install`` did on Windows; elsewhere there is only the folder itself."""
    read_options("uninstall", extra)
    if environment.machine.system == "win32":
        return on_windows.command_uninstall(environment.machine.windows())
    print("本系统上只在本文件夹里装了东西：删除整个文件夹即可")
    return 0


def command_status(environment: Environment, extra: Sequence[str]) -> int:
    """Say what is installed, what is wrong and what to do."""
    read_options("status", extra)
    if environment.machine.system == "win32":
        return doctor.report(environment.machine.windows())
    return status_elsewhere(environment, extra)


def command_bundle(environment: Environment, extra: Sequence[str]) -> int:
    """Collect everything for an office without network in one zip."""
    options = read_options(
        "bundle", extra, valued={"--python": " Python 版本，例如 3.12", "-o": "压缩包的文件名"}
    )
    pythons = bundle.known_pythons(options.get("--python", []))
    steps = Steps(2 + bundle.STEPS)
    prepare(environment, steps, ["bundle"])
    default = environment.root / "out" / bundle.archive_name(environment.root)
    target = Path(options["-o"][-1]).absolute() if "-o" in options else default
    bundle.build(environment, steps, pythons, target)
    return 0


def command_addin(environment: Environment, extra: Sequence[str]) -> int:
    """Build the add-in for Excel from its text sources; nothing need be installed for it."""
    options = read_options("addin", extra, valued={"-o": "加载项的文件名"})
    default = environment.root / "out" / "juesuan.xlam"
    target = Path(options["-o"][-1]).absolute() if "-o" in options else default
    content = build_addin()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    print(f"加载项已生成：{target}")
    return 0


def command_desktop(environment: Environment, extra: Sequence[str]) -> int:
    """Put an icon on the desktop, or into another folder, on which workbooks can be dropped."""
    options = read_options("desktop", extra, valued={"--folder": "放图标的文件夹"})
    folder = Path(options["--folder"][-1]).absolute() if "--folder" in options else None
    print(f"已放好：{desktop.put_icon(environment, folder)}\n把工作簿拖到它上面，核对结果写在工作簿旁边")
    return 0


def command_demo(environment: Environment, extra: Sequence[str]) -> int:
    """Install, fill a template, check the example as published and as it should be, publish it."""
    read_options("demo", extra)
    steps = Steps(6)
    prepare(environment, steps)
    report = environment.root / "out" / "as-published.html"
    report.parent.mkdir(exist_ok=True)
    with steps.step("从空白模板和财决导出（元）填表，核对填好的表（应当没有问题；逐格四舍五入只有尾差）"):
        fill(environment)
    with steps.step(f"检查公布稿 {PUBLISHED}（应当查出问题）"):
        check(environment, PUBLISHED, expect=FINDINGS)
        check(environment, PUBLISHED, "--format", "html", "-o", str(report), expect=FINDINGS)
    with steps.step(f"检查更正稿 {CORRECTED}（应当没有问题）"):
        check(environment, CORRECTED, expect=0)
    with steps.step(f"导出 {COMPLETE} 的公开文本，再核对其中的文字（应当没有问题）"):
        publish(environment)
    print(f"演示完成。网页报告：{report}  公开文本：{environment.root / PUBLICATION}")
    return 0


def publish(environment: Environment) -> None:
    """Publish the complete example in all four forms, and check the words of each text against the tables."""
    check(environment, COMPLETE, "-q", expect=0)
    told = run_program(environment, "export", COMPLETE, "-o", PUBLICATION)
    for text in sorted((environment.root / PUBLICATION).glob("*.*")):
        if text.suffix in (".docx", ".pdf", ".html"):
            checked = run_program(environment, "check-text", COMPLETE, "--text", str(text))
            told += f"{text.suffix[1:]}：{checked}"
    print(told.strip())


def run_program(environment: Environment, *arguments: str) -> str:
    """Run ``juesuan`` and return what it says; Trouble when it does not end well."""
    code, output = environment.machine.capture([environment.program("juesuan"), *arguments], environment.root)
    if code != 0:
        raise Trouble(f"{output}\njuesuan {arguments[0]} 未能完成（退出码 {code}）：请把以上内容发给维护人员")
    return output


def fill(environment: Environment) -> None:
    """Fill the empty template from the made export, balanced and with each figure rounded by itself."""
    for needed in (TEMPLATE, EXPORT):
        require(environment, needed)
    for way in ("plain", "balanced"):
        filled = f"out/filled-{way}.xlsx"
        output = run_program(environment, "fill", TEMPLATE, "--from", EXPORT, "--rounding", way, "-o", filled)
        check(environment, filled, "-q", expect=0)
    print(output)


def require(environment: Environment, needed: str) -> None:
    """Raise Trouble when a file that comes with the program is missing."""
    if not (environment.root / needed).exists():
        raise Trouble(f"缺少示例文件 {needed}：请重新取得完整的程序文件夹，再重试")


def check(environment: Environment, workbook: str, *options: str, expect: int) -> None:
    """Run ``juesuan check`` and insist on the result that the example is known to have."""
    if not workbook.startswith("out/"):
        require(environment, workbook)
    command = [environment.program("juesuan"), "check", workbook, *options]
    code = environment.machine.stream(command, environment.root)
    if code not in (0, FINDINGS):
        raise Trouble(f"检查程序未能完成（退出码 {code}）：请把以上内容发给维护人员")
    if code != expect:
        raise Trouble(
            f"{workbook} 应当{'查出' if expect else '没有'}问题，实际结果不符：请把以上内容发给维护人员"
        )


def command_test(environment: Environment, extra: Sequence[str]) -> int:
    """Run linter, formatter and type checker, then the tests; pytest has the last word."""
    steps = Steps(6)
    prepare(environment, steps, ("dev", "test"))
    python = [environment.program("python"), "-m"]
    failed = []
    for tool in ("ruff check", "ruff format --check", "mypy"):
        steps.announce(tool)
        if environment.machine.stream([*python, *tool.split()], environment.root) != 0:
            failed.append(tool)
    steps.announce("pytest")
    if failed:
        print(f"      注意：{'、'.join(failed)} 未通过，因此即使测试全部通过，退出码也不是 0", flush=True)
    code = environment.machine.stream([*python, "pytest", "-n", "auto", *extra], environment.root)
    return code or int(bool(failed))


COMMANDS: dict[str, tuple[Callable[[Environment, Sequence[str]], int], str]] = {
    "install": (
        command_install,
        "安装；Windows：为当前用户安装到 Excel（--offline 文件夹、--xlstart），其他系统：本文件夹的 .venv",
    ),
    "uninstall": (command_uninstall, "卸载，Excel 的设置恢复原样"),
    "status": (command_status, "查看已安装和缺少的内容、有什么问题、怎么办"),
    "doctor": (command_status, "同 status"),
    "demo": (command_demo, "安装，填一份示例，检查示例看效果，导出示例的公开文本"),
    "desktop": (command_desktop, "在桌面放一个图标，把工作簿拖上去就核对（--folder 文件夹）"),
    "bundle": (command_bundle, "为不能上网的 Windows 电脑做离线安装包（--python 3.12、-o 文件）"),
    "addin": (command_addin, "只生成 Excel 加载项 juesuan.xlam，不安装（-o 文件）"),
    "test": (command_test, "安装开发工具并运行全部测试（后面的参数交给 pytest）"),
}


def run(arguments: Sequence[str], root: Path = ROOT, machine: Machine | None = None) -> int:
    """Carry out one command; every expected mishap ends in one Chinese sentence and an exit code."""
    machine = machine or Machine()
    if arguments[:1] in (["--offline"], ["--xlstart"]) or (not arguments and machine.system == "win32"):
        arguments = ["install", *arguments]
    name, *extra = arguments or [""]
    if {name, *([] if name == "test" else extra)} & {"-h", "--help"}:  # those of test are for pytest
        print("用法：python3 install.py 命令")
        print("\n".join(f"  {command:10}{text}" for command, (_, text) in COMMANDS.items()))
        return 0
    try:
        if name not in COMMANDS:
            raise WrongUse(f"没有命令“{name}”" if name else "请给出命令")  # noqa: TRY301 - told as all wrong use
        return COMMANDS[name][0](Environment(root, machine), extra)
    except KeyboardInterrupt:
        print("\n已中断；再次运行同一命令即可继续", file=sys.stderr)
        return INTERRUPTED
    except WrongUse as wrong:
        print(f"{wrong}；可用的命令：{'、'.join(COMMANDS)}", file=sys.stderr)
        return WRONG_USE
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(f"{advice_on(str(error)) or '系统报告了问题'}（{error}）", file=sys.stderr)
    return 1
