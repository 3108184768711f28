"""Adding to `feeds.yaml` by writing lines into it: all else stays as its author wrote it.

The place is found with the positions that the YAML reader gives. Afterwards the new text is
read again and must say exactly what the old one said plus the addition, or nothing is written.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from newsmon.config import files, yamlfile
from newsmon.config.paths import is_bundled
from newsmon.errors import ConfigError, UsageError

# A plain scalar that no YAML reader takes for anything but text, outside and inside of braces.
_PLAIN = re.compile(r"(?:[A-Za-z/]|\.(?=[./]))[A-Za-z0-9._~:/?=&%+@*-]*[A-Za-z0-9_~/=]|[A-Za-z]")
_LOOKS_OTHERWISE = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null")

FeedEntry = str | Mapping[str, Any]
"""A feed as the file holds it: its address, or a mapping."""


def read(path: Path) -> str:
    """Text of a file that can be edited.

    Raises ConfigError where it is no YAML, UsageError where it is not the user's own.
    """
    if is_bundled(path):
        raise UsageError(
            f"{path} came with newsmon, and an update would undo what is written into it; "
            "`newsmon config init` makes a copy that is yours"
        )
    file = yamlfile.read(path)
    if file.data is None and not file.problems:
        raise ConfigError([f"{path.name}: there is none in {path.parent}; write one first"])
    if file.problems:
        raise ConfigError(file.format(file.problems))
    return path.read_bytes().decode("utf-8-sig")


def with_feed(text: str, slug: str, feed: FeedEntry) -> str:
    """The text of `feeds.yaml` with one more feed of a source that it has."""
    sources = _sources(text)
    place = next((i for i, node in enumerate(sources.value) if _value(node, "slug") == slug), None)
    if place is None:
        raise UsageError(f"feeds.yaml has no source {slug!r}; `newsmon feeds list` shows them")
    source = sources.value[place]
    if not isinstance(source, MappingNode) or source.flow_style:
        raise UsageError(f"{slug} is written on one line; add this feed by hand: {scalar(feed)}")
    feeds = _child(source, "feeds")
    expected = yamlfile.parse(text.encode(), "feeds.yaml").data
    _append(expected["sources"][place], feed)
    if isinstance(feeds, SequenceNode) and feeds.value and not feeds.flow_style:
        line = f"{' ' * feeds.start_mark.column}- {scalar(feed)}"
        return _insert(text, _last_line(feeds), [line], expected)
    if isinstance(feeds, SequenceNode) and feeds.value:
        return _into_brackets(text, feeds, scalar(feed), expected)
    if feeds is not None:
        raise UsageError(f"{slug} has an empty list of feeds; write it as a list of lines first")
    margin = " " * source.start_mark.column
    lines = [f"{margin}feeds:", f"{margin}  - {scalar(feed)}"]
    return _insert(text, _last_line(source), lines, expected)


def with_source(text: str, source: Mapping[str, Any]) -> str:
    """The text of `feeds.yaml` with one more source: slug, name, …, and a list `feeds`."""
    expected = yamlfile.parse(text.encode(), "feeds.yaml").data
    empty = _no_sources(text)
    if empty is not None:
        expected["sources"] = []
        text = text[: empty.start_mark.index].rstrip() + text[empty.end_mark.index :]
        return _insert(text, empty.start_mark.line, _lines(source, "  "), _with(expected, source))
    sources = _sources(text)
    if sources.flow_style:
        raise UsageError("sources are written in brackets; write them as a list of lines first")
    dash = " " * sources.start_mark.column
    return _insert(text, _last_line(sources), _lines(source, dash), _with(expected, source))


def _lines(source: Mapping[str, Any], dash: str) -> list[str]:
    """A source as the file has it; `dash` is the margin of its first line."""
    facts = [f"{key}: {scalar(value)}" for key, value in source.items() if key != "feeds"]
    lines = [f"{dash}- {facts[0]}", *(f"{dash}  {fact}" for fact in facts[1:]), f"{dash}  feeds:"]
    return lines + [f"{dash}    - {scalar(feed)}" for feed in source["feeds"]]


def _with(data: Any, source: Mapping[str, Any]) -> Any:
    data["sources"].append({**source, "feeds": list(source["feeds"])})
    return data


def save(path: Path, text: str) -> None:
    """Replace a file in one step; raises UsageError where it cannot be written."""
    try:
        files.replace(path, text.encode())
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def scalar(value: object) -> str:
    """A value on one line of YAML, quoted only where it must be."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(scalar(item) for item in value) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    words = value.split(" ")
    plain = all(_PLAIN.fullmatch(word) for word in words) and "" not in words
    if plain and not _LOOKS_OTHERWISE.fullmatch(value) and not value.endswith(":"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _sources(text: str) -> SequenceNode:
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    sources = _child(root, "sources") if isinstance(root, MappingNode) else None
    if not isinstance(sources, SequenceNode) or not sources.value:
        raise UsageError("feeds.yaml has no sources to add to; write the first one by hand")
    return sources


def _no_sources(text: str) -> SequenceNode | None:
    """Find the empty list of `sources`."""
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    sources = _child(root, "sources") if isinstance(root, MappingNode) else None
    return sources if isinstance(sources, SequenceNode) and not sources.value else None


def _child(node: MappingNode, name: str) -> Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _value(node: Node, name: str) -> str | None:
    child = _child(node, name) if isinstance(node, MappingNode) else None
    return child.value if child is not None and isinstance(child.value, str) else None


def _last_line(node: Node) -> int:
    """Number (from 0) of the last line that a node itself takes, comments after it not counted."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(node, MappingNode) else last)
    mark = node.end_mark
    return int(mark.line) - (1 if mark.column == 0 and mark.line > node.start_mark.line else 0)


def _insert(text: str, after: int, lines: list[str], expected: Any) -> str:
    before = text.split("\n")
    ending = "\r" if before[after].endswith("\r") else ""
    new = [line + ending for line in lines]
    return _verified("\n".join([*before[: after + 1], *new, *before[after + 1 :]]), expected)


def _into_brackets(text: str, feeds: SequenceNode, item: str, expected: Any) -> str:
    end = feeds.end_mark.index - 1
    head = text[:end].rstrip()
    gap = text[len(head) : end]
    comma = "" if head.endswith(",") else ","
    return _verified(f"{head}{comma} {item}{gap}{text[end:]}", expected)


def _append(source: dict[str, Any], feed: FeedEntry) -> None:
    source.setdefault("feeds", []).append(copy.deepcopy(feed))


def _verified(text: str, expected: Any) -> str:
    file = yamlfile.parse(text.encode(), "feeds.yaml")
    if file.problems or file.data != expected:
        raise UsageError("feeds.yaml is laid out in a way that cannot be added to; do it by hand")
    return text
