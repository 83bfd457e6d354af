"""The charts of an explanation: the key ``charts`` of specs/narrative/<layout>.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.model.narrative import ChartKind, ChartSpec
from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from pathlib import Path

_REFERENCE = re.compile(r"(?P<table>[a-z_]+)\[(?P<row>[^\]]+)\]\.(?P<column>.+)")


def load_charts(layout_id: str, specs: Path = SPECS) -> tuple[ChartSpec, ...]:
    """Load the charts of a layout, none where it declares no explanation. Raises SpecError when broken."""
    path = specs / "narrative" / f"{layout_id}.yaml"
    if not path.exists():
        return ()
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "情况说明的声明应为键值对")
    return charts_in(document)


def charts_in(document: Mapping) -> tuple[ChartSpec, ...]:
    """The charts that a loaded declaration names."""
    return tuple(_chart(item) for item in document.items_of("charts"))


def _chart(item: Mapping) -> ChartSpec:
    item.only("id", "title", "kind", "figures", "parts")
    try:
        kind = ChartKind(item.text("kind"))
    except ValueError:
        raise item.error(f"kind 应为 {'、'.join(ChartKind)} 之一", "kind") from None
    figures = []
    for text in item.texts("figures"):
        match = _REFERENCE.fullmatch(text)
        if match is None:
            raise item.error(f"看不懂“{text}”，应写作 表[行].栏", "figures")
        figures.append(CellRef(match["table"], match["row"], match["column"]))
    return ChartSpec(item.text("id"), item.text("title"), kind, tuple(figures), item.texts("parts"))
