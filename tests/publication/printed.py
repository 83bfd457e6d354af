"""Tables read back from each output as rows of texts, and the figures that they must hold."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
from docx import Document
from docx.oxml.ns import qn

Rows = list[list[str]]
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
EXAMPLES = Path(__file__).parents[2] / "examples"
TABLES = (
    "total", "income", "expenditure", "fiscal_total", "general_budget", "basic", "government_fund",
    "state_capital", "three_public",
)  # fmt: skip


def amounts_in(texts: Iterable[str]) -> Counter[str]:
    """Every amount in some texts, how often it stands there."""
    return Counter(amount for text in texts for amount in AMOUNT.findall(text))


def figures_of(folder: str) -> dict[str, Counter[str]]:
    """The amounts of an example's figures, table by table, as they must be printed; zero is not printed."""
    found = {}
    for table in TABLES:
        with (EXAMPLES / folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for line in csv.DictReader(file) for cell in _figures(line)]
        found[table] = Counter(f"{cell:,.2f}" for cell in cells if cell)
    return found


def rows_by_code(folder: str, table: str) -> dict[str, list[str]]:
    """The figures of a table listed by subject: code (or 合计) to its cells as printed."""
    with (EXAMPLES / folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    columns = [name for name in lines[0] if name not in {"code", "name"}]
    return {line["code"] or "合计": [_printed(line[name]) for name in columns] for line in lines}


def _printed(text: str) -> str:
    return f"{Decimal(text):,.2f}" if text and Decimal(text) else ""


def _figures(line: Mapping[str, str]) -> Iterable[Decimal]:
    labels = {"line", "row", "code", "name", "label", "column"}
    return (Decimal(text) for key, text in line.items() if key not in labels and text)


def workbook_tables(data: bytes) -> list[Rows]:
    """Every sheet of a workbook; numbers as their format shows them."""
    book = openpyxl.load_workbook(BytesIO(data))
    return [[[_shown(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def _shown(cell: Any) -> str:
    if isinstance(cell.value, int | float):
        assert cell.number_format == "#,##0.00;-#,##0.00;;@", cell.coordinate
        return f"{cell.value:,.2f}"
    return str(cell.value or "")


def word_tables(data: bytes) -> list[Rows]:
    """Every table of a Word document, each cell once; cells that go on from the row above are empty."""
    tables: Any = Document(BytesIO(data)).tables
    return [
        [
            ["".join(text.text for text in cell.iter(qn("w:t"))) for cell in row.tc_lst]
            for row in table._tbl.tr_lst
        ]
        for table in tables
    ]


class Page(HTMLParser):
    """A web page: its tags with their attributes, its tables, its text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[Rows] = []
        self.text: list[str] = []
        self._in_cell = False
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._in_cell:
            self.tables[-1][-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def pdf_texts(data: bytes, titles: Sequence[str]) -> list[str]:
    """The text under each title, from the first page that begins with it to the page of the next one."""
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    starts = [next(n for n, text in enumerate(pages) if _begins(text, title)) for title in titles]
    ends = [*starts[1:], next(n for n, text in enumerate(pages) if _begins(text, "第三部分"))]
    return ["\n".join(pages[start:end]) for start, end in zip(starts, ends, strict=True)]


def _begins(text: str, title: str) -> bool:
    return any(line.startswith(title) for line in text.splitlines()[:2])
