"""The ribbon: one source, read for the build, the drawing and the tests; two parts for Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from addin.build.places import RIBBON, version

EXCEL_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
EXCEL_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
_SCHEMA = f"{{{EXCEL_2010}}}"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``command`` is its id, ``needs`` the words of its tag."""

    command: str
    label: str
    large: bool
    image: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of buttons, and a text under them (the version) in one of them."""

    label: str
    buttons: tuple[Button, ...]
    text: str


def ribbon_parts() -> tuple[str, str]:
    """Return customUI14.xml for Excel 2010 and later, and customUI.xml for 2007, stamped with the version."""
    source = RIBBON.read_text("utf-8").replace("{version}", version())
    return source, source.replace(EXCEL_2010, EXCEL_2007)


def tab_label() -> str:
    """The name of our tab."""
    tab = _root().find(f".//{_SCHEMA}tab")
    return "" if tab is None else tab.get("label", "")


def groups() -> Iterator[Group]:
    """The groups in their order."""
    for group in _root().iter(f"{_SCHEMA}group"):
        label = group.find(f"{_SCHEMA}labelControl")
        yield Group(
            group.get("label", ""),
            tuple(_button(element) for element in group.iter(f"{_SCHEMA}button")),
            "" if label is None else label.get("label", ""),
        )


def commands() -> list[str]:
    """The command of every button, in the order of the ribbon."""
    return [button.command for group in groups() for button in group.buttons]


def _root() -> ET.Element:
    return ET.fromstring(ribbon_parts()[0])  # noqa: S314 - our own file


def _button(element: ET.Element) -> Button:
    return Button(
        command=element.get("id", ""),
        label=element.get("label", ""),
        large=element.get("size") == "large",
        image=element.get("imageMso", ""),
        needs=frozenset(element.get("tag", "").split()),
    )
