"""Why a check could not say anything."""

from __future__ import annotations


class NotApplicable(Exception):  # noqa: N818 - not an error: it says that there is nothing to say
    """A check does not apply; the text is the reason, for the report's list of rules."""
