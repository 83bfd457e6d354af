"""What is known about a disclosure: which circumstances hold, and which cells could not be found at all.

A cell that was not located is not blank: nothing can be said about it, so nothing is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.disclosure import Doubt
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.evaluate import evaluate
from juesuan.rules.expression import parse
from juesuan.rules.instances import NotInLayout, expand, universe_of
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.disclosure import Disclosure, Table
    from juesuan.rules.instances import Instance

NEGATION = "!"
ANY_SUBJECT = "0"
_NOWHERE: tuple[set[str], set[str] | None] = (set(), set())


class Knowledge:
    """Answers about one disclosure, each worked out once."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Note which columns of which tables were located."""
        self._disclosure = disclosure
        self._universe = universe_of(disclosure)
        self._located = {name: _located(table) for name, table in disclosure.forms.items()}
        self._unknown = {
            remark.ref
            for remark in disclosure.remarks
            if remark.doubt is Doubt.NO_CACHED_VALUE and remark.used.blank
        }
        self._whole = {name for name, table in disclosure.forms.items() if self._is_whole(table)}
        self._conditions: dict[str, str] = {}

    def _is_whole(self, table: Table) -> bool:
        """Whether everything in a table was located, so that no single cell need be asked about."""
        columns, rows = self._located[table.spec.id]
        return (
            all(column.id in columns for column in table.spec.amounts)
            and (rows is None or all(row.id in rows for row in table.spec.rows if not row.spacer))
            and not any(ref.table == table.spec.id for ref in self._unknown)
        )

    def hindrance(self, conditions: Sequence[str]) -> str:
        """Why a rule with these conditions does not apply, empty when it does; ``!`` negates a name."""
        for condition in conditions:
            name = condition.removeprefix(NEGATION)
            why_not = self._why_not(name)
            if condition.startswith(NEGATION):
                if not why_not:
                    return f"本部门{name}，适用更严格的规则"
            elif why_not:
                return why_not
        return ""

    def known(self, instances: Sequence[Instance]) -> tuple[list[Instance], str]:
        """Instances whose every cell was located, and a sentence about the first cell that was not.

        A subject that is not listed in a listed table is known: it is blank. It is not when the table or the
        column is missing.
        """
        if instances and self._tables(instances[0]) <= self._whole:
            return list(instances), ""
        located, missing = [], ""
        for instance in instances:
            unknown = next((ref for ref in self._asked(instance) if not self._knows(ref)), None)
            if unknown is None:
                located.append(instance)
            else:
                missing = missing or self._missing(unknown)
        return located, missing

    def _tables(self, instance: Instance) -> set[str]:
        return {item.table for item in parse(instance.rule.expect).items}

    def _asked(self, instance: Instance) -> Iterator[CellRef]:
        """The cells of an instance, and one for every table and column that it speaks of without a cell."""
        yield from (addend.ref for addend in instance.left + instance.right)
        for item in parse(instance.rule.expect).items:
            column = instance.column if item.column == "{column}" else item.column
            for name in self._universe.columns(item.table, column):
                yield CellRef(item.table, ANY_SUBJECT, name)

    def _knows(self, ref: CellRef) -> bool:
        """Digits are subjects: which of them a table lists is for the table to say."""
        if ref in self._unknown:
            return False
        columns, rows = self._located.get(ref.table, _NOWHERE)
        return ref.column in columns and (rows is None or ref.row in rows or ref.row.isdigit())

    def _missing(self, ref: CellRef) -> str:
        spec = self._disclosure.layout.forms[ref.table]
        if ref in self._unknown:
            return f"{label_of(ref, self._disclosure)}的公式没有保存结果，也算不出来"
        if self._disclosure.form(ref.table) is None:
            what = "附表" if ref.table in self._disclosure.layout.supporting else ""
            return f"工作簿里没有读到{what}《{spec.title}》"
        if ref.column not in self._located[ref.table][0]:
            return f"《{spec.title}》里没有找到“{ref.column}”栏"
        return f"《{spec.title}》里没有找到“{ref.row}”行"

    def _why_not(self, name: str) -> str:
        if name not in self._conditions:
            self._conditions[name] = self._judge(name)
        return self._conditions[name]

    def _judge(self, name: str) -> str:
        condition = self._disclosure.layout.conditions[name]
        for expression in condition.all_of:
            rule = RuleSpec(name, name, Kind.COPY, Severity.HINT, "", "", "", expect=expression)
            try:
                instances = expand(rule, self._universe)
            except NotInLayout as reason:
                return str(reason)
            instances, missing = self.known(instances)
            if missing:
                return missing
            for instance in instances:
                result = evaluate(instance, self._disclosure.amount)
                if result.status is Status.FAILED:
                    return condition.unless
        return ""


def _located(table: Table) -> tuple[set[str], set[str] | None]:
    """The columns and the fixed rows that were located; no rows for a table listed by subject."""
    columns = {column for row in table.listing for column in row.columns}
    if not table.listing:
        columns = {column.id for column in table.spec.amounts}
    units = {row.id for row in table.spec.rows if row.unit}
    return columns, None if table.spec.listed else units.union(table.rows)
