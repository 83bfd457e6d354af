"""Workbook, document, PDF and web page say the same: every amount of every table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

import pytest

from juesuan.publication.exporting import Form, compose, make_form
from tests.making.departments import department, tables
from tests.publication.conftest import Published
from tests.publication.printed import (
    Page,
    Rows,
    amounts_in,
    figures_of,
    pdf_texts,
    rows_by_code,
    word_tables,
    workbook_tables,
)

READERS: dict[str, Callable[[bytes], list[Rows]]] = {
    "xlsx": workbook_tables,
    "docx": word_tables,
    "html": lambda data: Page(data).tables,
}
LISTED = ("income", "expenditure", "general_budget", "state_capital")


@pytest.mark.parametrize("form", READERS)
def test_every_amount(published: Published, form: str) -> None:
    figures = figures_of(published.figures)
    tables = READERS[form](published.files[form])
    for printed, rows in zip(published.publication.tables, tables, strict=False):
        assert amounts_in(text for row in rows for text in row) == figures[printed.id], printed.id


def test_every_amount_in_the_pdf(published: Published) -> None:
    figures = figures_of(published.figures)
    tables = published.publication.tables
    texts = pdf_texts(published.files["pdf"], [table.title for table in tables])
    for printed, text in zip(tables, texts, strict=True):
        assert amounts_in([text]) == figures[printed.id], printed.id


@pytest.mark.parametrize("form", READERS)
def test_each_subject_has_its_figures_in_its_columns(published: Published, form: str) -> None:
    tables = READERS[form](published.files[form])
    for printed, rows in zip(published.publication.tables, tables, strict=False):
        if printed.id in LISTED:
            expected = rows_by_code(published.figures, printed.id)
            width = len(next(iter(expected.values())))
            found = {row[0]: row[-width:] for row in rows if row[0] in expected}
            assert found == expected, printed.id


def test_lines_have_their_figures(qingshan: Published) -> None:
    """行次 39 and 52 of 公开01 in all three forms, as the source document prints them."""
    for form, reader in READERS.items():
        rows = reader(qingshan.files[form])[0]
        lines = {row[4]: row[5] for row in rows if len(row) == 6}
        assert (lines["39"], lines["52"], lines["33"]) == ("4,869.69", "231.65", ""), form


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
def test_every_amount_of_a_made_department(layout: str) -> None:
    """Sixty 项 in all three funds, with balances: long tables, large figures."""
    made = tables(department(60, seed=7), layout)
    publication = compose(made)
    expected = {
        name: Counter(str(amount) for row in table.listing for amount in row.amounts.values() if amount.value)
        for name, table in made.tables.items()
    }
    assert all(expected[name] for name in ("income", "government_fund", "state_capital"))
    for form, reader in READERS.items():
        found = reader(make_form(Form(form), publication, dt.date(2024, 9, 1), draft=True))
        for printed, rows in zip(publication.tables, found, strict=False):
            assert amounts_in(text for row in rows for text in row) == expected[printed.id], printed.id
