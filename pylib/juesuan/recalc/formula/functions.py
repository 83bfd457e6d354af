"""The functions that such workbooks use. Where programs disagree, none of them is taken for right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from juesuan.recalc.formula.criteria import matching
from juesuan.recalc.formula.values import (
    EXACT,
    VALUE_ERROR,
    ZERO,
    CannotEvaluate,
    ErrorValue,
    Failure,
    Value,
    as_number,
    as_text,
    as_truth,
    floor,
    rounded,
)


class AreaValues(list[Value]):
    """The values of an area, with the answers to what has been searched in it."""

    def __init__(self, values: Iterable[Value]) -> None:
        """Nothing has been searched yet."""
        super().__init__(values)
        self.found: dict[tuple[type, Value], frozenset[int]] = {}


@dataclass(frozen=True, slots=True)
class Range:
    """The cells of a reference, row by row. ``worked_out`` marks a text that an expression came to."""

    shape: tuple[int, int]
    values: Sequence[Value]
    worked_out: bool = False


Argument: TypeAlias = Value | Range
Compute: TypeAlias = Callable[[Sequence[Argument]], Value]
_MANY = 255


def _numbers(arguments: Sequence[Argument]) -> Iterator[Decimal]:
    """Numbers to add up: in cells only real numbers count, written in the formula also what reads as one."""
    for argument in arguments:
        if not isinstance(argument, Range):
            yield as_number(argument)
            continue
        if argument.worked_out:
            raise CannotEvaluate("求和里有文本结果")
        for value in argument.values:
            if isinstance(value, ErrorValue):
                raise Failure(value)
            if isinstance(value, Decimal):
                yield value


def _sum(arguments: Sequence[Argument]) -> Decimal:
    total = ZERO
    for number in _numbers(arguments):
        total = EXACT.add(total, number)
    return total


def _single(argument: Argument) -> Value:
    """The one value of an argument. Raises Failure on an error, CannotEvaluate on several cells."""
    value = argument
    if isinstance(argument, Range):
        if argument.shape != (1, 1):
            raise CannotEvaluate("区域用在了只能放一个值的地方")
        value = argument.values[0]
    if isinstance(value, ErrorValue):
        raise Failure(value)
    return value  # type: ignore[return-value]  # a range was taken apart above


def _truths(arguments: Sequence[Argument]) -> list[bool]:
    truths = []
    for argument in arguments:
        if isinstance(argument, Range) and not argument.worked_out:
            for value in argument.values:
                if isinstance(value, ErrorValue):
                    raise Failure(value)
                if isinstance(value, bool | Decimal):
                    truths.append(as_truth(value))
        else:
            truths.append(as_truth(_single(argument)))
    if not truths:
        raise Failure(VALUE_ERROR)
    return truths


def _is_blank(arguments: Sequence[Argument]) -> bool:
    (argument,) = arguments
    return isinstance(argument, Range) and argument.shape == (1, 1) and argument.values[0] is None


def _is(kind: type | tuple[type, ...]) -> Compute:
    def tell(arguments: Sequence[Argument]) -> bool:
        (argument,) = arguments
        value = argument
        if isinstance(argument, Range):
            if argument.shape != (1, 1):
                raise CannotEvaluate("区域用在了只能放一个值的地方")
            value = argument.values[0]
        return isinstance(value, kind)

    return tell


def _count(arguments: Sequence[Argument]) -> Decimal:
    count = 0
    for argument in arguments:
        if isinstance(argument, Range):
            count += sum(isinstance(value, Decimal) for value in argument.values)
        elif isinstance(argument, Decimal | bool):
            count += 1
        elif isinstance(argument, str):
            raise CannotEvaluate("COUNT 里直接写了文本")
    return Decimal(count)


def _counted_filled(arguments: Sequence[Argument]) -> Decimal:
    count = 0
    for argument in arguments:
        values = argument.values if isinstance(argument, Range) else (argument,)
        count += sum(value is not None for value in values)
    return Decimal(count)


def _matches(pairs: Sequence[Argument]) -> tuple[tuple[int, int], frozenset[int]]:
    """The positions of cells that meet all of some pairs of range and criterion, and the ranges' shape."""
    shape: tuple[int, int] | None = None
    met: frozenset[int] = frozenset()
    for place in range(0, len(pairs), 2):
        area = _range(pairs[place])
        found = _found(area.values, _single(pairs[place + 1]))
        if shape not in {None, area.shape}:
            raise Failure(VALUE_ERROR)
        met = found if shape is None else met & found
        shape = area.shape
    return shape or (0, 0), met


def _found(values: Sequence[Value], criterion: Value) -> frozenset[int]:
    """The positions of values that meet a criterion, remembered where the values can be asked again."""
    if not isinstance(values, AreaValues):
        test = matching(criterion)
        return frozenset(position for position, value in enumerate(values) if test(value))
    key = type(criterion), criterion
    if key not in values.found:
        test = matching(criterion)
        values.found[key] = frozenset(position for position, value in enumerate(values) if test(value))
    return values.found[key]


def _range(argument: Argument) -> Range:
    if not isinstance(argument, Range) or argument.worked_out:
        raise CannotEvaluate("条件区域不是引用")
    return argument


def _count_if(arguments: Sequence[Argument]) -> Decimal:
    if len(arguments) % 2:
        raise CannotEvaluate("条件参数不成对")
    return Decimal(len(_matches(arguments)[1]))


def _sum_ifs(arguments: Sequence[Argument]) -> Decimal:
    if len(arguments) % 2 == 0:
        raise CannotEvaluate("条件参数不成对")
    summed = _range(arguments[0])
    shape, met = _matches(arguments[1:])
    if shape != summed.shape:
        raise Failure(VALUE_ERROR)
    chosen = [summed.values[position] for position in met]
    return _sum([Range((len(chosen), 1), chosen)])


def _sum_if(arguments: Sequence[Argument]) -> Decimal:
    summed = arguments[2] if len(arguments) > 2 else arguments[0]
    if _range(summed).shape != _range(arguments[0]).shape:
        raise CannotEvaluate("SUMIF 的两个区域大小不同")
    return _sum_ifs([summed, *arguments[:2]])


def _left(arguments: Sequence[Argument]) -> str:
    return as_text(_single(arguments[0]))[: _length(arguments[1:])]


def _right(arguments: Sequence[Argument]) -> str:
    text, length = as_text(_single(arguments[0])), _length(arguments[1:])
    return text[max(len(text) - length, 0) :]


def _middle(arguments: Sequence[Argument]) -> str:
    start = int(as_number(_single(arguments[1]))) - 1
    if start < 0:
        raise Failure(VALUE_ERROR)
    return as_text(_single(arguments[0]))[start : start + _length(arguments[2:])]


def _length(arguments: Sequence[Argument]) -> int:
    length = int(as_number(_single(arguments[0]))) if arguments else 1
    if length < 0:
        raise Failure(VALUE_ERROR)
    return length


# Name: fewest and most arguments, and what is computed of them.
FUNCTIONS: dict[str, tuple[int, int, Compute]] = {
    "SUM": (1, _MANY, _sum),
    "ABS": (1, 1, lambda arguments: abs(as_number(_single(arguments[0])))),
    "ROUND": (2, 2, lambda args: rounded(as_number(_single(args[0])), as_number(_single(args[1])))),
    "INT": (1, 1, lambda arguments: floor(as_number(_single(arguments[0])))),
    "MAX": (1, _MANY, lambda arguments: max(_numbers(arguments), default=ZERO)),
    "MIN": (1, _MANY, lambda arguments: min(_numbers(arguments), default=ZERO)),
    "AND": (1, _MANY, lambda arguments: all(_truths(arguments))),
    "OR": (1, _MANY, lambda arguments: any(_truths(arguments))),
    "NOT": (1, 1, lambda arguments: not as_truth(_single(arguments[0]))),
    "ISBLANK": (1, 1, _is_blank),
    "ISNUMBER": (1, 1, _is(Decimal)),
    "ISTEXT": (1, 1, _is(str)),
    "ISERROR": (1, 1, _is(ErrorValue)),
    "COUNT": (1, _MANY, _count),
    "COUNTA": (1, _MANY, _counted_filled),
    "COUNTIF": (2, 2, _count_if),
    "COUNTIFS": (2, _MANY, _count_if),
    "SUMIF": (2, 3, _sum_if),
    "SUMIFS": (3, _MANY, _sum_ifs),
    "LEN": (1, 1, lambda arguments: Decimal(len(as_text(_single(arguments[0]))))),
    "LEFT": (1, 2, _left),
    "RIGHT": (1, 2, _right),
    "MID": (3, 3, _middle),
}
