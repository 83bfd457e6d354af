"""Small ledgers of every kind for property tests: negative amounts, balances, several funds in one 项."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.making.departments import ECONOMIC, FUNDS, THREE_PUBLIC, Item, Ledger, Other

CODES = ("2010101", "2010102", "2010201", "2080501", "2080505", "2120101", "2129999")
COLUMNS = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")

whole = st.integers(-300, 300).map(lambda steps: steps * 10_000)  # hundreds of 元: exact in 万元
anything = st.integers(-3_000_000, 30_000_000)
halves = st.integers(-3, 30).map(lambda steps: steps * 10_000 + 5_000)
tiny = st.integers(-6_000, 6_000)
fen = st.one_of(st.just(0), whole, anything, halves, tiny)
not_negative = fen.map(abs)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """A ledger of one to a few dozen lines."""
    carried = draw(st.booleans())
    balance = fen if carried else st.just(0)
    items = draw(
        st.lists(
            st.builds(Item, st.sampled_from(FUNDS), st.sampled_from(CODES), fen, fen, balance, balance),
            min_size=1,
            max_size=12,
        )
    )
    others = draw(
        st.lists(
            st.builds(
                Other,
                st.sampled_from(CODES),
                st.sampled_from(COLUMNS),
                not_negative,
                not_negative,
                not_negative,
            ),
            max_size=4,
        )
    )
    economic = draw(st.dictionaries(st.sampled_from(ECONOMIC), fen, max_size=6))
    public = draw(st.dictionaries(st.sampled_from(sorted(THREE_PUBLIC)), not_negative, max_size=4))
    budget = draw(st.dictionaries(st.sampled_from(sorted(THREE_PUBLIC)), not_negative, max_size=4))
    opening = draw(not_negative) if others else 0
    return Ledger(tuple(items), tuple(others), economic, public, budget, opening)
