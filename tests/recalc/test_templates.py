"""Recalculation of workbooks that begin as our blank templates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.template import build_template
from juesuan.recalc.recalculation import recalculate


def test_the_blank_template_has_nothing_to_recalculate(tmp_path: Path) -> None:
    for layout in ("wuhan-2023", "shanghai-2024"):
        result = recalculate(build_template(layout, tmp_path))
        assert (result.differences, result.roundings, result.notes, result.unclear) == ((), (), (), ())


def test_a_template_filled_by_hand(tmp_path: Path) -> None:
    """Codes and figures typed into the blank rows; nobody has recalculated."""
    path = build_template("wuhan-2023", tmp_path)
    rows = [("208", "100"), ("20801", "100"), ("2080101", "60"), ("2080102", "40"), ("221", "9.99")]
    cells: dict[str, CellEdit] = {}
    for line, (code, amount) in enumerate(rows, 8):
        cells[f"A{line}"] = CellEdit(value=code)
        cells[f"F{line}"] = CellEdit(value=Decimal(amount))
    package = Package.open(path)
    edit_cells(package, {"公开03": cells})
    package.save(path)
    differences = {str(d.address): (d.kind.value, str(d.computed)) for d in recalculate(path).differences}
    # 合计 of the template adds up the 项: 221 has none, and its figure is missing there.
    assert differences.pop("公开03!F7") == ("formula_wrong", "109.99")
    assert differences.pop("公开03!E7") == ("stale", "109.99")
    assert differences == {
        f"公开03!E{line}": ("stale", f"{Decimal(amount):.2f}") for line, (_, amount) in enumerate(rows, 8)
    }
