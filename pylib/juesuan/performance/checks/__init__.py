"""Checks of 绩效自评. Each takes the rule and the case, and yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.performance.checks import agreement, arithmetic, entries, publication, repeated_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.performance.case import Case

PERFORMANCE_CHECKS: dict[str, Callable[[RuleSpec, Case], Iterator[Finding]]] = {
    "execution_rate": arithmetic.execution_rate,
    "execution_points": arithmetic.execution_points,
    "overspent": arithmetic.overspent,
    "total_points": arithmetic.total_points,
    "weights": arithmetic.weights,
    "above_weight": arithmetic.above_weight,
    "scored": arithmetic.scored,
    "told_rates": arithmetic.told_rates,
    "exclusive_boxes": entries.exclusive_boxes,
    "unusual_boxes": entries.unusual_boxes,
    "title_and_name": entries.title_and_name,
    "actual_is_limit": entries.actual_is_limit,
    "cost_above_target": entries.cost_above_target,
    "summary_points": agreement.summary_points,
    "summary_rate": agreement.summary_rate,
    "missed_but_none": agreement.missed_but_none,
    "same_indicator": agreement.same_indicator,
    "number_of_projects": publication.number_of_projects,
    "attachments_named": publication.attachments_named,
    "project_amounts": publication.project_amounts,
    "projects_told": publication.projects_told,
    "share_of_projects": publication.share_of_projects,
    "whole_amount": publication.whole_amount,
    "department_and_tables": publication.department_and_tables,
    "part_of_whole": publication.part_of_whole,
    "repeated_numbers": repeated_numbers.repeated_numbers,
}
