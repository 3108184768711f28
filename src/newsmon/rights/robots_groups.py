"""Lines and groups of robots.txt, read once for access, pauses and rights (RFC 9309, section 2.2).

Lenient where publishers slip and large crawlers follow: usual misspellings of a field, white space
in place of its colon, a byte order mark in front of any line (files are pasted behind each other).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_NEWLINE: Final = re.compile(r"\r\n|\r|\n")  # RFC 9309, section 2.2: NL, and nothing else
_MARK: Final = "\ufeff"
_AGENT: Final = re.compile(r"[A-Za-z_-]+|\*(?!\S)")
_MISSPELT: Final = {
    "useragent": "user-agent",
    "user agent": "user-agent",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "crawl delay": "crawl-delay",
    "crawldelay": "crawl-delay",
}
_GROUP_FIELDS: Final = frozenset(
    {"allow", "disallow", "content-usage", "content-signal", "crawl-delay", "license"}
)
_FIELDS: Final = _GROUP_FIELDS | {"user-agent"}


class Line(NamedTuple):
    """A line of robots.txt."""

    field: str  # lower case, spelt as the standard has it
    value: str  # may be empty
    text: str  # verbatim, without its comment


@dataclass(slots=True)
class _Group:
    agents: list[str]
    lines: list[Line]


class AgentLines(NamedTuple):
    """The lines that are about one crawler, and those outside of any group."""

    own: tuple[Line, ...]
    outside: tuple[Line, ...]


def lines_of(body: str) -> Iterator[Line]:
    """Yield the lines that have a field; comments, and what is no field, are left out."""
    for raw in _NEWLINE.split(body):
        text = raw.partition("#")[0].lstrip(_MARK + " \t").strip()
        if not text:
            continue
        field, colon, value = text.partition(":")
        if not colon:
            words = text.split()
            if len(words) != 2 or _spelt(words[0]) not in _FIELDS:
                continue
            field, value = words
        yield Line(_spelt(field), value.strip(), text)


def lines_for(lines: Iterable[Line], agent: str) -> AgentLines:
    """Return the lines of the groups that are for a product name, else of those for `*`.

    A line counts for the agents that are named right before it, whatever it states.
    """
    groups: list[_Group] = []
    outside: list[Line] = []
    for line in lines:
        if line.field == "user-agent":
            if not groups or groups[-1].lines:
                groups.append(_Group([], []))
            groups[-1].agents.append(product(line.value))
        elif line.field in _GROUP_FIELDS:
            (groups[-1].lines if groups else outside).append(line)
    name = product(agent)
    ours = [group for group in groups if name in group.agents]
    ours = ours or [group for group in groups if "*" in group.agents]
    return AgentLines(tuple(line for group in ours for line in group.lines), tuple(outside))


def product(agent: str) -> str:
    """Return the product's name, by which groups are compared (RFC 9309, section 2.2.1)."""
    match = _AGENT.match(agent.strip())
    return match[0].lower() if match else ""


def _spelt(field: str) -> str:
    field = field.strip().lower()
    return _MISSPELT.get(field, field)
