"""What checking makes of a change: noticed or not, named or not, and whether anybody was accused wrongly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Finding
from juesuan.model.reference import CellRef
from juesuan.rules import check
from tests.making.disclosures import all_findings, changed
from tests.mutation.mutations import Mutation


class Verdict(StrEnum):
    """From best to worst, what the first new finding says about the changed cell."""

    NAMED = "named"  # it is the culprit
    SUSPECTED = "suspected"  # the finding says that it may be this cell
    POINTED_AT = "pointed at"  # the finding stands at this cell
    LISTED = "listed"  # the cell is one of the figures that the finding compares
    NOTICED = "noticed"  # a finding, elsewhere
    ROUNDING = "rounding"  # only as a difference that rounding explains
    MISSED = "missed"


UNNOTICED = {Verdict.ROUNDING, Verdict.MISSED}


@dataclass(frozen=True)
class Judgement:
    """How one mutation fared.

    ``accused`` are cells named as culprits that nobody changed, ``suspected`` causes that speak of such
    cells.
    """

    mutation: Mutation
    verdict: Verdict
    rule: str
    accused: tuple[str, ...]
    suspected: tuple[str, ...]


class Study:
    """Judges mutations of one set of figures against what checking says of the figures as they are."""

    def __init__(self, figures: Disclosure) -> None:
        """Remember what is found without any change."""
        self.figures = figures
        report = check(figures)
        self._known = {finding.fingerprint for finding in all_findings(report.findings)}
        self._roundings = len(report.roundings)

    def judge(self, mutation: Mutation) -> Judgement:
        """Check the figures with the change."""
        with changed(self.figures, mutation.changes) as figures:
            report = check(figures)
        new = [finding for finding in report.findings if finding.fingerprint not in self._known]
        cells = set(mutation.cells)
        addresses = {str(self.figures.address(ref)) for ref in cells}
        accused = tuple(str(f.culprit.ref) for f in new if f.culprit and f.culprit.ref not in cells)
        wrong = tuple(
            f.cause for f in new if not f.culprit and _places(f.cause) and not _places(f.cause) & addresses
        )
        if not new:
            verdict = Verdict.ROUNDING if len(report.roundings) > self._roundings else Verdict.MISSED
            return Judgement(mutation, verdict, "", accused, wrong)
        return Judgement(mutation, _verdict(new[0], cells, addresses), new[0].rule.id, accused, wrong)


def _places(cause: str) -> set[str]:
    """The addresses that a cause names."""
    return set(re.findall(r"（([^（）]+![A-Z]+\d+)）", cause))


def _verdict(first: Finding, cells: set[CellRef], addresses: set[str]) -> Verdict:
    if first.culprit and first.culprit.ref in cells:
        return Verdict.NAMED
    if not first.culprit and _places(first.cause) & addresses:
        return Verdict.SUSPECTED
    if first.ref in cells:
        return Verdict.POINTED_AT
    if any(term.ref in cells for term in first.left + first.right):
        return Verdict.LISTED
    return Verdict.NOTICED
