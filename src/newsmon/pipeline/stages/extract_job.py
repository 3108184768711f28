"""Jobs of the processes that extract pages, for both of their sides."""

from __future__ import annotations

from dataclasses import dataclass

from newsmon.extract import SourceFacts
from newsmon.model import Entry, Page


@dataclass(frozen=True, slots=True)
class Job:
    """All that extraction needs of one page."""

    page: Page
    entry: Entry | None
    source: SourceFacts
    boilerplate: frozenset[str]
    gate: bool  # whether the quality gate may reject it


@dataclass(frozen=True, slots=True)
class BrokenInstall:
    """Extraction lacks a part of itself: no page is to blame, and none is rejected."""

    detail: str
