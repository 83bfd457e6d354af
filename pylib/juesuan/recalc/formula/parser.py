"""From the text of a formula to its parts. Only what can be evaluated is parsed."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from juesuan.books.properties import column_index
from juesuan.recalc.formula.syntax import (
    Area,
    Binary,
    Call,
    Cell,
    Constant,
    Formula,
    Name,
    Node,
    Reference,
    Slot,
    Unary,
)
from juesuan.recalc.formula.values import CannotEvaluate, ErrorValue, Value, shortened

_LONGEST = 8192  # characters; Excel's own limit
_DEEPEST = 64  # parentheses within each other; Excel's own limit for functions
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_SLOT = "\x1a"  # stands for a reference; no file can hold this character
_TEXT_OR_REFERENCE = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
      | (?<![\w.$!:\]])(?:(?:'(?:[^']|'')+'|\w[\w.]*)!)?{_CELL}(?:\s*:\s*{_CELL})?(?![\w.(!:])
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<slot>{_SLOT})
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
      | "(?P<text>(?:[^"]|"")*)"
      | (?P<error>\#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NULL!|NUM!))
      | (?P<function>[A-Za-z][A-Za-z0-9.]*)(?=\s*\()
      | (?P<logical>(?:TRUE|FALSE)(?![\w.(!:]))
      | (?P<name>[^\W\d][\w.]*(?![\w.(!:\[]))
      | (?P<operator><>|<=|>=|[-+*/&=<>%(),])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Z]+)\$?([0-9]+)(?:\s*:\s*\$?([A-Z]+)\$?([0-9]+))?",
    re.IGNORECASE,
)
_BINDING = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
}
_LITERALS: dict[str, Callable[[str], Value]] = {
    "number": lambda text: shortened(Decimal(text)),
    "text": lambda text: text.replace('""', '"'),
    "logical": lambda text: text.upper() == "TRUE",
    "error": lambda text: ErrorValue(text.upper()),
}
_SIGN = 5  # a sign in front binds more tightly than anything between two operands


class _Token(NamedTuple):
    kind: str
    text: str


_END = _Token("end", "")


def parse(formula: str) -> Formula:
    """Parse a formula, with or without ``=`` in front. Raises CannotEvaluate with the part not understood."""
    text = formula.strip().removeprefix("=")
    if len(text) > _LONGEST or _SLOT in text:
        raise CannotEvaluate("公式太长")
    found: list[str] = []

    def slot(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        found.append(match[0])
        return _SLOT

    form, names = _form(_TEXT_OR_REFERENCE.sub(slot, text))
    return Formula(form, tuple(map(_reference, found)), names)


@lru_cache(maxsize=4096)
def _form(text: str) -> tuple[Node, frozenset[str]]:
    """A formula without its references. Most formulas of a workbook are of few forms, filled down."""
    tokens = _tokens(text)
    return _Parser(tokens).whole(), frozenset(token.text for token in tokens if token.kind == "name")


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            rest = text[position:].replace(_SLOT, "…").strip()
            raise CannotEvaluate(f"看不懂公式里的“{rest[:20]}”")
        tokens.append(_Token(found.lastgroup, found[found.lastgroup]))
        position = found.end()
    return tokens


class _Parser:
    """A Pratt parser: operators bind by their strength, the left one first among equals."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = iter(tokens)
        self._next = next(self._tokens, _END)
        self._depth = 0
        self._slots = 0

    def whole(self) -> Node:
        node = self._expression(0)
        if self._next is not _END:
            raise CannotEvaluate(_unknown(self._next))
        return node

    def _take(self) -> _Token:
        token = self._next
        self._next = next(self._tokens, _END)
        return token

    def _expression(self, binding: int) -> Node:
        self._depth += 1
        if self._depth > 2 * _DEEPEST:
            raise CannotEvaluate("公式嵌套太深")
        left = self._operand()
        while self._next.kind == "operator":
            operator = self._next.text
            if operator == "%":
                self._take()
                left = Unary("%", left)
                continue
            strength = _BINDING.get(operator, 0)
            if strength <= binding:
                break
            self._take()
            left = Binary(operator, left, self._expression(strength))
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        token = self._take()
        match token:
            case _Token("number" | "text" | "logical" | "error", text):
                return Constant(_LITERALS[token.kind](text))
            case _Token("slot", _):
                self._slots += 1
                return Slot(self._slots - 1)
            case _Token("name", text):
                return Name(text)
            case _Token("function", text):
                self._take()
                return Call(text.upper(), tuple(self._arguments()))
            case _Token("operator", "-" | "+" as sign):
                return Unary(sign, self._expression(_SIGN))
            case _Token("operator", "("):
                inner = self._expression(0)
                self._close()
                return inner
        raise CannotEvaluate(_unknown(token))

    def _arguments(self) -> list[Node]:
        arguments: list[Node] = []
        if self._next.text == ")" and self._next.kind == "operator":
            self._take()
            return arguments
        while True:
            left_out = self._next.kind == "operator" and self._next.text in {",", ")"}
            arguments.append(Constant(None) if left_out else self._expression(0))
            if self._next != _Token("operator", ","):
                self._close()
                return arguments
            self._take()

    def _close(self) -> None:
        if self._take() != _Token("operator", ")"):
            raise CannotEvaluate("公式里的括号不成对")


def _unknown(token: _Token) -> str:
    return f"看不懂公式里的“{token.text.replace(_SLOT, '…')}”" if token.text else "公式不完整"


@lru_cache(maxsize=16384)
def _reference(text: str) -> Reference:
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise CannotEvaluate(f"看不懂引用“{text}”")
    quoted, bare, left, top, right, bottom = found.groups()
    sheet = quoted.replace("''", "'") if quoted else bare
    first = _place(top, left)
    if bottom is None:
        return Cell(sheet, *first)
    last = _place(bottom, right)
    rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
    return Area(sheet, rows[0], columns[0], rows[1], columns[1])


def _place(digits: str, letters: str) -> tuple[int, int]:
    row, column = int(digits) - 1, column_index(letters.upper())
    if not (0 <= row < _LAST_ROW and column < _LAST_COLUMN):
        raise CannotEvaluate(f"没有单元格 {letters}{digits}")
    return row, column
