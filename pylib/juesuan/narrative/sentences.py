"""Sentence templates become text with gaps, and the questions that only the officer can answer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from juesuan.layouts.errors import SpecError
from juesuan.model.narrative import Missing, Question, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

# Signs that no workbook and no answer contains: they carry a gap through the template.
_BEGIN, _BETWEEN, _END, _LINE = "\ue000", "\ue001", "\ue002", "\ue003"
_GAP = re.compile(f"{_BEGIN}([^{_BETWEEN}]*){_BETWEEN}([^{_END}]*){_END}")
_ENDS = "。；，、;, \n\t"
MATERIAL_SHEET = "说明素材"


class Sentences:
    """Renders the templates of one explanation; collects the questions they ask, in order."""

    def __init__(self, phrases: str, names: Mapping[str, Any], answers: Mapping[str, str]) -> None:
        """Make ``names`` and the shared ``phrases`` known to every template."""
        self.questions: dict[str, Question] = {}
        self.section = ""
        self._answers = answers
        self._environment = _environment()
        self._environment.globals.update(names, ask=self._ask, gap=gap)
        self._environment.filters["detail"] = names["detail"]
        macros = self._template(phrases).make_module()
        shared = {name: macro for name, macro in vars(macros).items() if not name.startswith("_")}
        self._environment.globals.update(shared)

    def write(self, template: str, place: str, **names: Any) -> tuple[Span, ...]:  # noqa: ANN401 - any value
        """Render one template into spans; empty when it renders to nothing. Raises SpecError when broken."""
        try:
            text = self._template(template).render(**names)
        except TemplateError as error:
            file, _, line = place.rpartition(":")
            raise SpecError(file, int(line or 1), f"句子模板有误：{error}") from error
        return spans_of(re.sub(r"\s*\n\s*", "", text).strip().replace(_LINE, "\n"))

    def value(self, expression: str, place: str) -> Any:  # noqa: ANN401 - whatever the expression gives
        """Evaluate an expression such as ``subjects("301")``. Raises SpecError when it is broken."""
        try:
            return vars(self._template(f"{{% set result = ({expression}) %}}").make_module())["result"]
        except TemplateError as error:
            file, _, line = place.rpartition(":")
            raise SpecError(file, int(line or 1), f"表达式“{expression}”有误：{error}") from error

    def _template(self, source: str) -> Template:
        environment = self._environment
        return Template.from_code(environment, _compiled(source), environment.globals)

    def _ask(self, key: str, question: str, figures: str = "") -> str:
        """The officer's answer to a question, or a gap that says where to answer it."""
        answer = self._answers.get(key, "").strip().rstrip(_ENDS)
        plain = "".join(str(span) for span in spans_of(figures))
        self.questions.setdefault(key, Question(key, self.section, question, plain, answer))
        return re.sub(r"\s*\n\s*", _LINE, answer) or gap(question, f"{MATERIAL_SHEET}：{key}")


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@lru_cache(maxsize=1024)
def _compiled(source: str) -> CodeType:
    """Compile a template once, however many 项 and departments it writes about."""
    return _environment().compile(source)


def gap(what: str, where: str) -> str:
    """Mark a gap inside a text."""
    return f"{_BEGIN}{what}{_BETWEEN}{where}{_END}"


def spans_of(text: str) -> tuple[Span, ...]:
    """Split a rendered text at its gaps."""
    spans: list[Span] = []
    position = 0
    for match in _GAP.finditer(text):
        spans += [text[position : match.start()], Missing(match[1], match[2])]
        position = match.end()
    spans.append(text[position:])
    return tuple(span for span in spans if span)


def lines_of(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Split spans where an answer of the officer begins a new line."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.split("\n") if isinstance(span, str) else [span]
        lines[-1].append(first)
        lines += [[other] for other in others]
    return [tuple(span for span in line if span) for line in lines]
