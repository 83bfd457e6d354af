"""The VBA wrappers of the worksheet functions, generated from their declarations in the library.

Static wrappers mean that Excel need not trust programs to write VBA, as xlwings' own import would need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from addin.build.places import use_library

if TYPE_CHECKING:
    from juesuan.excel.functions import WorksheetFunction

MODULE = "WorksheetFunctions"
_LONGEST_TEXT = 255  # what Excel's function wizard takes
_RESERVED_WORDS = """
    and as binary boolean byref byte byval call case const currency date declare dim do double each else
    empty end enum erase error event exit false for friend function get global gosub goto if imp in
    input integer is let like line long loop lset me mod new next not nothing null object on open option
    or print private property public put redim rem resume return rset select set single static step stop
    string sub then to true type until variant wend while with write xor
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())
_HEAD = f"""Attribute VB_Name = "{MODULE}"
Option Explicit
' Generated from pylib/juesuan/excel/functions: change it there.
Private Const WRONG_VALUE As Long = 2015
"""
_DESCRIBE_HEAD = """
' What the function wizard shows; the Chinese is in the sheet of messages.
Public Sub DescribeFunctions()
    On Error Resume Next"""


def wrapper_source() -> str:
    """Return the source of the module. Raises ValueError when a declaration cannot be written in VBA."""
    functions = declared_functions()
    wrappers = "".join(f"\n{_wrapper(function)}" for function in functions)
    described = "\n".join([_DESCRIBE_HEAD, *(_description(function) for function in functions), "End Sub"])
    return f"{_HEAD}{wrappers}{described}\n"


def function_texts() -> list[tuple[str, str]]:
    """Return key and text of all descriptions. Raises ValueError when one is too long for Excel."""
    texts = []
    for function in declared_functions():
        texts.append((function.name, function.description))
        texts += [(f"{function.name}.{argument.name}", argument.help) for argument in function.arguments]
    long = [key for key, text in texts if len(text) > _LONGEST_TEXT]
    if long:
        raise ValueError(f"descriptions longer than {_LONGEST_TEXT} characters: {long}")
    return texts


def declared_functions() -> tuple[WorksheetFunction, ...]:
    """Return the declarations, which are there without any library installed."""
    use_library()
    from juesuan.excel.functions import FUNCTIONS

    return FUNCTIONS


def _wrapper(function: WorksheetFunction) -> str:
    names = [argument.name for argument in function.arguments]
    bad = [
        name for name in names if not name.isidentifier() or not name.isascii() or name.lower() in _RESERVED
    ]
    if bad:
        raise ValueError(f"{function.name}: VBA has no arguments called {bad}")
    parameters = ", ".join(
        f"{'Optional ' * argument.optional}ByVal {argument.name} As Variant"
        for argument in function.arguments
    )
    values = ["Machine().CallersWorkbook()"] * function.needs_workbook + [f"Plain({name})" for name in names]
    lines = [
        f"Public Function {function.name}({parameters}) As Variant",
        "    On Error GoTo Failed",
        *(
            f"    If IsMissing({argument.name}) Then {argument.name} = Empty"
            for argument in function.arguments
            if argument.optional
        ),
        f'    {function.name} = Answer("{function.name}", Array({", ".join(values)}))',
        "    Exit Function",
        "Failed:",
        f"    {function.name} = CVErr(WRONG_VALUE)",
        "End Function",
    ]
    return "\n".join(lines) + "\n"


def _description(function: WorksheetFunction) -> str:
    helps = ", ".join(f'Message("{function.name}.{argument.name}")' for argument in function.arguments)
    return (
        f'    Application.MacroOptions Macro:="{function.name}", Description:=Message("{function.name}"), _\n'
        f'        Category:=Message("title"), ArgumentDescriptions:=Array({helps})'
    )
