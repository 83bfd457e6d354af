"""The figures of the four charts; drawing them is the business of those who print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.narrative import Chart, ChartKind, Missing, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.narrative import ChartSpec
    from juesuan.narrative.figures import Figures

_LAST_YEAR = "取上年数：juesuan fill-previous-year"


def charts_of(specs: Sequence[ChartSpec], figures: Figures, year: int | None) -> tuple[Chart, ...]:
    """All charts of a layout, in 万元. One without any figure is left out."""
    charts = (_structure(spec, figures) if spec.parts else _change(spec, figures, year) for spec in specs)
    return tuple(chart for chart in charts if any(one.amounts for one in chart.series))


def _structure(spec: ChartSpec, figures: Figures) -> Chart:
    """Slices of a whole; bars where a negative figure cannot be a slice."""
    table, row, first, last = spec.parts
    parts = figures.parts(table, row, first, last)
    kind = ChartKind.BAR if any(part.now.value < 0 for part in parts) else spec.kind
    labels = tuple(part.name for part in parts)
    series = (Series("决算数", tuple(part.now for part in parts)),)
    whole = sum(part.now.value for part in parts)
    shares = tuple(part.wording.percent(part.now.value, whole) for part in parts)
    return Chart(spec.id, spec.title, kind, labels, series, shares=shares if kind is ChartKind.PIE else ())


def _change(spec: ChartSpec, figures: Figures, year: int | None) -> Chart:
    """Two years side by side; only this one, and a gap, where last year is not known."""
    found = [figures.at(*reference) for reference in spec.figures]
    names = [reference.row for reference in spec.figures]
    before = all(figure.compared for figure in found)
    years = ([str(year - 1)] if before else []) + [str(year)] if year else ["上年", "本年"][not before :]
    series = []
    for name, figure in zip(names, found, strict=True):
        last = (figure.before,) if before and figure.before is not None else ()
        series.append(Series(name, (*last, figure.now)))
    gaps = () if before else (Missing(f"{spec.title}的上年决算数", _LAST_YEAR),)
    labels = tuple(f"{one}年度" if year else one for one in years)
    return Chart(spec.id, spec.title, spec.kind, labels, tuple(series), gaps)
