"""click in Chinese: its own words and messages, so that a user never meets an English sentence.

click sends every text it shows through gettext functions that each of its modules imported by name; here
these names are bound to a look-up in the table below. A test goes through click's sources and holds the table
complete.
"""

from __future__ import annotations

import sys

import click

_SINGULAR = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show the version and exit.": "显示版本号。",
    "Show this message and exit.": "显示本帮助。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "(dynamic)": "（视情况而定）",
    "deprecated": "已停用",
    "required": "必填",
    "Aborted!": "已中断",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用 {command} {option} 查看帮助。",
    "Missing command.": "缺少命令",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "No such option: {name}": "没有选项“{name}”",
    "No such option {name!r}.": "没有选项“{name}”",
    "No such command {name!r}.": "没有命令“{name}”",
    "Invalid value: {message}": "取值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的取值不对：{message}",
    "Could not open file {filename!r}: {message}": "无法打开文件“{filename}”：{message}",
    "unknown error": "原因不明",
    "Option {name!r} does not take a value.": "选项“{name}”不带值",
    "Argument {name!r} takes {nargs} values.": "参数“{name}”需要 {nargs} 个值",
    "Invalid start character for option ({option})": "选项的写法不对：{option}",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Choice({choices})": "可选：{choices}",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是”或“否”，可写 {states}",
    "{value!r} is not a valid UUID.": "“{value}”不是 UUID",
    "Value must be an iterable.": "应为多个值",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在",
    "{name} {filename!r} is a file.": "{name}“{filename}”是一个文件",
    "{name} {filename!r} is a directory.": "{name}“{filename}”是一个文件夹",
    "{name} {filename!r} is not readable.": "{name}“{filename}”没有读取权限",
    "{name} {filename!r} is not writable.": "{name}“{filename}”没有写入权限",
    "{name} {filename!r} is not executable.": "{name}“{filename}”不能执行",
    "Shell completion is not supported for Bash versions older than 4.4.": "命令补全需要 Bash 4.4 以上",
    "Couldn't detect Bash version, shell completion is not supported.": "认不出 Bash 的版本，不能补全命令",
}
_PLURAL = {
    "Got unexpected extra argument ({args})": "多出了参数：{args}",
    "Did you mean {possibility}?": "是不是想用 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是想用其中之一：{possibilities}？",
    "Option {name!r} requires an argument.": "选项“{name}”后面要有值",
    "Option {name!r} requires {nargs} arguments.": "选项“{name}”后面要有 {nargs} 个值",
    "{value!r} is not {choice}.": "“{value}”不对，只能是 {choice}",
    "{value!r} is not one of {choices}.": "“{value}”不对，可选：{choices}",
    "{value!r} does not match the format {format}.": "“{value}”不合格式 {format}",
    "{value!r} does not match the formats {formats}.": "“{value}”不合任何一种格式：{formats}",
    "Takes {nargs} values but 1 was given.": "需要 {nargs} 个值，只给了 1 个",
    "Takes {nargs} values but {len} were given.": "需要 {nargs} 个值，给了 {len} 个",
    "{len_type} values are required, but {len_value} was given.": "需要 {len_type} 个值，给了 {len_value}",
    "{len_type} values are required, but {len_value} were given.": "需要 {len_type} 个值，给了 {len_value}",
    "Got unexpected extra arguments ({args})": "多出了参数：{args}",
}


def translated(text: str) -> str:
    """The Chinese for one of click's texts; the text itself where there is none."""
    return _SINGULAR.get(text, text)


def translated_count(one: str, many: str, count: int) -> str:
    """The Chinese for one of click's texts that change with a number."""
    return _PLURAL.get(one if count == 1 else many, one if count == 1 else many)


def speak_chinese() -> None:
    """Bind the gettext names of all click modules that are loaded, and the layout of help pages.

    click offers no other way to either. May be called again at no cost.
    """
    from juesuan.cli.help_pages import HelpPages

    click.Context.formatter_class = HelpPages
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "click":
            if hasattr(module, "_"):
                module._ = translated  # type: ignore[attr-defined]
            if hasattr(module, "ngettext"):
                module.ngettext = translated_count  # type: ignore[attr-defined]
