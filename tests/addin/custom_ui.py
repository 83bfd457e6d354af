"""The rules of Microsoft's schema of customUI that matter to our ribbon.

From the schema for Office 2010 and later (namespace 2009/07); that of 2007 allows the same here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)  # an XML name without a colon
_LONGEST = 1024
_COMMON = frozenset({"id", "idQ", "tag", "label", "getLabel", "visible", "getVisible"})
_POSITION = frozenset({"insertAfterMso", "insertBeforeMso", "insertAfterQ", "insertBeforeQ"})
_TIPS = frozenset({"screentip", "getScreentip", "supertip", "getSupertip"})
_KEYS = frozenset({"keytip", "getKeytip"})
_ENABLED = frozenset({"enabled", "getEnabled"})
_IMAGE = frozenset({"image", "imageMso", "getImage"})
_BUTTON = frozenset({
    "idMso", "onAction", "size", "getSize", "description", "getDescription",
    "showLabel", "getShowLabel", "showImage", "getShowImage",
})  # fmt: skip
_EXCLUSIVE = (
    {"id", "idQ", "idMso"}, _IMAGE, {"label", "getLabel"}, _ENABLED, {"visible", "getVisible"},
    {"size", "getSize"}, {"screentip", "getScreentip"}, {"supertip", "getSupertip"}, _KEYS, _POSITION,
)  # fmt: skip
_ELEMENTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # children, attributes
    "customUI": (frozenset({"ribbon"}), frozenset({"onLoad", "loadImage"})),
    "ribbon": (frozenset({"tabs"}), frozenset({"startFromScratch"})),
    "tabs": (frozenset({"tab"}), frozenset()),
    "tab": (frozenset({"group"}), _COMMON | _KEYS | _POSITION | {"idMso"}),
    "group": (
        frozenset({"button", "labelControl", "separator"}),
        _COMMON | _KEYS | _POSITION | _TIPS | _IMAGE | {"idMso"},
    ),
    "button": (frozenset(), _COMMON | _KEYS | _POSITION | _TIPS | _IMAGE | _ENABLED | _BUTTON),
    "labelControl": (
        frozenset(),
        _COMMON | _POSITION | _TIPS | _ENABLED | {"idMso", "showLabel", "getShowLabel"},
    ),
    "separator": (frozenset(), frozenset({"id", "idQ", "visible", "getVisible"}) | _POSITION),
}
_NEEDS_NO_ID = {"customUI", "ribbon", "tabs"}


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A part of the package, read as Excel reads it."""

    root: ET.Element

    @classmethod
    def of(cls, part: str) -> Ribbon:
        return cls(ET.fromstring(part))  # noqa: S314 - made by ourselves

    @property
    def namespace(self) -> str:
        return self.root.tag.partition("}")[0].lstrip("{")

    def elements(self, name: str) -> list[ET.Element]:
        return list(self.root.iter(f"{{{self.namespace}}}{name}"))

    def callbacks(self) -> Iterator[tuple[str, str]]:
        """Attribute and macro of every callback."""
        for element in self.root.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(("get", "on")):
                    yield attribute, value

    def complaints(self) -> list[str]:
        """What the schema forbids."""
        ids = Counter(found for element in self.root.iter() if (found := element.get("id")))
        doubled = [f"id {name} is there {count} times" for name, count in ids.items() if count > 1]
        return doubled + [said for element in self.root.iter() for said in self._about(element)]

    def _about(self, element: ET.Element) -> Iterator[str]:
        name = element.tag.removeprefix(f"{{{self.namespace}}}")
        if name not in _ELEMENTS:
            yield f"no element {name}"
            return
        children, attributes = _ELEMENTS[name]
        here = f"{name} {element.get('id', '')}"
        for child in element:
            if child.tag.removeprefix(f"{{{self.namespace}}}") not in children:
                yield f"{here}: no {child.tag} in it"
        for attribute, value in element.attrib.items():
            if attribute not in attributes:
                yield f"{here}: no attribute {attribute}"
            if not 1 <= len(value) <= _LONGEST:
                yield f"{here}: {attribute} has {len(value)} characters"
        yield from self._about_values(element, here)
        if name not in _NEEDS_NO_ID and not {"id", "idQ", "idMso"} & set(element.attrib):
            yield f"{here}: no id"

    def _about_values(self, element: ET.Element, here: str) -> Iterator[str]:
        for attribute in ("id", "idMso", "imageMso", "insertAfterMso", "insertBeforeMso"):
            if (value := element.get(attribute)) and not _NAME.fullmatch(value):
                yield f"{here}: {attribute}={value} is no name"
        if element.get("size", "normal") not in {"normal", "large"}:
            yield f"{here}: no such size"
        if (keytip := element.get("keytip")) and not re.fullmatch(r"\S{1,3}", keytip):
            yield f"{here}: a keytip has one to three signs"
        for group in _EXCLUSIVE:
            if len(group & set(element.attrib)) > 1:
                yield f"{here}: only one of {sorted(group)}"
