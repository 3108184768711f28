"""What every kind of feed has in common: entries with an address and an identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from newsmon.model import Entry
from newsmon.text import clean_line
from newsmon.urls import normalise, spelling

MAX_ENTRIES: Final = 50_000  # the sitemap protocol's own limit; far above any feed's
MAX_GUID: Final = 1024  # characters; an index entry must fit
MAX_TAGS: Final = 50


def link(candidates: Iterable[str | None], base: str) -> str | None:
    """First candidate that is a web address, resolved against `base` and normalised."""
    for candidate in candidates:
        if candidate and (text := candidate.strip()):
            try:
                return normalise(urljoin(base, text))
            except ValueError:
                continue
    return None


def feed_link(candidate: str | None, base: str) -> str | None:
    """Address of a feed or sitemap: like `link`, but its parameters stay (`?format=rss`)."""
    try:
        return spelling(urljoin(base, (candidate or "").strip())) if candidate else None
    except ValueError:
        return None


def guid(stated: object, url: str) -> str:
    """Identity as the feed states it; the URL where it states none (or an absurd one)."""
    text = clean_line(stated) if isinstance(stated, str) else ""
    return text if 0 < len(text) <= MAX_GUID else url


def settle(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], list[str]]:
    """Entries each once, and no guid standing for two addresses; with what had to be mended.

    A guid that several addresses share says nothing: there the URL is the identity.
    """
    once = {(entry.guid, entry.url): entry for entry in reversed(entries)}
    kept = list(reversed(once.values()))
    shared = {each for each, times in Counter(entry.guid for entry in kept).items() if times > 1}
    warnings = []
    if len(kept) < len(entries):
        warnings.append(f"{len(entries) - len(kept)} entries stand twice")
    if shared:
        warnings.append(f"{len(shared)} guids stand for several addresses")
        kept = [replace(one, guid=one.url) if one.guid in shared else one for one in kept]
        kept = list({one.guid: one for one in reversed(kept)}.values())[::-1]
    return tuple(kept), warnings


def tags(values: Iterable[str]) -> tuple[str, ...]:
    """Categories, each once, in the feed's order."""
    found = dict.fromkeys(clean_line(value[:200]) for value in values)
    found.pop("", None)
    return tuple(found)[:MAX_TAGS]
