"""What is known of a source while its pages are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A source as configuration states it; `language` is set where it demands one."""

    name: str = ""
    language: str | None = None
    homepage: str | None = None
