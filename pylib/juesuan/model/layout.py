"""A layout: which tables a region and year publish, and how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.model.rule import Condition, RuleSpec
    from juesuan.model.table import TableSpec


@dataclass(frozen=True, slots=True)
class Subject:
    """A code of the government's subject catalogue, with how strong the evidence for its name is."""

    code: str
    name: str
    evidence: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Region and year: the tables in printed order, their notes and number format, codes and rules.

    ``title_line`` is how a table's title is printed: ``{title}``, ``{year}年度{title}``. ``supporting``
    are the sheets (附表) that are not published and hold what the tables and the explanation are filled from.
    ``percent_decimals`` is how exactly percentages are stated.
    """

    id: str
    region: str
    year: int
    title: str
    version: str
    tables: dict[str, TableSpec]
    rules: tuple[RuleSpec, ...]
    conditions: Mapping[str, Condition]
    function_codes: Mapping[str, Subject] = field(repr=False)
    economic_codes: Mapping[str, Subject] = field(repr=False)
    number_format: str = "#,##0.00;-#,##0.00;;@"
    unit: str = "万元"
    title_line: str = "{title}"
    supporting: dict[str, TableSpec] = field(default_factory=dict)
    percent_decimals: int = 2

    @property
    def forms(self) -> dict[str, TableSpec]:
        """The published tables, then the supporting sheets, by their ids."""
        return self.tables | self.supporting

    def form(self, name: str) -> TableSpec | None:
        """A published table or a supporting sheet; None where the layout has neither."""
        return self.tables.get(name) or self.supporting.get(name)

    def for_units(self, count: int) -> Layout:
        """The layout with supporting sheets that have rows for at least so many budget units."""
        supporting = {name: spec.for_units(count) for name, spec in self.supporting.items()}
        if all(spec is self.supporting[name] for name, spec in supporting.items()):
            return self
        return replace(self, supporting=supporting)

    def subject(self, code: str) -> Subject | None:
        """Find a code in the function catalogue, then in the economic one."""
        return self.function_codes.get(code) or self.economic_codes.get(code)
