"""名词解释: the general terms of a layout that occur, and every 项 in use."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS, user_folder
from juesuan.model.narrative import Missing, Term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.narrative import Material
    from juesuan.narrative.sentences import Sentences
    from juesuan.narrative.spec import NarrativeSpec

ITEMS = "本部门使用的支出功能分类科目（项）"
_TABLES = ("general_budget", "government_fund", "state_capital", "expenditure")
_ITEM_DIGITS = 7


def glossary_of(spec: NarrativeSpec, disclosure: Disclosure, sentences: Sentences) -> tuple[Term, ...]:
    """All terms in printed order; the meaning of a 项 that no catalogue explains is a gap."""
    material = disclosure.material
    general = [
        Term(name, material.explanations.get(name, text))
        for name, text, when in spec.terms
        if not when or sentences.value(when, f"phrases.yaml:{name}")
    ]
    return (*general, *_items(disclosure, material))


def _items(disclosure: Disclosure, material: Material) -> Iterator[Term]:
    known = {**explanations(), **material.explanations}
    for code, label in sorted(_codes(disclosure).items()):
        names = []
        for digits, level in ((3, "类"), (5, "款"), (7, "项")):
            subject = disclosure.layout.subject(code[:digits])
            name = subject.name if subject else (label if digits == _ITEM_DIGITS else code[:digits])
            names.append(f"{name}（{level}）")
        name = names[-1].removesuffix("（项）")
        meaning = (
            known.get(code)
            or known.get(name)
            or Missing(f"{code}{label}的解释", f"说明素材：名词解释.{code}")
        )
        yield Term("".join(names), meaning, ITEMS)


def _codes(disclosure: Disclosure) -> dict[str, str]:
    """Every 项 with a figure in one of the tables of expenditure, with its printed name."""
    return {
        code: row.label.strip()
        for name in _TABLES
        if name in disclosure.tables
        for code, row in disclosure.tables[name].by_code.items()
        if len(code) == _ITEM_DIGITS and any(amount.value for amount in row.amounts.values())
    }


def explanations() -> dict[str, str]:
    """What 项 mean, by code, or by name where the name says it all.

    Built in, with the user's own file (``catalogs/explanations.csv``) laid over it.
    """
    return _read(SPECS / "narrative" / "explanations.csv") | _read(
        user_folder() / "catalogs" / "explanations.csv"
    )


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {record["code"]: record["text"] for record in csv.DictReader(file)}
