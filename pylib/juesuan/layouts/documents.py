"""YAML documents that remember where each value stands, so that an error can point at file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from juesuan.layouts.errors import SpecError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A YAML mapping with its file and the line of each key."""

    __slots__ = ("file", "line", "lines")

    def __init__(self, file: str, line: int) -> None:
        """Start an empty mapping that began at ``line``."""
        super().__init__()
        self.file = file
        self.line = line
        self.lines: dict[str, int] = {}

    def error(self, reason: str, key: str | None = None) -> SpecError:
        """Build the error for this mapping, or for one of its keys."""
        return SpecError(self.file, self.lines.get(key or "", self.line), reason)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text value; raise SpecError when it is missing or something else."""
        value = self.get(key, default)
        if value is None:
            raise self.error(f"缺少“{key}”")
        if not isinstance(value, str):
            raise self.error(f"“{key}”应为文字，实为 {value!r}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts (a single text counts as a list of one)."""
        value = self.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise self.error(f"“{key}”应为文字的列表", key)
        return tuple(values)

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number; raise SpecError when it is missing or something else."""
        value = self.get(key, default)
        if value is None:
            raise self.error(f"缺少“{key}”")
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"“{key}”应为整数，实为 {value!r}", key)
        return value

    def flag(self, key: str) -> bool:
        """Return a yes/no value, no when absent."""
        value = self.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"“{key}”应为 true 或 false，实为 {value!r}", key)
        return value

    def items_of(self, key: str) -> list[Mapping]:
        """Return a list of mappings, empty when absent."""
        value = self.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.error(f"“{key}”应为条目的列表", key)
        return value

    def mapping(self, key: str) -> Mapping:
        """Return a nested mapping, empty when absent."""
        value = self.get(key)
        if value is None:
            return Mapping(self.file, self.line)
        if not isinstance(value, Mapping):
            raise self.error(f"“{key}”应为键值对", key)
        return value

    def only(self, *allowed: str) -> None:
        """Raise SpecError when a key is not one of those allowed: a typing mistake must not pass silently."""
        for key in self:
            if key not in allowed:
                raise self.error(f"不认识的键“{key}”，可用：{'、'.join(allowed)}", key)


def load_document(path: Path) -> Any:
    """Read one YAML file; mappings come back as :class:`Mapping`. Raises SpecError on broken YAML."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "不是 UTF-8 文本"
        raise SpecError(path.name, mark.line + 1 if mark else 1, f"无法解析：{problem}") from error
    if node is None:
        raise SpecError(path.name, 1, "文件是空的")
    return _value(node, path.name)


def _value(node: yaml.Node, file: str) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        mapping = Mapping(file, line)
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                raise SpecError(file, key_node.start_mark.line + 1, f"键“{key}”重复")
            mapping[key] = _value(value_node, file)
            mapping.lines[key] = key_node.start_mark.line + 1
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file) for item in node.value]
    return _scalar(node, file)


def _scalar(node: yaml.Node, file: str) -> Any:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() in {"true", "yes", "on"}
        case "int":
            return int(text)
        case "float":
            return float(text)
        case "str":
            return text
    raise SpecError(file, node.start_mark.line + 1, f"不支持的值“{text}”，文字请加引号")
