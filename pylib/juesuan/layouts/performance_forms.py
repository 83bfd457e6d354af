"""The printed words of the forms of 绩效自评: specs/performance/<layout>.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.model.performance import FormsSpec

if TYPE_CHECKING:
    from pathlib import Path

_GENERAL = "wuhan-2023"
_LEVELS = 2


def load_forms_spec(layout_id: str, specs: Path = SPECS) -> FormsSpec:
    """Load the forms of a layout, those of Wuhan where it has none of its own. Raises SpecError."""
    path = specs / "performance" / f"{layout_id}.yaml"
    if not path.exists():
        path = specs / "performance" / f"{_GENERAL}.yaml"
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "绩效自评表的规定应为键值对")
    document.only("id", "department_title", "project_title", "boxes", "indicators", "notes")
    boxes = document.mapping("boxes")
    indicators = document.get("indicators") or []
    if not all(isinstance(pair, list) and len(pair) == _LEVELS for pair in indicators):
        raise document.error("indicators 的每条应为 [一级指标, 二级指标]", "indicators")
    return FormsSpec(
        id=document.text("id"),
        department_title=document.text("department_title"),
        project_title=document.text("project_title"),
        boxes={group: boxes.texts(group) for group in boxes},
        indicators=tuple((str(first), str(second)) for first, second in indicators),
        notes=document.texts("notes"),
    )
