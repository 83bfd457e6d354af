"""What moving rows could not carry along without a doubt, said so that a person can look at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from juesuan.books.errors import ReadError


class RestructureError(ReadError):
    """A change of rows that a feature of the workbook does not allow; nothing has been changed."""


class Concern(Enum):
    """The kinds of notices; the value is what is said to the user."""

    LOST_REFERENCE = "引用的行已删除，引用变成 #REF!"
    SCATTERED_RANGE = "引用的区域中各行已被打散，引用仍指向原来的位置"
    RELATIVE_RULE = "相对引用的行与所在行的距离变得不一致，规则仍按原来的距离引用"
    THREE_D = "跨多个工作表的引用没有调整"
    RELATIVE_NAME = "名称用了相对引用，没有调整"
    SPLIT_MERGE = "跨行合并的单元格被打散，合并已取消"
    REMOVED = "随所在的行一起删除"
    PIVOT_SOURCE = "数据透视表的数据源没有调整"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at: ``sheet`` and ``place`` as after the change, ``before`` and ``after`` as texts.

    ``place`` is an address, or a name in words for what has no cell.
    """

    concern: Concern
    sheet: str
    place: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The notice as one Chinese sentence."""
        where = f"工作表“{self.sheet}”{self.place}" if self.sheet else self.place
        what = f"（{self.before}）" if self.before else ""
        now = f"，现为：{self.after}" if self.after and self.after != self.before else ""
        return f"{where}{what}：{self.concern.value}{now}。"
