"""Lists of questions: specs/selfcheck/<id>.yaml, or a file of the user's in the same form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.model.selfcheck import Checklist, Item

if TYPE_CHECKING:
    from collections.abc import Collection

_KEYS = ("number", "group", "topic", "text", "reverse", "check", "options", "look")


def load_checklist(name: str | Path, evidence: Collection[str], specs: Path = SPECS) -> Checklist:
    """Load a list by its id, or from a file. ``evidence`` are the names that an item may give as check.

    Raises SpecError, with file and line, when it is broken, or when there is none of that id.
    """
    path = Path(name)
    if path.suffix != ".yaml":
        path = specs / "selfcheck" / f"{name}.yaml"
    if not path.is_file():
        known = "、".join(built_in(specs))
        raise SpecError(path.name, 1, f"没有这张自查表，可用的有：{known}")
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "自查表应为键值对")
    document.only("id", "title", "layouts", "items")
    items = tuple(_item(item, evidence) for item in document.items_of("items"))
    numbers = [item.number for item in items]
    if len(set(numbers)) < len(numbers):
        raise document.error("序号重复", "items")
    return Checklist(document.text("id"), document.text("title"), document.texts("layouts"), items)


def built_in(specs: Path = SPECS) -> tuple[str, ...]:
    """The ids of the lists that come with the product."""
    return tuple(sorted(path.stem for path in (specs / "selfcheck").glob("*.yaml")))


def list_of_layout(layout: str, evidence: Collection[str], specs: Path = SPECS) -> Checklist:
    """The list of a layout; the first one where the layout has none of its own. Raises SpecError."""
    lists = [load_checklist(name, evidence, specs) for name in built_in(specs)]
    return next((one for one in lists if layout in one.layouts), lists[0])


def _item(item: Mapping, evidence: Collection[str]) -> Item:
    item.only(*_KEYS)
    check = item.text("check", "")
    if check and check not in evidence:
        raise item.error(f"没有叫“{check}”的依据，可用：{'、'.join(sorted(evidence))}", "check")
    if not check and "look" not in item:
        raise item.error("由人判断的项要写明看什么（look）")
    return Item(
        number=item.number("number"),
        group=item.text("group"),
        topic=item.text("topic"),
        text=item.text("text"),
        reverse=item.flag("reverse"),
        check=check,
        options=dict(item.mapping("options")),
        look=item.text("look", ""),
    )
