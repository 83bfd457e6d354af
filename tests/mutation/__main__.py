"""``python -m tests.mutation`` runs the whole study and writes docs/mutation.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.making.disclosures import example
from tests.mutation.mutations import Hypothesis, mutations
from tests.mutation.page import page
from tests.mutation.study import UNNOTICED, Judgement, Study

Figures = tuple[str, str]  # folder of an example's figures, and its layout

CORRECTED: Figures = ("qingshan-2023/figures/corrected", "wuhan-2023")
GENERATED: Figures = ("shanghai-2024/figures", "shanghai-2024")
RESULT = Path(__file__).parents[2] / "docs" / "mutation.md"


def main() -> None:
    """Judge every change of the corrected example, and of the generated one for comparison."""
    parts = [(figures, hypothesis) for figures in (CORRECTED, GENERATED) for hypothesis in Hypothesis]
    with ProcessPoolExecutor() as pool:
        typed, live, *generated = pool.map(judged, *zip(*parts, strict=True))
    judgements = [*typed, *live]
    more = compared([judgement for part in generated for judgement in part])
    RESULT.write_text(page(example(*CORRECTED), judgements, more), encoding="utf-8")


def judged(figures: Figures, hypothesis: Hypothesis) -> list[Judgement]:
    """What checking makes of every change of every cell."""
    disclosure = example(*figures)
    study = Study(disclosure)
    return [study.judge(one) for one in mutations(disclosure, hypothesis)]


def compared(judgements: Sequence[Judgement]) -> Iterator[str]:
    """The same for the generated example, in a sentence."""
    found = sum(one.verdict not in UNNOTICED for one in judgements)
    yield "The same with the generated example, which has money of every kind and balances carried over:"
    yield f"{len(judgements):,} changes, {found:,} found,"
    yield f"**{sum(bool(one.accused) for one in judgements)}** wrong accusations,"
    yield f"{sum(bool(one.suspected) for one in judgements)} causes that speak of other cells only."


if __name__ == "__main__":
    main()
