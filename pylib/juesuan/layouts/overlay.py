"""A layout says only how it differs from the base: this applies the differences.

Lists of things with an ``id`` are patched by a mapping of id to change: ``remove`` takes the item out, a
mapping is merged into it. A list replaces a list; anything else replaces what was there.
"""

from __future__ import annotations

from typing import Any

from juesuan.layouts.documents import Mapping

REMOVE = "remove"


def overlaid(base: Mapping, overlay: Mapping) -> Mapping:
    """Return a copy of ``base`` with the overlay's changes; raises SpecError where one finds no target."""
    result = Mapping(base.file, base.line)
    result.update(base)
    result.lines.update(base.lines)
    for key, change in overlay.items():
        if change == REMOVE:
            if key not in result:
                raise overlay.error(f"要去掉的“{key}”在基础表里不存在", key)
            del result[key]
            continue
        result[key] = _changed(result.get(key), change, overlay, key)
        result.lines[key] = overlay.lines[key]
    result.file = overlay.file if not base else base.file
    return result


def _changed(old: Any, change: Any, overlay: Mapping, key: str) -> Any:
    if isinstance(change, Mapping):
        if isinstance(old, Mapping):
            return overlaid(old, change)
        if isinstance(old, list):
            return _patched(old, change, key)
        if old is not None:
            raise overlay.error(f"“{key}”在基础表里不是键值对", key)
    return change


def _patched(items: list[Any], changes: Mapping, name: str) -> list[Any]:
    known = {_identity(item) for item in items}
    for key in changes:
        if key not in known:
            raise changes.error(f"“{name}”里没有“{key}”，可改的有：{'、'.join(sorted(known))}", key)
    result = []
    for item in items:
        change = changes.get(_identity(item))
        if change == REMOVE:
            continue
        if isinstance(change, Mapping):
            result.append(overlaid(_as_mapping(item, change), change))
        else:
            result.append(item)
    return result


def _identity(item: Any) -> str:
    if isinstance(item, Mapping):
        return str(item.get("id") or item.get("code") or "")
    return str(item)


def _as_mapping(item: Any, near: Mapping) -> Mapping:
    if isinstance(item, Mapping):
        return item
    mapping = Mapping(near.file, near.line)
    mapping["id"] = item
    return mapping
