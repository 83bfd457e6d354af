"""The 说明 sheet: how to fill the workbook in, for a finance officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.template.entering import protect
from juesuan.books.template.theme import column_pixels, height_for

if TYPE_CHECKING:
    from juesuan.books.template.book import Book

SHEET = "说明"
_WIDTHS = (3, 16, 80)
_TOPICS = (
    (
        "适用范围",
        "本工作簿用于填列和核对{title}，可用 Excel 2016 及以上、WPS 表格或 LibreOffice 打开，不含宏。",
    ),
    (
        "填写顺序",
        "先填“封面”，再填各张明细表，最后看“校验”页；两张总表的合计由公式得出，其余各行按账面数填写。",
    ),
    ("填哪些格", "浅黄底色的单元格由您填写；白底的金额单元格是公式，已锁定，工作表保护没有密码。"),
    (
        "金额",
        "以{unit}为单位，两位小数，可为负数。没有金额的留空，不填 0，也不填“—”；公式算出的零不显示。",
    ),
    ("科目编码", "文本格式：类 3 位、款 5 位、项 7 位，填在编码栏最左一格；从小到大排列，上级科目要列出。"),
    ("科目名称", "用《政府收支分类科目》的全称，较长时自动换行，不要截断。"),
    ("合计与小计", "行内合计由公式计算。空白表的合计行按“项”级汇总；类、款行自行填写，由右侧校验列核对。"),
    (
        "增加行",
        "空行不够时：先在“审阅”里撤销工作表保护，在空行中间插入整行，再把上一行连同右侧校验列整行复制下来。",
    ),
    ("减少行", "打印和公开前删除没有用到的空行（先撤销保护），不要删除合计行和列标题。"),
    ("排序", "撤销保护后可按编码排序，请选中整行，包括右侧校验列。"),
    (
        "附表",
        "三公经费明细、机关运行经费、政府采购、国有资产不公开，供填表和写说明用。没有的填 0，不知道的留空。",
    ),
    ("空表", "没有数据的表仍要保留和公开；整张表没有金额时，表下自动出现说明语句。"),
    (
        "校验页",
        "“校验”页由公式即时核对，每行一条：左边、右边、差额、允许的差额和结果。点“位置”可直达单元格。",
    ),
    ("通过", "左右两边相等。"),
    ("尾差", "差额在四舍五入能解释的范围内，不算错；口径一致的同一个数不允许尾差。"),
    ("不符", "差额超出四舍五入能解释的范围，必须查明改正。"),
    ("留意", "一般应当成立、但可以有例外的关系，请看一眼，不一定有错。"),
    ("不适用", "规则的前提不成立，原因见备注栏；“—”表示两边都没有金额。"),
    ("校验列", "收入、支出等按科目列示的表，右侧灰色各列逐行核对，不打印；有“不符”时同行的数需要核对。"),
    ("打印", "各表已设好 A4、打印区域和重复标题行，按页宽缩放。浅黄底色打印时很淡，公开前可以去掉。"),
    (
        "不要改动",
        "工作表名称、列标题和名称管理器里以“决算_”开头的名称供程序识别，请保留；改动后仍会尽量按标题识别。",
    ),
    (
        "其他检查",
        "科目编码、名称是否与目录一致，零值是否显示等，“校验”页不查，用 juesuan check 检查本文件。",
    ),
)


def write_instructions(book: Book) -> None:
    """Write the topics, one line each."""
    sheet, theme = book.sheets[SHEET], book.theme
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 1, 0, 2, "填表说明", theme.title(16))
    sheet.set_row(0, 34)
    topic_style = theme(border=1, align="center", bg_color="#E7ECF3")
    text_style = theme(border=1, text_wrap=True)
    for row, (topic, text) in enumerate(_TOPICS, 1):
        full = text.format(title=book.layout.title, unit=book.unit)
        sheet.write_string(row, 1, topic, topic_style)
        sheet.write_string(row, 2, full, text_style)
        sheet.set_row(row, height_for(full, column_pixels(_WIDTHS[2]), least=20))
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, len(_TOPICS), 2)
    sheet.hide_gridlines(2)
    protect(sheet)
