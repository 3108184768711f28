"""Items of an agency's wire, whichever format they came in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from newsmon.model import Moment

MAX_STATEMENTS = 200  # of one item; what an agency says of a text is far less
_VERSION = re.compile(r"\d{1,18}(?:\.\d{1,18}){0,7}\Z")


class PubStatus(str, Enum):
    """Publishing status of an item, as IPTC's NewsCodes name it."""

    USABLE = "usable"
    WITHHELD = "withheld"  # not to be published until further notice
    CANCELED = "canceled"  # never to be published (again): a kill


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """The version of an item: its number, and when the agency made it; both may be missing."""

    number: tuple[int, ...] = ()
    made_at: datetime | None = None

    def is_older_than(self, version: ItemVersion) -> bool:
        """Tell whether another version is certainly later. The number counts before the time."""
        if self.number and version.number and self.number != version.number:
            return self.number < version.number
        if self.made_at is not None and version.made_at is not None:
            return self.made_at < version.made_at
        return False


@dataclass(frozen=True, slots=True)
class WireItem:
    """One text of an agency in one version: what it says, and what may be done with it.

    `guid` is the same in all versions; empty where the agency states none. `published` and
    `bylines` are as stated, `statements` are further facts by field name, in their order.
    """

    guid: str
    origin: str  # "newsml-g2", "nitf", "ninjs"
    version: ItemVersion
    status: PubStatus
    headline: str = ""
    text: str = ""  # paragraphs, between blank lines
    embargoed_until: datetime | None = None
    published: Moment | None = None  # of the first version, where the item says so
    language: str | None = None
    provider: str | None = None
    bylines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    statements: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """An item that is no text to load, and the reason under which it is counted."""

    label: str  # its identifier, or its place in the file
    reason: str


@dataclass(frozen=True, slots=True)
class BrokenItem:
    """An item that cannot be used, and what is wrong with it."""

    label: str
    problem: str


WirePart = WireItem | SkippedItem | BrokenItem


def version_number(stated: object) -> tuple[int, ...]:
    """Return a version as numbers that compare: `3`, `"1.12"`; empty where it is none."""
    text = str(stated).strip() if isinstance(stated, (str, int)) else ""
    return tuple(map(int, text.split("."))) if _VERSION.match(text) else ()


class Statements:
    """Further facts of an item, gathered in order; empty and repeated ones are left out."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], None] = {}

    def add(self, field: str, *values: str) -> None:
        """Add values of a field, each on one line."""
        for value in values:
            line = " ".join(value.split())
            if line and len(self._pairs) < MAX_STATEMENTS:
                self._pairs.setdefault((field, line))

    def all(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._pairs)
