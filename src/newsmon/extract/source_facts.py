"""Facts of a source that the reading of its pages needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A source as configuration states it; `language` is set where it demands one."""

    name: str = ""
    language: str | None = None
    homepage: str | None = None
    country: str | None = None  # ISO 3166; names of time zones are read by it
    publishes_releases: bool = False  # its own announcements, and no news
