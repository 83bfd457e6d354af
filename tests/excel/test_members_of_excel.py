"""What the tests' engine offers is there on Windows too: in xlwings for Windows, and in Excel itself.

xlwings declares more than each of its engines has. A command that uses what only the tests' engine has
would pass every test, and fail on every click.
"""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.engines import libreoffice_xlwings_app as app
from tests.engines import libreoffice_xlwings_areas as areas
from tests.engines import libreoffice_xlwings_formats as formats
from tests.engines import libreoffice_xlwings_models as models
from tests.engines import libreoffice_xlwings_notes as notes
from tests.engines import libreoffice_xlwings_range as ranges
from tests.engines import libreoffice_xlwings_sheets as sheets

OURS = {"App": {"stop"}}  # for the tests alone
ENGINE: dict[str, tuple[type, ...]] = {
    "App": (app.App,),
    "Books": (app.Books,),
    "Book": (app.Book,),
    "Sheets": (sheets.Sheets,),
    "Sheet": (sheets.Sheet,),
    "Range": (ranges.Range, areas.Areas, formats.Look),
    "Font": (formats.Font,),
    "Note": (notes.Note,),
}
EXCEL: dict[str, type] = {
    "Application": models.AppModel,
    "Window": models.WindowModel,
    "Workbook": models.BookModel,
    "Worksheet": sheets.SheetModel,
    "Range": sheets.RangeModel,
    "Validation": sheets.ValidationModel,
}


def windows_members() -> dict[str, set[str]]:
    """The members of the classes of xlwings for Windows, read from its source: it cannot be imported here."""
    inherited, own = members_in("base_classes.py"), members_in("_xlwindows.py")
    return {name: members | inherited.get(name, set()) for name, members in own.items()}


def members_in(module: str) -> dict[str, set[str]]:
    """Members by class; those that only raise NotImplementedError are none."""
    spec = find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    source = ast.parse(Path(spec.origin).with_name(module).read_text("utf-8"))
    return {
        kind.name: {
            member.name
            for member in kind.body
            if isinstance(member, ast.FunctionDef) and not isinstance(member.body[0], ast.Raise)
        }
        | {place.id for place in assigned_in(kind) if isinstance(place, ast.Name)}
        | {place.attr for place in assigned_in(kind) if isinstance(place, ast.Attribute)}
        for kind in source.body
        if isinstance(kind, ast.ClassDef)
    }


def assigned_in(kind: ast.ClassDef) -> list[ast.expr]:
    """What a class assigns to: its own names, and attributes of its objects."""
    return [target for node in ast.walk(kind) if isinstance(node, ast.Assign) for target in node.targets]


def public(kind: type) -> set[str]:
    return {
        name
        for name, member in vars(kind).items()
        if not name.startswith("_") and (callable(member) or isinstance(member, property))
    }


@pytest.mark.parametrize("name", ENGINE)
def test_the_engine_has_nothing_that_xlwings_lacks_on_windows(name: str) -> None:
    used = set().union(*map(public, ENGINE[name])) - OURS.get(name, set())
    assert used
    assert used - windows_members()[name] == set()


@pytest.mark.parametrize("name", EXCEL)
def test_the_models_have_nothing_that_excel_lacks(name: str) -> None:
    from pyopenvba.interpreter._inventory import member_exists

    used = public(EXCEL[name])
    assert used
    assert [member for member in sorted(used) if not member_exists(name, member, "Excel")] == []
