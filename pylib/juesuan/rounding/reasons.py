"""Why a figure is not its plain rounding: the identities that plain rounding would break, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from juesuan.model.amount import format_hundredths
from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.rounding.figures import plain
from juesuan.rules.evaluate import Result, evaluate
from juesuan.rules.instances import Instance
from juesuan.rules.wording import label_of

_NAMED = 2  # identities named in one reason


def identity_text(instance: Instance, disclosure: Disclosure) -> str:
    """An identity in words: the figure it is about and its title.

    A comparison without a rule id keeps a circumstance (its title) from seeming to hold.
    """
    if not instance.rule.id:
        return f"{label_of(instance.subject, disclosure)}：应看得出并非“{instance.rule.title}”"
    return f"{label_of(instance.subject, disclosure)}：{instance.rule.title}（{instance.rule.id}）"


class Reasons:
    """Reasons for the moved figures of one rounding."""

    def __init__(self, exact: Disclosure, binding: Sequence[Instance]) -> None:
        """Find what plain rounding breaks among the identities that bind."""
        self._exact = exact
        self._plain = plain(exact)
        self._binding = binding
        self._about: dict[CellRef, list[int]] = defaultdict(list)
        for place, instance in enumerate(binding):
            for addend in instance.left + instance.right:
                self._about[addend.ref].append(place)

    def why(self, refs: Iterable[CellRef], moved: Collection[CellRef]) -> str:
        """Why the figure in these cells was moved; ``moved`` are all cells that were."""
        own = set(refs)
        touching = [self._binding[place] for place in sorted({p for ref in own for p in self._about[ref]})]
        compared = (evaluate(instance, self._plain.amount, exact=True) for instance in touching)
        broken = [result for result in compared if result.status is Status.FAILED]
        if broken:
            named = "；".join(self._breaks(result) for result in broken[:_NAMED])
            more = f"；还有 {len(broken) - _NAMED} 处" if len(broken) > _NAMED else ""
            return f"逐格四舍五入后，{named}{more}"
        for instance in touching:
            others = (each.ref for each in instance.left + instance.right if each.ref not in own)
            partner = next((ref for ref in others if ref in moved), None)
            if partner is not None:
                with_whom = label_of(partner, self._exact)
                return f"{with_whom}调整后，本数须随之调整，才能保持{identity_text(instance, self._exact)}"
        return "与四舍五入同样接近原数，取固定的一种"

    def _breaks(self, result: Result) -> str:
        size = format_hundredths(abs(result.residual))
        return f"{identity_text(result.instance, self._exact)}相差 {size} 万元"
