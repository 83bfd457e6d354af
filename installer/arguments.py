"""What may follow a command of ``install.py``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from installer.advice import Trouble


class WrongUse(Trouble):
    """The command was written wrongly."""


def read_options(
    command: str,
    arguments: Sequence[str],
    flags: Collection[str] = (),
    valued: Mapping[str, str] | None = None,
) -> dict[str, list[str]]:
    """Return the options that were given, each with its values; a flag has none.

    ``valued`` maps an option to what comes after it. Raises WrongUse for anything else.
    """
    given: dict[str, list[str]] = {}
    rest = list(arguments)
    while rest:
        name = rest.pop(0)
        if name in flags:
            given.setdefault(name, [])
        elif name in (valued or {}):
            if not rest:
                raise WrongUse(f"{name} 后面要写{(valued or {})[name]}")
            given.setdefault(name, []).append(rest.pop(0))
        else:
            raise WrongUse(f"{command} 后面不能有 {name}")
    return given
