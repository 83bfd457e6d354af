"""``python -m tests.mutation`` runs the whole study and writes docs/mutation.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from juesuan.model.disclosure import Disclosure
from tests.making.disclosures import example
from tests.mutation.mutations import Hypothesis, mutations
from tests.mutation.page import page
from tests.mutation.study import UNNOTICED, Judgement, Study

RESULT = Path(__file__).parents[2] / "docs" / "mutation.md"


def main() -> None:
    """Judge every change of the corrected example, and of the generated one for comparison."""
    corrected = example("qingshan-2023/figures/corrected", "wuhan-2023")
    judgements = judged(corrected)
    generated = judged(example("shanghai-2024/figures", "shanghai-2024"))
    RESULT.write_text(page(corrected, judgements, compared(generated)), encoding="utf-8")


def judged(figures: Disclosure) -> list[Judgement]:
    """What checking makes of every change of every cell."""
    study = Study(figures)
    return [study.judge(one) for hypothesis in Hypothesis for one in mutations(figures, hypothesis)]


def compared(judgements: Sequence[Judgement]) -> Iterator[str]:
    """The same for the generated example, in a sentence."""
    found = sum(one.verdict not in UNNOTICED for one in judgements)
    yield "The same with the generated example, which has money of every kind and balances carried over:"
    yield f"{len(judgements):,} changes, {found:,} found,"
    yield f"**{sum(bool(one.accused) for one in judgements)}** wrong accusations,"
    yield f"{sum(bool(one.suspected) for one in judgements)} causes that speak of other cells only."


if __name__ == "__main__":
    main()
