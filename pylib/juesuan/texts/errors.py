"""What goes wrong with documents, in one sentence for people."""


class TextError(ValueError):
    """A document that cannot be read, or that is not what it should be."""
