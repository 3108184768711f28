"""A second reading of a page by trafilatura alone, for checking what our own reading keeps."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from newsmon.model import Page
from newsmon.text.charset import decode
from newsmon.text.line_keys import text_key

SHINGLE = 5  # words
PROSE_LINE = 60  # characters of a line that is more than a heading or a label


@dataclass(frozen=True, slots=True)
class ReadingComparison:
    """Prose that trafilatura reads on a page, and how much of it a text holds; in shingles."""

    peer: int
    shared: int

    @property
    def share(self) -> float:
        """Return the share of the prose that the text holds, 0 to 1; 1 where there is none."""
        return self.shared / self.peer if self.peer else 1.0


def compare_readings(page: Page, text: str) -> ReadingComparison:
    """Compare a text with what trafilatura alone reads on its page, comments left out."""
    prose = _shingles(_read(decode(page).text))
    return ReadingComparison(len(prose), len(prose & _shingles(text)))


def _read(html: str) -> str:
    """Return the lines of prose that trafilatura reads; empty where it reads nothing."""
    from trafilatura import extract as read_text

    try:
        text = read_text(html, fast=True, include_comments=False) or ""
    except (RecursionError, MemoryError, ValueError, TypeError, AttributeError, etree.LxmlError):
        return ""
    return "\n".join(line for line in text.splitlines() if len(line) >= PROSE_LINE)


def _shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of words of each line; characters where a script has no spaces."""
    runs: set[tuple[str, ...]] = set()
    for line in text.splitlines():
        words = [key for word in line.split() if (key := text_key(word))]
        if len(words) < SHINGLE:
            words = list("".join(words))
        runs.update(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return runs
