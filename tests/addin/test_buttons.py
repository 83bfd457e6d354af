"""Every button pressed in the shipped add-in: what would be started, what is said, how Excel is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.build.ribbon import Button, groups
from juesuan.excel.runner import Click, write_result
from juesuan.excel.runner import _options as runner_options
from tests.addin.excel_stand_in import INTERPRETER, LOGS, RESULT, ExcelStandIn, said, started
from tests.addin.small_workbook import write_workbook
from tests.addin.windows_arguments import windows_arguments

pytestmark = pytest.mark.libreoffice

ROOT = Path(__file__).parents[2]
BUTTONS = [button for group in groups() for button in group.buttons]
WRITING = [button for button in BUTTONS if "writes" in button.needs]
CHECK = ("check", "workbook writes")


def tag(button: Button) -> str:
    return " ".join(sorted(button.needs))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook under a path with spaces and Chinese, checked and with something to undo once it is open."""
    path = tmp_path / "财务 科" / "部门决算 公开 2023.xlsx"
    path.parent.mkdir()
    write_workbook(path, checked=True)
    return path


def open_with_something_to_undo(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.prepare(result="校验完成\r\nundo\r\n")
    assert started(excel.press(*CHECK))
    excel.prepare()


def test_every_button_starts_its_command_on_the_open_workbook(excel: ExcelStandIn, workbook: Path) -> None:
    open_with_something_to_undo(excel, workbook)
    lines: dict[str, list[str]] = {}
    for button in BUTTONS:
        excel.prepare(result="\r\nundo\r\n")
        lines[button.command] = started(excel.press(button.command, tag(button)))
    start = f'"{INTERPRETER}" -I -B -m juesuan.excel.runner'
    rest = f'"--wb={workbook}" --from_xl=1 --hwnd=4711 "--result={RESULT}"'
    assert lines == {button.command: [f"{start} {button.command} {rest}"] for button in BUTTONS}


def test_windows_splits_the_command_line_as_meant(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    [line] = started(excel.press(*CHECK))
    assert windows_arguments(line) == [
        INTERPRETER, "-I", "-B", "-m", "juesuan.excel.runner", "check",
        f"--wb={workbook}", "--from_xl=1", "--hwnd=4711", f"--result={RESULT}",
    ]  # fmt: skip


def test_the_runner_understands_the_command_line(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    [line] = started(excel.press(*CHECK))
    click = Click.of(windows_arguments(line)[5:])
    assert (click.command, click.workbook, click.window) == ("check", str(workbook), 4711)
    assert runner_options(windows_arguments(line)[5:])["result"] == RESULT


def test_without_a_workbook_some_buttons_work_and_the_others_say_why(excel: ExcelStandIn) -> None:
    for button in BUTTONS:
        excel.prepare()
        events = excel.press(button.command, tag(button))
        if "anytime" in button.needs:
            [line] = started(events)
            assert windows_arguments(line)[5:7] == [button.command, "--from_xl=1"]
        else:
            assert not started(events)
            assert [sentence.startswith("没有打开的工作簿") for sentence in said(events)] == [True]


def test_a_read_only_workbook_is_not_written(excel: ExcelStandIn, workbook: Path) -> None:
    open_with_something_to_undo(excel, workbook)
    excel.close_workbooks()
    excel.open(workbook, read_only=True)
    for button in WRITING:
        excel.prepare()
        events = excel.press(button.command, tag(button))
        assert not started(events)
        assert [sentence.startswith("当前工作簿是以只读方式打开的") for sentence in said(events)] == [True]


def test_a_read_only_workbook_can_be_exported(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook, read_only=True)
    assert started(excel.press("export", "disclosure"))


def test_a_workbook_never_saved_is_to_be_saved_first(excel: ExcelStandIn) -> None:
    excel.new_workbook()
    events = excel.press(*CHECK)
    assert not started(events)
    assert [sentence.partition("：")[0] for sentence in said(events)] == ["当前工作簿还没有保存过"]


@pytest.mark.parametrize(
    ("needs", "begin"),
    [
        ("disclosure writes", "当前工作簿里没有找到决算公开表"),
        ("findings", "当前工作簿还没有校验结果"),
        ("undo writes", "没有可以撤销的操作"),
    ],
)
def test_a_button_that_cannot_work_says_why(excel: ExcelStandIn, needs: str, begin: str) -> None:
    excel.new_workbook()
    events = excel.press("fill", needs)
    assert not started(events)
    assert [sentence.startswith(begin) for sentence in said(events)] == [True]


def test_buttons_are_enabled_where_they_can_work(excel: ExcelStandIn, workbook: Path) -> None:
    kinds = ("anytime", "workbook writes", "disclosure writes", "findings", "undo writes")

    def enabled() -> list[bool]:
        return [excel.enabled(needs) for needs in kinds]

    assert enabled() == [True, False, False, False, False]
    excel.new_workbook()
    assert enabled() == [True, True, False, False, False]
    not_checked = workbook.with_name("未校验.xlsx")
    write_workbook(not_checked)
    excel.open(not_checked)
    assert enabled() == [True, True, True, False, False]
    excel.open(workbook)
    assert enabled() == [True, True, True, True, False]
    excel.prepare(result="已填 3 个单元格\r\nundo\r\n")
    excel.press("fill", "disclosure writes")
    assert enabled() == [True, True, True, True, True]
    excel.prepare(result="已撤销\r\n\r\n")
    excel.press("undo", "undo writes")
    assert enabled() == [True, True, True, True, False]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workbook_templates").glob("*.xlsx")), ids=lambda path: path.stem
)
def test_every_template_is_known_as_a_disclosure(excel: ExcelStandIn, path: Path) -> None:
    excel.open(path, read_only=True)
    assert excel.enabled("disclosure")


def test_undo_belongs_to_one_workbook(excel: ExcelStandIn, workbook: Path) -> None:
    open_with_something_to_undo(excel, workbook)
    other = workbook.with_name("另一个.xlsx")
    write_workbook(other)
    excel.open(other)
    assert not excel.enabled("undo writes")


@pytest.mark.parametrize(
    ("exit_code", "result", "sentences"),
    [
        (0, "校验完成：5 个问题\r\n\r\n", []),
        (2, "“收入决算表”C7 不是数。\r\n\r\n", ["“收入决算表”C7 不是数。"]),
        (3, "程序内部出错，详情已写入 x.log\r\n\r\n", ["程序内部出错，详情已写入 x.log"]),
        (4, "\r\n\r\n", []),
    ],
    ids=["done", "refused", "internal error", "cancelled"],
)
def test_what_the_program_says_is_shown(
    excel: ExcelStandIn, workbook: Path, exit_code: int, result: str, sentences: list[str]
) -> None:
    excel.open(workbook)
    excel.prepare(exit_code=exit_code, result=result)
    events = excel.press(*CHECK)
    assert said(events) == sentences
    status = [event for event in events if event.startswith("status ")]
    assert status == (["status 校验完成：5 个问题"] if exit_code == 0 else [])


@pytest.mark.parametrize(
    ("exit_code", "begin"), [(1, "程序没有能够启动"), (2, "程序没有能够启动"), (3, "程序运行中出现意外")]
)
def test_a_program_that_leaves_no_sentence(
    excel: ExcelStandIn, workbook: Path, exit_code: int, begin: str
) -> None:
    """Python itself ends with 1 when a module is missing: then there is no result."""
    excel.open(workbook)
    excel.prepare(exit_code=exit_code)
    [sentence] = said(excel.press(*CHECK))
    assert sentence.startswith(begin)
    assert sentence.endswith(LOGS)


def test_the_result_of_an_earlier_run_is_not_shown_again(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    events = excel.press(*CHECK)
    assert events.index(f"delete {RESULT}") < next(
        number for number, event in enumerate(events) if event.startswith("start ")
    )


def test_what_the_runner_writes_is_what_the_launcher_reads(
    excel: ExcelStandIn, workbook: Path, tmp_path: Path
) -> None:
    """FileSystemObject reads UTF-16 with a byte order mark; the launcher looks at two lines."""
    written = tmp_path / "result.txt"
    write_result(written, "已填 3 个单元格\n另有 1 个没有填", can_undo=True)
    assert written.read_bytes()[:2] == b"\xff\xfe"
    excel.open(workbook)
    excel.prepare(result=written.read_bytes().decode("utf-16"))
    events = excel.press("fill", "disclosure writes")
    assert events[-1] == "status 已填 3 个单元格 另有 1 个没有填"
    assert excel.enabled("undo writes")


def test_the_status_bar_is_cleared_when_the_person_leaves_the_workbook(
    excel: ExcelStandIn, workbook: Path
) -> None:
    excel.open(workbook)
    excel.prepare(result="校验完成\r\n\r\n")
    excel.press(*CHECK)
    excel.prepare()
    excel.call("Launcher.ForgetStatus")
    excel.call("Launcher.ForgetStatus")
    assert excel.call("Press.Remembered") == f"status {chr(30)}", "once, and not what others have written"


def test_undo_stays_with_the_workbook_it_was_done_on(excel: ExcelStandIn, workbook: Path) -> None:
    """新建 leaves another workbook active than the one it was clicked in."""
    excel.open(workbook)
    excel.prepare(result="已新建\r\nundo\r\n", behaviour="opens another")
    excel.press("new", "anytime")
    assert len(excel.workbooks()) == 2
    assert not excel.enabled("undo writes")


def test_not_installed(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.prepare(interpreter="")
    events = excel.press(*CHECK)
    assert not started(events)
    assert [sentence.startswith("没有找到决算公开的程序文件") for sentence in said(events)] == [True]


def test_a_start_that_windows_refuses(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.prepare(behaviour="blocked")
    [sentence] = said(excel.press(*CHECK))
    assert sentence.startswith("按钮没有能够执行")
    assert sentence.endswith(LOGS)
    excel.prepare()
    assert started(excel.press(*CHECK)), "the next press works again"


@pytest.mark.parametrize("exit_code", [0, 1, 3])
def test_excel_is_left_as_it_was(excel: ExcelStandIn, workbook: Path, exit_code: int) -> None:
    excel.open(workbook)
    excel.prepare(behaviour="leaves Excel dark", exit_code=exit_code)
    excel.press(*CHECK)
    default_cursor = -4143
    assert excel.call("Press.StateOfExcel") == f"True {default_cursor} True"


def test_excel_is_left_as_it_was_after_an_error_of_the_launcher(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.call("Press.LeaveExcelDark")
    excel.prepare(behaviour="blocked")
    excel.press(*CHECK)
    assert excel.call("Press.StateOfExcel") == "True -4143 True"


def test_a_second_press_while_the_program_works_is_ignored(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.prepare(behaviour="pressed again")
    events = excel.press(*CHECK)
    assert len(started(events)) == 1
    assert not said(events)


def test_esc_stops_a_program_after_a_question(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.prepare(behaviour="esc, stop")
    events = excel.press(*CHECK)
    assert [event.split(" ")[0] for event in events[-3:]] == ["ask", "terminate", "say"]
    assert said(events)[0].startswith("已中止")


def test_esc_and_no_goes_on(excel: ExcelStandIn, workbook: Path) -> None:
    excel.open(workbook)
    excel.prepare(behaviour="esc, go on", result="校验完成\r\n\r\n")
    events = excel.press(*CHECK)
    assert "terminate" not in events
    assert events[-1] == "status 校验完成"
