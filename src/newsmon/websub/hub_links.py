"""Discovery (section 4): the hubs that an answer names, and the topic to subscribe to.

Link headers first; only without them what the feed says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

_LINK: Final = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
_RELATION: Final = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)
_MOST_HUBS: Final = 5
_LONGEST: Final = 2000  # characters of an address


@dataclass(frozen=True, slots=True)
class Advertised:
    """The hubs of a feed, in its order, and the topic by which they know it."""

    hubs: tuple[str, ...] = ()
    topic: str | None = None  # None: no hub is named


def advertised(
    headers: Iterable[tuple[str, str]],
    base: str,
    *,
    hubs: Sequence[str] = (),
    self_link: str | None = None,
) -> Advertised:
    """Return what an answer at `base` names; `hubs` and `self_link` are those within the feed.

    The topic is the self link as it is written. Without one it is `base`, by which hubs that were
    told of the feed mostly know it.
    """
    links = list(_links(headers))
    if in_header := [target for relation, target in links if relation == "hub"]:
        hubs = in_header
        self_link = next((target for relation, target in links if relation == "self"), self_link)
    usable = dict.fromkeys(hub for hub in (_absolute(base, hub) for hub in hubs) if hub)
    if not usable:
        return Advertised()
    topic = _absolute(base, self_link) if self_link else None
    return Advertised(tuple(usable)[:_MOST_HUBS], topic or base)


def _links(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each relation of the Link headers, lower case, with its target."""
    for name, value in headers:
        if name.lower() == "link":
            for target, parameters in _LINK.findall(value):
                if stated := _RELATION.search(parameters):
                    for relation in (stated[1] or stated[2]).lower().split():
                        yield relation, target


def _absolute(base: str, target: str) -> str | None:
    """Return the address that is meant; None for one that is not of the web."""
    try:
        url = urljoin(base, target.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return (
        url
        if parts.scheme in {"http", "https"} and parts.hostname and len(url) <= _LONGEST
        else None
    )
