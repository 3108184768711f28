"""Rights in robots.txt: the lines that protego passes over, in the group that is ours.

Groups as in RFC 9309, section 2.2.1: of all groups for our product's name, else of those for `*`.
`Content-Usage` and `Content-Signal` are rules of a group (draft-ietf-aipref-attach-05, section 3),
so that one of them ends its list of user agents. `License` counts within our group, else outside of
any (RSL 1.0, section 4.4.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from newsmon.rights import path_patterns
from newsmon.rights.preferences import signals, usages
from newsmon.rights.statements import MAX_STATEMENTS, Origin, Statement

_RULES: Final = frozenset(
    {"allow", "disallow", "content-usage", "content-signal", "crawl-delay", "license"}
)
_AGENT: Final = re.compile(r"[A-Za-z_-]+|\*")
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


@dataclass(slots=True)
class _Group:
    agents: list[str]
    rules: list[tuple[str, str, str]]  # field, value, the line


def rights_of_robots(body: str | None, agent: str) -> RobotsRights:
    """Return what a robots.txt states for a product name; nothing for None."""
    groups, outside = _groups(body or "")
    name = product(agent)
    ours = [group for group in groups if name in group.agents]
    ours = ours or [group for group in groups if "*" in group.agents]
    rules = [rule for group in ours for rule in group.rules]
    licences = [value for field, value, _ in rules if field == "license"] or outside
    return RobotsRights(
        _read(usages, [rule for rule in rules if rule[0] == "content-usage"]),
        _read(signals, [rule for rule in rules if rule[0] == "content-signal"]),
        tuple(dict.fromkeys(url for url in licences if _is_address(url)))[:_MAX_LICENCES],
    )


def _groups(body: str) -> tuple[list[_Group], list[str]]:
    """Return the groups of a file, and the licences outside of any."""
    groups: list[_Group] = []
    outside: list[str] = []
    for field, value, line in _lines(body):
        if field == "user-agent":
            if not groups or groups[-1].rules:
                groups.append(_Group([], []))
            groups[-1].agents.append(product(value))
        elif field == "license" and not groups:
            outside.append(value)
        elif field in _RULES and groups:
            groups[-1].rules.append((field, value, line))
    return groups, outside


def _lines(body: str) -> Iterator[tuple[str, str, str]]:
    """Yield field, value and wording of each line that has both."""
    for raw in body.splitlines():
        line = raw.partition("#")[0].strip()
        field, colon, value = line.partition(":")
        if colon and value.strip():
            yield field.strip().lower(), value.strip(), line


def _read(
    vocabulary: Callable[..., list[Statement]], rules: Iterable[tuple[str, str, str]]
) -> tuple[Statement, ...]:
    """Return the statements of lines, each `[path] value`, in a vocabulary."""
    statements: list[Statement] = []
    for _, value, line in rules:
        path, _, preferences = value.partition(" ") if value[0] in "/*" else (None, "", value)
        statements += vocabulary(preferences, line, Origin.ROBOTS, path)
    return tuple(statements[:MAX_STATEMENTS])


def product(agent: str) -> str:
    """Return the product's name, by which groups are compared (RFC 9309, section 2.2.1)."""
    match = _AGENT.match(agent.strip())
    return match[0].lower() if match else ""


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= 2000
