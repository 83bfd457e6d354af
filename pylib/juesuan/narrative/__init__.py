"""The explanation in words (第三部分), charts and glossary, written from a disclosure's figures."""

from juesuan.narrative.explaining import explain

__all__ = ["explain"]
