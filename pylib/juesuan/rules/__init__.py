"""Deciding: sees a Disclosure, never a spreadsheet."""

from juesuan.rules.checking import check

__all__ = ["check"]
