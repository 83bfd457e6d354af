"""How a command ends before its end: refused with a sentence for people, or given up by the person."""

from __future__ import annotations


class RefusedError(Exception):
    """What was asked for cannot be done here: one Chinese sentence saying why and what to do."""


class CancelledError(Exception):
    """The person said no, or closed a dialog. Nothing has been changed."""
