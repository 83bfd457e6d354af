"""How a Windows program splits its command line into arguments, by Microsoft's published rules."""

from __future__ import annotations


def windows_arguments(line: str) -> list[str]:
    """Return the arguments, the program first."""
    arguments: list[str] = []
    current, quoted, begun, slashes = "", False, False, 0
    for sign in f"{line} ":
        if sign == "\\":
            slashes += 1
            begun = True
            continue
        if sign == '"':
            current += "\\" * (slashes // 2)
            if slashes % 2:
                current += sign
            else:
                quoted = not quoted
            begun = True
        else:
            current += "\\" * slashes
            if sign.isspace() and not quoted:
                if begun:
                    arguments.append(current)
                current, begun = "", False
            else:
                current, begun = current + sign, True
        slashes = 0
    assert not quoted, f"a quote is left open: {line}"
    return arguments
