"""A YAML file as plain values, with the line on which each of them stands.

YAML 1.2 in what it means (`NO` is Norway and not false, a date is text), read by libyaml
because a file with thousands of topics is read by every task. Built from its event stream
rather than its node tree: neither deep nesting nor aliases of aliases can exhaust anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

YamlPath = tuple[str | int, ...]

# No configuration nests deeper than about ten; an accident or an attack does.
_MAX_DEPTH = 50
_TOO_DEEP = f"nested more than {_MAX_DEPTH} deep"

_CORE = "tag:yaml.org,2002:"
_KEPT_TAGS = {None, "!", _CORE + "str", _CORE + "seq", _CORE + "map"}
_SET = re.compile(r"@[A-Za-z0-9-]+")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# One more than the longest 64-bit number: longer digits are an identifier, not an amount.
_MAX_DIGITS = 20


@dataclass
class YamlFile:
    """`data` is None when the file could not be read; then `problems` says why."""

    name: str
    data: Any = None
    lines: dict[YamlPath, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)  # (line, message)

    def line(self, path: YamlPath) -> int:
        """Line of the value at `path`, or of the nearest thing around it; from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def say(self, path: YamlPath, message: str) -> tuple[int, str]:
        """A problem with the value at `path`, ready to be sorted and shown."""
        place = show_path(path)
        return self.line(path), f"{place}: {message}" if place else message

    def format(self, problems: list[tuple[int, str]]) -> list[str]:
        """Return problems as lines `feeds.yaml:12: path: message`, in the order of the file."""
        return [f"{self.name}:{line}: {message}" for line, message in sorted(problems)]


class _Wrong(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def show_path(path: YamlPath) -> str:
    """`("sources", 0, "feeds", 1)` as `sources[0].feeds[1]`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def read(path: Path) -> YamlFile:
    """Read one file; every way in which that fails is a problem in the answer.

    A file that does not exist has neither data nor problems: whether that matters is
    for the caller to say.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return YamlFile(path.name)
    except OSError as error:
        why = error.strerror or str(error)
        return YamlFile(path.name, problems=[(1, f"cannot be read: {why}")])
    return parse(raw, path.name)


def parse(raw: bytes, name: str) -> YamlFile:
    """The bytes of a file as plain values; an empty file is an empty mapping."""
    file = YamlFile(name)
    try:
        text = raw.decode("utf-8-sig")
        data = _Builder(file.lines).build(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        file.problems.append((line, "is not UTF-8 text; save the file as UTF-8"))
    except _Wrong as error:
        file.problems.append((error.line, str(error)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" (column {mark.column + 1})" if mark else ""
        context = f" {error.context}," if error.context else ""
        message = f"is not YAML:{context} {error.problem}{where}"
        if "nesting depth" in (error.problem or ""):  # libyaml's own limit
            message = _TOO_DEEP
        elif mark and (unquoted := _unquoted_set(text, mark.line, mark.column)):
            message = f'{unquoted} needs quotes, since YAML keeps @ for itself; write "{unquoted}"'
        file.problems.append((mark.line + 1 if mark else 1, message))
    except yaml.YAMLError as error:
        file.problems.append((1, f"is not YAML: {' '.join(str(error).split())}"))
    else:
        file.data = {} if data is None else data
    return file


def _unquoted_set(text: str, line: int, column: int) -> str | None:
    """Return the `@name` that stands unquoted at this place, if one does."""
    lines = text.splitlines()
    rest_of_line = lines[line][column:] if line < len(lines) else ""
    match = _SET.match(rest_of_line)
    return match[0] if match else None


class _Builder:
    def __init__(self, lines: dict[YamlPath, int]) -> None:
        self._lines = lines
        self._anchors: dict[str, object] = {}
        self._events: Iterator[Any] = iter(())

    def build(self, text: str) -> object:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events = yaml.parse(text, Loader=loader)
        documents: list[object] = []
        for event in self._events:
            if not isinstance(
                event, (AliasEvent, ScalarEvent, SequenceStartEvent, MappingStartEvent)
            ):
                continue  # start and end of the stream and of its documents
            if documents:
                raise _Wrong(_line(event), "a second document begins here; keep one a file")
            documents.append(self._value(event, ()))
        return documents[0] if documents else None

    def _value(self, event: Any, path: YamlPath) -> object:
        line = _line(event)
        self._lines.setdefault(path, line)
        if isinstance(event, AliasEvent):
            if event.anchor not in self._anchors:
                raise _Wrong(line, f"*{event.anchor} stands for nothing that ends before it")
            return self._anchors[event.anchor]
        if event.tag not in _KEPT_TAGS:
            raise _Wrong(line, f"the tag {event.tag} has no meaning here; leave it out")
        if len(path) > _MAX_DEPTH:
            raise _Wrong(line, _TOO_DEEP)
        value: object
        if isinstance(event, ScalarEvent):
            plain = event.implicit[0] and not event.style and event.tag is None
            value = _scalar(event.value) if plain else event.value
        elif isinstance(event, SequenceStartEvent):
            value = self._sequence(path)
        else:
            value = self._mapping(path)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _sequence(self, path: YamlPath) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: YamlPath) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            line = _line(event)
            if not isinstance(event, ScalarEvent):
                raise _Wrong(line, "a name stands before the colon, not a list or a mapping")
            key = event.value
            here = (*path, key)
            if key in values:
                where, first = show_path(here), self._lines[here]
                raise _Wrong(line, f"{where}: is given twice (first on line {first}); keep one")
            self._lines[here] = line
            values[key] = self._value(next(self._events), here)
        return values


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(text: str) -> object:
    """An unquoted scalar by the core schema of YAML 1.2; what is no other kind is text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= _MAX_DIGITS and _INT.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
