"""The commands of the ribbon, known by their ids and imported when one is clicked."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan.excel.outcome import Outcome
    from juesuan.excel.workbook.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its Chinese title, and ``module:function`` below ``juesuan.excel.commands``."""

    title: str
    target: str
    needs_book: bool = True

    def function(self) -> Callable[[Session], Outcome]:
        """Import what does the work."""
        module, _, name = self.target.partition(":")
        found: Callable[[Session], Outcome] = getattr(import_module(f"juesuan.excel.commands.{module}"), name)
        return found


COMMANDS: dict[str, Command] = {
    "new": Command("新建", "documents:new", needs_book=False),
    "fill": Command("取数", "filling:fill"),
    "fill-previous-year": Command("上年数", "filling:fill_previous_year"),
    "subtotal": Command("重算小计", "filling:subtotal"),
    "balance": Command("尾差平衡", "filling:balance"),
    "undo": Command("撤销上次操作", "undo:undo"),
    "check": Command("校验", "check:check"),
    "previous-finding": Command("上一条", "findings:previous_finding"),
    "next-finding": Command("下一条", "findings:next_finding"),
    "waive": Command("豁免", "waive:waive"),
    "unmark": Command("清除标记", "check:unmark"),
    "fill-three-public": Command("填列三公", "drafting:fill_three_public"),
    "fill-operating": Command("填列机关运行经费", "drafting:fill_operating"),
    "consolidate": Command("汇总单位", "documents:consolidate", needs_book=False),
    "narrate": Command("写情况说明", "drafting:narrate"),
    "check-text": Command("核对说明", "publication_text:check_text"),
    "selfcheck": Command("自查表", "publication_text:selfcheck"),
    "fill-performance": Command("绩效自评", "drafting:fill_performance"),
    "export": Command("导出公开版", "documents:export"),
    "explain": Command("规则说明", "guidance:explain", needs_book=False),
    "settings": Command("设置", "guidance:settings", needs_book=False),
    "help": Command("帮助", "guidance:show_help", needs_book=False),
}
