"""The projects that the section on performance tells of, each with the form that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.performance import Form
    from juesuan.performance.case import Case, Told

_ITEM = re.compile(r"(?:(?<=\D)|^)\d{1,2}[.、](?P<title>[^。；:：]{2,60}?)(?:项目)?绩效自评综述[:：]")
_PLAIN = re.compile(r"(?:(?<=\D)|^)\d{1,2}[.、](?P<title>[^。；:：]{2,60}?)(?:项目)?[:：]")
_QUOTED = re.compile(r"“(?P<name>[^”]+)”")
_YEAR = re.compile(r"^\d{4}年度?")
_LIKE = 8  # signs of a project's name that the words on it repeat in a row


@dataclass(frozen=True, slots=True)
class ToldProject:
    """A paragraph on a project: its title, its words, where it begins.

    ``form`` is the form it is about, None where there is none. ``doubt`` says on what that rests when the
    names are not the same; ``several`` says that the title may name more than one project.
    """

    title: str
    words: str
    start: int
    form: Form | None = None
    doubt: str = ""
    several: bool = False


def told_projects(case: Case) -> tuple[ToldProject, ...]:
    """Find them: by name, else by a name that contains the other, else by what the words repeat of a name."""
    forms = case.evaluation.projects
    paragraphs = list(_paragraphs(case.projects, forms))
    named = [_named(told.title, forms) for told in paragraphs]
    return tuple(
        _matched(told, form, [other for other in forms if other not in named])
        for told, form in zip(paragraphs, named, strict=True)
    )


def _paragraphs(told: Told, forms: Sequence[Form]) -> Iterator[ToldProject]:
    """Those called 绩效自评综述; a text that calls none so has them under the names of the forms alone."""
    found = list(_ITEM.finditer(told.text))
    if not found:
        found = [match for match in _PLAIN.finditer(told.text) if _named(match["title"], forms)]
    for place, match in enumerate(found):
        stop = found[place + 1].start() if place + 1 < len(found) else len(told.text)
        yield ToldProject(match["title"], told.text[match.end() : stop], match.start("title"))


def _matched(told: ToldProject, named: Form | None, free: Sequence[Form]) -> ToldProject:
    title, words, start = told.title, told.words, told.start
    if named is not None:
        return ToldProject(title, words, start, named)
    contained = [form for form in free if any(name in title or title in name for name in _names(form))]
    if contained:
        form = max(contained, key=lambda one: len(one.name))
        several = any(sign in title for sign in "及、和")
        return ToldProject(title, words, start, form, f"；名称不完全相同，按“{form.name}”核对", several)
    alike = [form for form in free if _repeats(words, form.name)]
    if len(alike) == 1:
        return ToldProject(title, words, start, alike[0], f"；按正文的内容看，说的是“{alike[0].name}”")
    return told


def _named(title: str, forms: Sequence[Form]) -> Form | None:
    """The form of the same name; a heading before a dash (…专项-) is left out."""
    titles = {title, _YEAR.sub("", title), re.split(r"[-—–]", title)[-1]}
    return next((form for form in forms if titles & _names(form)), None)


def _names(form: Form) -> set[str]:
    quoted = _QUOTED.search(form.title)
    names = {form.name, quoted["name"] if quoted else ""}
    return {name for name in names | {_YEAR.sub("", name) for name in names} if name}


def _repeats(words: str, name: str) -> bool:
    return any(name[start : start + _LIKE] in words for start in range(len(name) - _LIKE + 1))
