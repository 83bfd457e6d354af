"""Specs on disk become one resolved Layout; a broken spec is refused with file, line and reason."""

from juesuan.layouts.errors import SpecError
from juesuan.layouts.resolve import layout_ids, load_layout

__all__ = ["SpecError", "layout_ids", "load_layout"]
