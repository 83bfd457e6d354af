"""HiGHS, told what to do: whole choices under linear constraints, minimised for one aim after another.

The only module that knows highspy. Choices are whole numbers when they leave it, checked in exact arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from juesuan.rounding.program import Constraint, Term
from juesuan.rounding.watch import Watch

if TYPE_CHECKING:
    import highspy

_SEED = 20230101
_NEAR_WHOLE = 1e-5
_NO_COST = 1e-6  # a reduced cost below this is noise: costs are whole numbers


class Infeasible(Exception):  # noqa: N818 - an answer, not an error
    """No choices keep all constraints."""


class Found(NamedTuple):
    """Choices that keep all constraints; ``bound`` is a value that no choices can go below."""

    choices: list[int]
    value: int
    bound: float

    @property
    def best(self) -> bool:
        """Whether nothing is better: values are whole numbers, so a gap below 1 is none."""
        return self.value - self.bound < 1


class _Relaxed(NamedTuple):
    """The answer when choices need not be whole, with what it costs to leave it (reduced costs, duals)."""

    values: list[float]
    value: float
    reduced: list[float]
    duals: list[float]


class Solver:
    """A number of choices from 0 to ``upper`` under constraints."""

    def __init__(self, upper: Sequence[float], constraints: Sequence[Constraint], watch: Watch) -> None:
        """Hand the constraints to HiGHS: one thread and a fixed seed, so that results repeat."""
        import highspy

        self._highspy = highspy
        self._watch = watch
        self._constraints = list(constraints)
        self._columns = list(range(len(upper)))
        self._bounds = [(0.0, float(most)) for most in upper]
        self._highs = _silent_highs()
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", _SEED)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._highs.setOptionValue("mip_abs_gap", 0.5)  # values are whole numbers: nothing lies between
        self._highs.passModel(self._model())
        self._raised: BaseException | None = None
        self._highs.cbSimplexInterrupt.subscribe(self._interrupt)
        self._highs.cbMipInterrupt.subscribe(self._interrupt)

    def minimise(self, costs: Sequence[int], start: Sequence[int] | None) -> Found | None:
        """Find the best choices for one aim; later calls keep to what this one found to be best.

        Returns None when time ran out before anything was found. Raises Infeasible when nothing can be found.
        """
        self._highs.changeColsCost(len(self._columns), self._columns, [float(cost) for cost in costs])
        relaxed = self._solve_relaxed()
        if relaxed is None:
            return None
        found = self._exact(costs, relaxed.values, relaxed.value) or self._solve_whole(costs, start)
        if found is not None and found.best:
            self._keep(costs, found, relaxed)
        return found

    def _model(self) -> highspy.HighsLp:
        model = self._highspy.HighsLp()
        terms = [each.terms for each in self._constraints]
        model.num_col_, model.num_row_ = len(self._columns), len(terms)
        model.col_cost_ = [0.0] * len(self._columns)
        model.col_lower_ = [low for low, _ in self._bounds]
        model.col_upper_ = [high for _, high in self._bounds]
        model.row_lower_ = [float(each.least) for each in self._constraints]
        model.row_upper_ = [float(each.least) if each.equal else math.inf for each in self._constraints]
        starts = [0]
        for row in terms:
            starts.append(starts[-1] + len(row))
        model.a_matrix_.format_ = self._highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts
        model.a_matrix_.index_ = [term.figure for row in terms for term in row]
        model.a_matrix_.value_ = [float(term.coefficient) for row in terms for term in row]
        return model

    def _solve_relaxed(self) -> _Relaxed | None:
        """Solve without demanding whole choices: they mostly are whole all the same."""
        self._demand(self._highspy.HighsVarType.kContinuous)
        if not self._run():
            return None
        solution = self._highs.getSolution()
        value = float(self._highs.getInfo().objective_function_value)
        return _Relaxed(list(solution.col_value), value, list(solution.col_dual), list(solution.row_dual))

    def _solve_whole(self, costs: Sequence[int], start: Sequence[int] | None) -> Found | None:
        """Solve by branching, from a start if there is one."""
        self._demand(self._highspy.HighsVarType.kInteger)
        if start is not None:
            solution = self._highspy.HighsSolution()
            solution.col_value = [float(choice) for choice in start]
            self._highs.setSolution(solution)
        self._run()
        values = list(self._highs.getSolution().col_value)
        return self._exact(costs, values, float(self._highs.getInfo().mip_dual_bound))

    def _demand(self, kind: highspy.HighsVarType) -> None:
        kinds = [kind] * len(self._columns)
        self._highs.changeColsIntegrality(len(kinds), self._columns, kinds)  # type: ignore[arg-type]

    def _run(self) -> bool:
        """Run what has been set up; True when solved to the end. Raises Infeasible."""
        if not self._watch.going(always=True):
            return False
        if not math.isinf(self._watch.left):
            self._highs.setOptionValue("time_limit", self._watch.left)  # of this run
        self._highs.run()
        if self._raised is not None:
            raise self._raised
        status, states = self._highs.getModelStatus(), self._highspy.HighsModelStatus
        if status in {states.kInfeasible, states.kUnboundedOrInfeasible}:
            raise Infeasible
        self._watch.going()
        return bool(status == states.kOptimal)

    def _interrupt(self, event: highspy.HighsCallbackEvent) -> None:
        """Ask whether to go on. What is raised here (Ctrl+C too) must not pass through HiGHS: it waits."""
        try:
            going = self._watch.going()
        except BaseException as raised:  # noqa: BLE001 - raised again when HiGHS has returned
            self._raised = raised
            going = False
        if not going:
            event.interrupt()

    def _exact(self, costs: Sequence[int], values: Sequence[float], bound: float) -> Found | None:
        """Take values as choices; None when they are not whole or do not keep every constraint exactly."""
        if len(values) != len(self._columns):
            return None
        choices = [round(value) for value in values]
        if any(abs(value - choice) > _NEAR_WHOLE for value, choice in zip(values, choices, strict=True)):
            return None
        if not all(keeps(constraint, choices) for constraint in self._constraints):
            return None
        return Found(choices, sum(map(int.__mul__, costs, choices)), bound)

    def _keep(self, costs: Sequence[int], found: Found, relaxed: _Relaxed) -> None:
        """Let no later aim spoil this one.

        Choices with as good a value differ only where the reduced cost is no more than the gap to the relaxed
        value. Without a gap this and the constraints with a dual describe all of them; otherwise a constraint
        on the value is added.
        """
        gap = max(0.0, found.value - relaxed.value)
        for column, reduced in enumerate(relaxed.reduced):
            if abs(reduced) > gap + _NO_COST:
                self._bounds[column] = (float(found.choices[column]),) * 2
        self._highs.changeColsBounds(
            len(self._columns),
            self._columns,
            [low for low, _ in self._bounds],
            [high for _, high in self._bounds],
        )
        if gap > _NO_COST:
            self._cut(costs, found.value)
        else:
            self._tighten(relaxed.duals)

    def _tighten(self, duals: Sequence[float]) -> None:
        for row, dual in enumerate(duals):
            constraint = self._constraints[row]
            if not constraint.equal and abs(dual) > _NO_COST:
                self._highs.changeRowBounds(row, float(constraint.least), float(constraint.least))
                constraint = Constraint(constraint.terms, constraint.least, equal=True)
                self._constraints[row] = constraint

    def _cut(self, costs: Sequence[int], most: int) -> None:
        """Demand that the costs add up to ``most`` at most."""
        terms = tuple(Term(column, -cost) for column, cost in enumerate(costs) if cost)
        self._constraints.append(Constraint(terms, -most, equal=False))
        columns, values = [term.figure for term in terms], [float(term.coefficient) for term in terms]
        self._highs.addRow(float(-most), math.inf, len(terms), columns, values)


def _silent_highs() -> highspy.Highs:
    """HiGHS that writes nothing.

    Making a Highs turns on callbacks, which prints a banner to standard output, where it would spoil what
    a command writes there; so output is turned off just before.
    """
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - its name there
            self.setOptionValue("output_flag", False)  # noqa: FBT003 - the interface of HiGHS
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent()  # type: ignore[no-untyped-call]


def keeps(constraint: Constraint, choices: Sequence[int]) -> bool:
    """Whether whole choices keep a constraint."""
    total = sum(term.coefficient * choices[term.figure] for term in constraint.terms)
    return total == constraint.least if constraint.equal else total >= constraint.least
