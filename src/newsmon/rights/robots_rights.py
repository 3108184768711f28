"""Rights in robots.txt: the lines that protego passes over, in the group that is ours.

Groups as in RFC 9309, section 2.2.1: of all groups for our product's name, else of those for `*`.
`Content-Usage` and `Content-Signal` are rules of a group (draft-ietf-aipref-attach-05, section 3),
so that one of them ends its list of user agents. `License` counts within our group, else outside of
any (RSL 1.0, section 4.4.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from newsmon.rights import path_patterns
from newsmon.rights.preferences import signals, usages
from newsmon.rights.robots_groups import AgentLines, Line, lines_for, lines_of
from newsmon.rights.statements import MAX_STATEMENTS, Origin, Statement

_MAX_LICENCES: Final = 3  # addresses that are asked for one origin


@dataclass(frozen=True, slots=True)
class RobotsRights:
    """The statements of one robots.txt for one agent, and the licences that it names."""

    usages: tuple[Statement, ...] = ()  # of Content-Usage lines
    signals: tuple[Statement, ...] = ()  # of Content-Signal lines
    licences: tuple[str, ...] = ()  # URLs of RSL documents

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, whatever part of the origin they are about."""
        return self.usages + self.signals

    def of(self, url: str) -> list[Statement]:
        """Return the statements on a page of the origin."""
        path = path_patterns.path_of(url)
        return _of_longest_path(self.usages, path) + _of_longest_path(self.signals, path)


def _of_longest_path(statements: Sequence[Statement], path: str) -> list[Statement]:
    """Return the statements of the longest path that matches; lines of the same path all count."""
    matching = [s for s in statements if path_patterns.matches(s.path or "/", path)]
    longest = max((path_patterns.length(s.path or "/") for s in matching), default=0)
    return [s for s in matching if path_patterns.length(s.path or "/") == longest]


def rights_of_robots(body: str | None, agent: str) -> RobotsRights:
    """Return what a robots.txt states for a product name; nothing for None."""
    return rights_of_lines(lines_for(lines_of(body or ""), agent))


def rights_of_lines(lines: AgentLines) -> RobotsRights:
    """Return what the lines that are about one crawler state."""
    own, outside = lines
    licences = _values(own, "license") or _values(outside, "license")
    return RobotsRights(
        _read(usages, own, "content-usage"),
        _read(signals, own, "content-signal"),
        tuple(dict.fromkeys(url for url in licences if _is_address(url)))[:_MAX_LICENCES],
    )


def _values(lines: Sequence[Line], field: str) -> list[str]:
    return [line.value for line in lines if line.field == field and line.value]


def _read(
    vocabulary: Callable[..., list[Statement]], lines: Iterable[Line], field: str
) -> tuple[Statement, ...]:
    """Return the statements of a field's lines, each `[path] value`, in a vocabulary.

    A value that begins with another character than "/" has no path (attach-05, section 3.2).
    """
    statements: list[Statement] = []
    for line in lines:
        if line.field == field and line.value:
            first, *more = line.value.split(None, 1)
            path = first if first.startswith("/") else None
            preferences = line.value if path is None else "".join(more)
            statements += vocabulary(preferences, line.text, Origin.ROBOTS, path)
    return tuple(statements[:MAX_STATEMENTS])


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= 2000
