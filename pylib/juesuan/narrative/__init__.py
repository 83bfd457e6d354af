"""The explanation in words (第三部分), charts and glossary, written from a disclosure's figures."""

from juesuan.narrative.explaining import explain
from juesuan.narrative.material import Material, Rewording

__all__ = ["Material", "Rewording", "explain"]
