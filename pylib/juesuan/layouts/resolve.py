"""From the specs on disk to one resolved Layout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS, load_catalog
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.layouts.overlay import REMOVE, overlaid
from juesuan.layouts.rulebook import load_conditions, load_rules
from juesuan.layouts.tables import TableReader
from juesuan.model.layout import Layout

if TYPE_CHECKING:
    from juesuan.model.table import TableSpec

_KEYS = (
    "id", "region", "year", "title", "version", "catalog", "number_format", "unit", "title_line", "classes",
    "tables", "supporting", "percent_decimals",
)  # fmt: skip


def layout_ids(specs: Path = SPECS) -> list[str]:
    """List the layouts that can be loaded."""
    return sorted(path.stem for path in (specs / "layouts").glob("*.yaml"))


@lru_cache(maxsize=8)
def load_layout(layout_id: str, specs: Path = SPECS) -> Layout:
    """Load one layout with its tables, rules and catalogues.

    Raises SpecError, with file and line, when the layout does not exist or a spec is broken.
    """
    path = specs / "layouts" / f"{layout_id}.yaml"
    if not path.exists():
        raise SpecError(path.name, 1, f"没有这个版式，可用的有：{'、'.join(layout_ids(specs))}")
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "版式文件应为键值对")
    document.only(*_KEYS)
    if document.text("id") != layout_id:
        raise document.error(f"id 应与文件名一致：{layout_id}", "id")
    year, catalog = document.number("year"), document.number("catalog")
    economic = load_catalog("economic", catalog, year)
    reader = TableReader(_classes(document, specs), economic)
    tables, supporting = (
        {name: _table(document.mapping(key), name, reader, specs) for name in document.mapping(key)}
        for key in ("tables", "supporting")
    )
    return Layout(
        id=layout_id,
        region=document.text("region"),
        year=year,
        title=document.text("title"),
        version=document.text("version"),
        tables=tables,
        rules=load_rules(specs / "rules"),
        conditions=load_conditions(specs / "rules"),
        function_codes=load_catalog("function", catalog, year),
        economic_codes=economic,
        number_format=document.text("number_format"),
        unit=document.text("unit", "万元"),
        title_line=document.text("title_line", "{title}"),
        supporting=supporting,
        percent_decimals=document.number("percent_decimals", 2),
    )


def _classes(document: Mapping, specs: Path) -> list[Mapping]:
    entries: list[Mapping] = load_document(specs / "tables" / "classes.yaml")
    changes = document.mapping("classes")
    known = {entry.text("code") for entry in entries}
    for code, change in changes.items():
        if code not in known or change != REMOVE:
            raise changes.error(f"classes 里只能去掉已有的类，不认识“{code}: {change}”", code)
    return [entry for entry in entries if entry.text("code") not in changes]


def _table(overlays: Mapping, name: str, reader: TableReader, specs: Path) -> TableSpec:
    base_path = specs / "tables" / f"{name}.yaml"
    if not base_path.exists():
        raise overlays.error(f"没有名为“{name}”的基础表", name)
    base = load_document(base_path)
    if not isinstance(base, Mapping):
        raise SpecError(base_path.name, 1, "表的声明应为键值对")
    return reader.table(overlaid(base, overlays.mapping(name)))
