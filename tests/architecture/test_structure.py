"""The architecture as tests: imports run one way, spreadsheets stay in books, modules stay small."""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pylib" / "juesuan"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A package may import those named here, and itself; nothing else of ours.
MAY_IMPORT: dict[str, set[str]] = {
    "version": set(),
    "model": set(),
    "layouts": {"model"},
    "rules": {"model", "layouts", "version"},
    "books": {"model", "layouts", "rules", "version"},
    "recalc": {"model", "layouts", "rules", "books", "version"},
    "rounding": {"model", "layouts", "rules"},
    "narrative": {"model", "layouts"},
    "texts": {"model"},
    "statements": {"model", "layouts", "rules", "narrative", "texts", "version"},
    "performance": {"model", "layouts", "rules", "books", "texts", "statements", "version"},
    "selfcheck": {"model", "layouts", "rules", "books", "texts", "statements", "performance", "version"},
    "fill": {
        "model",
        "layouts",
        "rules",
        "books",
        "recalc",
        "rounding",
        "narrative",
        "performance",
        "version",
    },
    "consolidation": {"model", "layouts", "rules", "books", "recalc", "rounding", "fill", "version"},
    "publication": {"model", "layouts", "books", "narrative", "performance", "version"},
    "report": {"model", "layouts", "rules", "books", "version", "texts"},
    "excel": {
        "model",
        "layouts",
        "rules",
        "books",
        "recalc",
        "rounding",
        "narrative",
        "fill",
        "consolidation",
        "publication",
        "texts",
        "statements",
        "performance",
        "selfcheck",
        "report",
        "version",
    },
    "cli": {
        "model",
        "layouts",
        "rules",
        "books",
        "recalc",
        "rounding",
        "fill",
        "consolidation",
        "publication",
        "texts",
        "statements",
        "performance",
        "selfcheck",
        "narrative",
        "report",
        "version",
    },
}
SPREADSHEET_LIBRARIES = {"openpyxl", "xlsxwriter", "python_calamine", "xlwings", "lxml"}
LARGEST = 300
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "process"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _package_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    """A module imports its own package and those below it."""
    package = _package_of(path)
    if package == "__init__":
        return
    allowed = MAY_IMPORT[package] | {package}
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("juesuan.")}
    assert ours <= allowed, f"{path.name} in {package} imports {sorted(ours - allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_books_knows_spreadsheet_libraries(path: Path) -> None:
    """Everything outside books (and excel) works on a Disclosure."""
    if _package_of(path) in {"books", "excel"}:
        return
    found = {name.split(".")[0] for name in _imports(path)} & SPREADSHEET_LIBRARIES
    assert not found, f"{path} imports {found}"


def test_modules_stay_small() -> None:
    """A module that outgrows a few screens wants a seam."""
    ours = (ROOT / name for name in ("tests", "installer", "addin"))
    sources = chain(MODULES, *(folder.rglob("*.py") for folder in ours))
    large = {
        str(path.relative_to(ROOT)): lines
        for path in sources
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LARGEST
    }
    assert not large


def test_names_say_something() -> None:
    """No module is called after what every module does."""
    folders = (ROOT / name for name in ("pylib", "tests", "installer", "addin", "examples", "benchmarks"))
    paths = chain.from_iterable(folder.rglob("*.py") for folder in folders)
    vague = [str(path.relative_to(ROOT)) for path in paths if SAY_NOTHING & set(path.with_suffix("").parts)]
    assert not vague


def test_specs_hold_data_only() -> None:
    """Forms and rules are data: no code among the specs."""
    kinds = {path.suffix for path in (PACKAGE / "specs").rglob("*") if path.is_file()}
    assert kinds <= {".yaml", ".csv"}


def test_no_table_number_in_code() -> None:
    """公开07 is the fund table only in Wuhan: code must speak of tables by their stable ids."""
    guilty = []
    for path in MODULES:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        texts = {
            node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        texts -= {ast.get_docstring(node, clean=False) for node in nodes if _has_docstring(node)}
        guilty += [f"{path.name}: {text!r}" for text in texts if "公开0" in text]
    assert not guilty


def _has_docstring(node: ast.AST) -> TypeGuard[ast.Module | ast.ClassDef | ast.FunctionDef]:
    return isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
