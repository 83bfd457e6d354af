"""The commands of ``install.py``; the Chinese they print is for users."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from installer.advice import Trouble, advice_on
from installer.environment import Environment
from installer.machine import Machine, Steps
from installer.status import command_status

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "examples/qingshan-2023/as-published.xlsx"
CORRECTED = "examples/qingshan-2023/corrected.xlsx"
TEMPLATE = "workbook_templates/wuhan-2023.xlsx"
EXPORT = "examples/qingshan-2023/export/财决导出（有尾差，示例）.xlsx"
FINDINGS = 1  # the exit code of `juesuan check` when there is something to correct
WRONG_USE, INTERRUPTED = 2, 130


def prepare(environment: Environment, steps: Steps, extras: Collection[str] = ()) -> None:
    """Bring the environment up to date; takes no time when it already is."""
    with steps.step("建立虚拟环境"):
        environment.make()
    with steps.step("安装 juesuan 及所需软件包"):
        environment.install(extras)


def command_install(environment: Environment, _extra: Sequence[str]) -> int:
    """Install what a user needs."""
    steps = Steps(3)
    prepare(environment, steps)
    juesuan = environment.program("juesuan")
    with steps.step("试运行 juesuan"):
        code, output = environment.machine.capture([juesuan, "--help"], environment.root)
        if code != 0:
            raise Trouble(f"{output}\njuesuan 未能启动（退出码 {code}）：请把以上内容发给维护人员")
    print(f"安装完成。使用方法：{juesuan} --help")
    return 0


def command_demo(environment: Environment, _extra: Sequence[str]) -> int:
    """Install, fill a template from an export, then check the example as published and as it should be."""
    steps = Steps(5)
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
    print(f"演示完成。网页报告：{report}")
    return 0


def fill(environment: Environment) -> None:
    """Fill the empty template from the made export, balanced and with each figure rounded by itself."""
    for needed in (TEMPLATE, EXPORT):
        require(environment, needed)
    juesuan = environment.program("juesuan")
    for way in ("plain", "balanced"):
        filled = f"out/filled-{way}.xlsx"
        command = [juesuan, "fill", TEMPLATE, "--from", EXPORT, "--rounding", way, "-o", filled]
        code, output = environment.machine.capture(command, environment.root)
        if code != 0:
            raise Trouble(f"{output}\n填表程序未能完成（退出码 {code}）：请把以上内容发给维护人员")
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
    "install": (command_install, "安装到本文件夹的 .venv"),
    "demo": (command_demo, "安装，并检查示例看效果"),
    "test": (command_test, "安装开发工具并运行全部测试（后面的参数交给 pytest）"),
    "status": (command_status, "查看已安装和缺少的内容"),
}


def run(arguments: Sequence[str], root: Path = ROOT, machine: Machine | None = None) -> int:
    """Carry out one command; every expected mishap ends in one Chinese sentence and an exit code."""
    name, *extra = arguments or [""]
    if name in ("-h", "--help"):
        print("用法：python3 install.py 命令")
        print("\n".join(f"  {command:9}{text}" for command, (_, text) in COMMANDS.items()))
        return 0
    if name not in COMMANDS or (extra and name != "test"):
        problem = (
            f"{name} 后面不能有 {extra[0]}"
            if name in COMMANDS
            else f"没有命令“{name}”"
            if name
            else "请给出命令"
        )
        print(f"{problem}；可用的命令：{'、'.join(COMMANDS)}", file=sys.stderr)
        return WRONG_USE
    try:
        return COMMANDS[name][0](Environment(root, machine or Machine()), extra)
    except KeyboardInterrupt:
        print("\n已中断；再次运行同一命令即可继续", file=sys.stderr)
        return INTERRUPTED
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(f"{advice_on(str(error)) or '系统报告了问题'}（{error}）", file=sys.stderr)
    return 1
