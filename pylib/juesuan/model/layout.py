"""A layout: which tables a region and year publish, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
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

    ``title_line`` is how a table's title is printed: ``{title}``, ``{year}年度{title}``.
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

    def subject(self, code: str) -> Subject | None:
        """Find a code in the function catalogue, then in the economic one."""
        return self.function_codes.get(code) or self.economic_codes.get(code)
