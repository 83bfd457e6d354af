"""juesuan (决算): read, check and recalculate the published final accounts of a department.

``read`` a workbook into a ``Disclosure``, ``check`` it into a ``Report``, ``check_text`` of its publication,
``recalculate`` its totals, ``export`` the publication. ``fill_from`` an export of the treasury's software,
``fill_previous_year``, ``fill_three_public``, ``fill_operating``, ``subtotal`` and ``balance`` prepare
changes of a workbook; ``consolidate`` adds units up to their department, ``trace`` leads back from there.
Nothing is loaded before it is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from juesuan.version import VERSION

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from juesuan.books.errors import ReadError
    from juesuan.consolidation.consolidating import Consolidation
    from juesuan.consolidation.tracing import trace
    from juesuan.fill.balancing import balance
    from juesuan.fill.filling import fill as fill_from
    from juesuan.fill.operating import fill_operating
    from juesuan.fill.previous_sheet import fill_previous_year
    from juesuan.fill.subtotals import subtotal
    from juesuan.fill.three_public import fill_three_public
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Report, Waiver
    from juesuan.publication.exporting import Export
    from juesuan.recalc.recalculation import Recalculation

__all__ = [
    "ReadError",
    "__version__",
    "balance",
    "check",
    "check_text",
    "consolidate",
    "export",
    "fill_from",
    "fill_operating",
    "fill_previous_year",
    "fill_three_public",
    "read",
    "recalculate",
    "subtotal",
    "trace",
]

__version__ = VERSION

# Loaded when somebody names them; ``juesuan.fill`` is a package, so the function in it has another name here.
_WHERE = {
    "ReadError": ("juesuan.books.errors", "ReadError"),
    "balance": ("juesuan.fill.balancing", "balance"),
    "fill_from": ("juesuan.fill.filling", "fill"),
    "fill_operating": ("juesuan.fill.operating", "fill_operating"),
    "fill_previous_year": ("juesuan.fill.previous_sheet", "fill_previous_year"),
    "fill_three_public": ("juesuan.fill.three_public", "fill_three_public"),
    "subtotal": ("juesuan.fill.subtotals", "subtotal"),
    "trace": ("juesuan.consolidation.tracing", "trace"),
}


def read(path: str | os.PathLike[str], layout: str | None = None) -> Disclosure:
    """Read the published tables of an .xlsx workbook, with results of formulas brought up to date.

    ``layout`` names the layout (such as ``wuhan-2023``), by default the one the workbook names or looks like.
    Raises ReadError, with one Chinese sentence for people, when the file is no such workbook.
    """
    from juesuan.recalc.reading import read as read_workbook

    return read_workbook(os.fspath(path), layout)


def check(
    source: Disclosure | str | os.PathLike[str],
    *,
    layout: str | None = None,
    rules: Sequence[str] = (),
    skip: Sequence[str] = (),
    waivers: Sequence[Waiver] = (),
    today: dt.date | None = None,
) -> Report:
    """Check a disclosure, or a workbook by its path, against the rules of its layout.

    ``rules`` and ``skip`` are rule ids or patterns such as ``X1*``; without ``rules`` all run. ``waivers``
    are findings that somebody answers for, ``today`` decides which of them have expired. Raises ReadError as
    ``read`` does.
    """
    from juesuan.model.disclosure import Disclosure
    from juesuan.rules import check as check_disclosure

    disclosure = source if isinstance(source, Disclosure) else read(source, layout)
    return check_disclosure(disclosure, rules=rules, skip=skip, waivers=waivers, today=today)


def check_text(
    source: Disclosure | str | os.PathLike[str],
    document: str | os.PathLike[str],
    *,
    layout: str | None = None,
    rules: Sequence[str] = (),
    skip: Sequence[str] = (),
) -> Report:
    """Check the words of a publication (.docx, .pdf with text, .html, .txt) against its tables.

    ``source`` is a disclosure, or a workbook by its path; the forms of 绩效自评 in the document are checked
    too. ``rules`` and ``skip`` are as for ``check``; what is doubtful about the document itself is in the
    report's ``notices``. Raises ReadError as ``read`` does, and ValueError, with
    one Chinese sentence for people, when the document cannot be read or is not this publication.
    """
    from dataclasses import replace

    from juesuan.model.disclosure import Disclosure
    from juesuan.performance.checking import with_performance
    from juesuan.statements.checking import checked
    from juesuan.statements.recognition import recognised
    from juesuan.statements.words import understand
    from juesuan.texts import read_writing

    disclosure = source if isinstance(source, Disclosure) else read(source, layout)
    words = understand(disclosure, read_writing(os.fspath(document)))
    notices = (*words.writing.notices, *recognised(words))
    report = with_performance(checked(words, rules=rules, skip=skip), words, rules=rules, skip=skip)
    return replace(report, notices=notices)


def recalculate(path: str | os.PathLike[str], layout: str | None = None) -> Recalculation:
    """Compute every total of a workbook by the rules, and hold it against what the file says.

    The file is only read. The result lists the differences, and writes a corrected copy on request. Raises
    ReadError as ``read`` does.
    """
    from juesuan.recalc.recalculation import recalculate as recalculate_workbook

    return recalculate_workbook(os.fspath(path), layout)


def export(
    path: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    draft: bool = False,
    reason: str = "",
    waivers: Sequence[Waiver] = (),
) -> Export:
    """Check a workbook and publish it into a folder as .xlsx, .docx, .pdf and .html, with a manifest.

    Errors and private numbers block it, unless ``reason`` says why not; what is missing keeps the PDF from
    being made, unless it is a ``draft``. The result says what was written, what not, and what is missing.
    Raises ReadError as ``read`` does, OSError when the folder cannot be written.
    """
    from pathlib import Path

    from juesuan.publication.exporting import Wishes
    from juesuan.publication.exporting import export as export_disclosure

    disclosure = read(path)
    report = check(disclosure, waivers=waivers)
    return export_disclosure(disclosure, report, Path(folder), Wishes(draft=draft, reason=reason))


def consolidate(
    workbooks: Sequence[str | os.PathLike[str]],
    *,
    transfers: str | os.PathLike[str] | None = None,
    organisation: str = "",
    layout: str | None = None,
) -> Consolidation:
    """Add up the workbooks of units to their department; nothing is written before ``write``.

    ``transfers`` is a table (.csv, .xlsx) of what the units paid each other, which is taken out. The result
    says what could not be added up. Raises ReadError where a file is no such workbook, or units do not fit
    together.
    """
    from pathlib import Path

    from juesuan.consolidation.agreement import refuse_repeated_files
    from juesuan.consolidation.consolidating import consolidate as consolidate_members
    from juesuan.consolidation.member import read_member
    from juesuan.consolidation.transfers import read_transfers

    paths = [Path(workbook) for workbook in workbooks]
    refuse_repeated_files(paths)
    members = [read_member(path, layout) for path in paths]
    declared = read_transfers(os.fspath(transfers)) if transfers is not None else ()
    return consolidate_members(members, declared, organisation=organisation)


def __getattr__(name: str) -> object:
    """Load what somebody names, when it is named."""
    if name in _WHERE:
        from importlib import import_module

        module, own_name = _WHERE[name]
        return getattr(import_module(module), own_name)
    raise AttributeError(f"module 'juesuan' has no attribute {name!r}")
