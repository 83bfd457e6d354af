"""The declared explanation of a layout: number format, phrases, sections of sentence templates, charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.chart_specs import charts_in
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.narrative.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.model.narrative import ChartSpec

_KEYS = (
    "amount_decimals",
    "percent_decimals",
    "trailing_zeros",
    "reasons_over",
    "figures",
    "sections",
    "charts",
    "terms",
)


@dataclass(frozen=True, slots=True)
class ParagraphSpec:
    """A sentence template, or the place of a chart. ``each`` is an expression that repeats it over items."""

    id: str
    text: str = ""
    each: str = ""
    when: str = ""
    chart: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A heading with its paragraphs; ``when`` is an expression, without it the section always stands."""

    id: str
    title: str
    level: int
    paragraphs: tuple[ParagraphSpec, ...]


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A figure with a name: its reference, and where else last year's figure and the budget may stand."""

    now: str
    before: str = ""
    budget: str = ""


@dataclass(frozen=True, slots=True)
class NarrativeSpec:
    """Everything that a layout declares of its explanation."""

    layout: str
    wording: Wording
    phrases: str
    figures: dict[str, FigureSpec]
    sections: tuple[SectionSpec, ...]
    charts: tuple[ChartSpec, ...]
    terms: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=8)
def load_narrative(layout: str, unit: str = "万元", specs: Path = SPECS) -> NarrativeSpec | None:
    """Load what a layout declares; None when it declares nothing. Raises SpecError when it is broken."""
    path = specs / "narrative" / f"{layout}.yaml"
    if not path.exists():
        return None
    document = load_document(path)
    shared = load_document(specs / "narrative" / "phrases.yaml")
    if not isinstance(document, Mapping) or not isinstance(shared, Mapping):
        raise SpecError(path.name, 1, "情况说明的声明应为键值对")
    document.only(*_KEYS)
    shared.only("phrases", "terms")
    figures = document.mapping("figures")
    wording = Wording(
        document.number("amount_decimals", 2),
        document.number("percent_decimals", 2),
        document.flag("trailing_zeros"),
        unit,
        document.number("reasons_over", 0),
    )
    return NarrativeSpec(
        layout=layout,
        wording=wording,
        phrases=shared.text("phrases"),
        figures={name: _figure(figures, name) for name in figures},
        sections=tuple(_section(item) for item in document.items_of("sections")),
        charts=charts_in(document),
        terms=tuple(_terms(document, shared)),
    )


def _figure(figures: Mapping, name: str) -> FigureSpec:
    if not isinstance(figures[name], Mapping):
        return FigureSpec(figures.text(name))
    item = figures.mapping(name)
    item.only("now", "before", "budget")
    return FigureSpec(item.text("now"), item.text("before", ""), item.text("budget", ""))


def _section(item: Mapping) -> SectionSpec:
    item.only("id", "title", "level", "paragraphs")
    name = item.text("id")
    paragraphs = []
    for number, one in enumerate(item.items_of("paragraphs"), 1):
        one.only("id", "text", "each", "when", "chart")
        if ("text" in one) == ("chart" in one):
            raise one.error("每段应有 text（文字）或 chart（图）之一")
        text, each, when, chart = (one.text(key, "") for key in ("text", "each", "when", "chart"))
        place = f"{one.file}:{one.line}"
        paragraphs.append(ParagraphSpec(one.text("id", f"{name}.{number}"), text, each, when, chart, place))
    return SectionSpec(name, item.text("title"), item.number("level", 1), tuple(paragraphs))


def _terms(document: Mapping, shared: Mapping) -> list[tuple[str, str, str]]:
    """The layout's general terms in order: name, meaning, the expression that says whether it is used."""
    known = {item.text("name"): item for item in shared.items_of("terms")}
    terms = []
    for name in document.texts("terms"):
        if name not in known:
            raise document.error(f"phrases.yaml 里没有名词“{name}”的解释", "terms")
        item = known[name]
        item.only("name", "text", "when")
        terms.append((name, item.text("text"), item.text("when", "")))
    return terms
