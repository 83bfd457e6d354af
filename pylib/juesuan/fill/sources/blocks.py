"""The blocks of a source document: columns, lines and where they go, validated one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from juesuan.fill.sources.spec import (
    CODE_HEADINGS,
    NAME_HEADINGS,
    Across,
    BlockSource,
    ColumnSource,
    Filter,
    LineSource,
    Path,
    Rows,
)
from juesuan.fill.sources.targets import parse_target, problem_of
from juesuan.fill.supporting_figures import Fact
from juesuan.layouts.catalogs import KINDS, SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.fill.sources.spec import Target

_BLOCK_KEYS = (
    "id", "name", "also", "code", "pattern", "columns", "lines", "ignore", "ignore_lines", "where", "combine",
    "skip", "row", "across",
)  # fmt: skip
_COLUMN_KEYS = ("heading", "also", "to", "sign", "facts", "optional")
_LINE_KEYS = ("row", "label", "also", "fact", "under", "line", "optional")
_CLASSES = "classes"


def heading_path(text: str) -> Path:
    """Split ``本年支出 > 基本支出`` into its parts."""
    return tuple(part.strip() for part in text.split(">") if part.strip())


class BlockReader:
    """Reads the blocks of one sheet, whose kind of rows says what a block must have."""

    def __init__(self, rows: Rows) -> None:
        """``rows`` is the sheet's kind."""
        self._rows = rows

    def block(self, item: Mapping) -> BlockSource:
        """Build one block; raises SpecError at the first thing that is wrong."""
        item.only(*_BLOCK_KEYS)
        block = BlockSource(
            id=item.text("id", ""),
            columns=tuple(_column(column) for column in item.items_of("columns")),
            name=_headings(item, "name") or NAME_HEADINGS,
            code=tuple(map(heading_path, item.texts("code"))) or CODE_HEADINGS,
            pattern=_pattern(item) if "pattern" in item else None,
            lines=tuple(_lines(item)),
            ignore=item.texts("ignore"),
            ignore_lines=item.texts("ignore_lines"),
            where=tuple(_filters(item)),
            combine=item.flag("combine"),
            skip=item.flag("skip"),
            row=item.text("row", TOTAL_ROW),
            across=_across(item.mapping("across")) if "across" in item else None,
        )
        if not block.skip:
            self._complete(item, block)
        return block

    def _complete(self, item: Mapping, block: BlockSource) -> None:
        wanted = {Rows.LINES: "lines", Rows.SUBJECTS: "columns", Rows.ACROSS: "across"}[self._rows]
        if not getattr(block, wanted):
            raise item.error(f"rows: {self._rows} 的表要写 {wanted}")
        if self._rows is Rows.LINES and not block.columns:
            raise item.error("要写取哪一栏（columns）")
        if self._rows is Rows.SUBJECTS:
            _check(item, block.columns, [TOTAL_ROW])
        elif self._rows is Rows.LINES:
            _check(item, block.columns, [line.row for line in block.lines if line.row])
            if any(line.fact for line in block.lines) and not any(column.facts for column in block.columns):
                raise item.error("有 fact 行，就要有一栏写上 facts: true", "lines")


def _check(item: Mapping, columns: tuple[ColumnSource, ...], keys: list[str]) -> None:
    documents = item.items_of("columns")
    for column, document in zip(columns, documents, strict=True):
        if column.to is None:
            continue
        for key in keys:
            if problem := problem_of(column.to.ref(key)):
                raise document.error(problem, "to")


def _column(item: Mapping) -> ColumnSource:
    item.only(*_COLUMN_KEYS)
    if "to" not in item and not item.flag("facts"):
        raise item.error("栏要写填到哪里（to）")
    sign = item.number("sign", 1)
    if sign not in (1, -1):
        raise item.error("sign 应为 1 或 -1", "sign")
    item.text("heading")
    to = _target(item) if "to" in item else None
    return ColumnSource(_headings(item, "heading"), to, sign, item.flag("facts"), item.flag("optional"))


def _target(item: Mapping) -> Target:
    try:
        return parse_target(item.text("to"))
    except ValueError as error:
        raise item.error(str(error), "to") from None


def _headings(item: Mapping, key: str) -> tuple[Path, ...]:
    """The headings of a key, then the other ways of writing them in ``also``."""
    if key not in item:
        return ()
    return tuple(map(heading_path, (*item.texts(key), *item.texts("also"))))


def _lines(item: Mapping) -> Iterator[LineSource]:
    lines: list[Any] = item.get("lines") or []
    if not isinstance(lines, list):
        raise item.error("lines 应为行的列表", "lines")
    for line in lines:
        if line == _CLASSES:
            yield from _classes()
        elif isinstance(line, str):
            yield LineSource((line,), row=line)
        elif isinstance(line, Mapping):
            yield _line(line)
        else:
            raise item.error(f"lines 里有看不懂的行：{line!r}", "lines")


def _line(item: Mapping) -> LineSource:
    item.only(*_LINE_KEYS)
    if ("row" in item) == ("fact" in item):
        raise item.error("一行要写 row（填到公开表的哪一行）或 fact（机构运行信息），二者只能有其一")
    fact = None
    if "fact" in item:
        try:
            fact = Fact(item.text("fact"))
        except ValueError:
            raise item.error(f"不认识的 fact，可用的有：{'、'.join(Fact)}", "fact") from None
    label = item.text("label", item.text("row", "") or item.text("fact", ""))
    number = item.number("line") if "line" in item else None
    return LineSource(
        (label, *item.texts("also")),
        item.text("row", ""),
        fact,
        item.text("under", ""),
        number,
        item.flag("optional"),
    )


def _classes() -> Iterator[LineSource]:
    for entry in load_document(SPECS / "tables" / "classes.yaml"):
        name = entry.text("name")
        yield LineSource((name, *entry.texts("aliases")), row=name, optional=True)


def _filters(item: Mapping) -> Iterator[Filter]:
    where = item.mapping("where")
    for heading in where:
        texts = where.texts(heading)
        if not texts:
            raise where.error(f"where 的“{heading}”没有写取哪些值", heading)
        yield Filter(heading_path(heading), texts)


def _pattern(item: Mapping) -> re.Pattern[str]:
    try:
        pattern = re.compile(item.text("pattern"))
    except re.error as error:
        raise item.error(f"pattern 不是正确的正则表达式：{error}", "pattern") from None
    if pattern.groups != 1:
        raise item.error(r"pattern 要用一对括号括出科目编码，如 (\d{7})$", "pattern")
    return pattern


def _across(item: Mapping) -> Across:
    item.only("catalog", "to", "total")
    catalog = item.text("catalog")
    if catalog not in KINDS:
        raise item.error(f"catalog 应为 {'、'.join(KINDS)} 之一", "catalog")
    to = _target(item)
    if problem := problem_of(to.ref("301")):
        raise item.error(problem, "to")
    return Across(catalog, to, heading_path(item.text("total", "")))
