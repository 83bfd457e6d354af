"""Documents as text: docx, PDF, HTML and plain text become paragraphs."""

from juesuan.texts.reading import read_writing

__all__ = ["read_writing"]
