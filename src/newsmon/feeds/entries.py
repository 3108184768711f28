"""Entries of every kind of feed: their address, their identity, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from newsmon.model import Entry
from newsmon.text import clean_line
from newsmon.text.quantities import quantity
from newsmon.urls import normalise, resolved, spelling

MAX_ENTRIES: Final = 50_000  # the sitemap protocol's own limit; far above any feed's
MAX_GUID: Final = 1024  # characters; an index entry must fit
MAX_TAGS: Final = 50
# A feed that announces nothing that can be fetched is broken, not quiet.
NO_LINKS: Final = "none of {} entries has a usable link"


def link(candidates: Iterable[str | None], base: str) -> str | None:
    """Return the first candidate that is a web address, resolved against `base` and normalised."""
    for candidate in candidates:
        if candidate and (text := _unescaped(candidate)):
            try:
                return normalise(resolved(base, text))
            except ValueError:
                continue
    return None


def feed_link(candidate: str | None, base: str) -> str | None:
    """Return the address of a feed or sitemap: its parameters stay (`?format=rss`)."""
    try:
        return spelling(resolved(base, _unescaped(candidate))) if candidate else None
    except ValueError:
        return None


def _unescaped(address: str) -> str:
    """Undo what was escaped once too often: no parameter is called `amp;page`."""
    return address.strip().replace("&amp;", "&")


def guid(stated: object, url: str) -> str:
    """Return the identity that the feed states, or the URL where it states none usable."""
    text = clean_line(stated) if isinstance(stated, str) else ""
    return text if 0 < len(text) <= MAX_GUID else url


def distinct_entries(offered: Sequence[Entry | str]) -> tuple[tuple[Entry, ...], list[str]]:
    """Return each entry once, no guid standing for two addresses, and what had to be mended.

    A text stands for an entry without a link. A guid that several addresses share identifies
    nothing: there the URL does.
    """
    linked = [entry for entry in offered if isinstance(entry, Entry)]
    once = {(entry.guid, entry.url): entry for entry in reversed(linked)}
    entries = list(reversed(once.values()))
    guids = Counter(entry.guid for entry in entries)
    warnings = []
    if len(entries) < len(linked):
        twice = quantity(len(linked) - len(entries), "entry", "entries")
        warnings.append(f"{twice} more than once")
    if shared := {guid for guid, count in guids.items() if count > 1}:
        warnings.append(f"{quantity(len(shared), 'guid')} for several addresses")
        by_url = [replace(e, guid=e.url) if e.guid in shared else e for e in reversed(entries)]
        entries = list({entry.guid: entry for entry in by_url}.values())[::-1]
    if len(linked) < len(offered):
        without = quantity(len(offered) - len(linked), "entry", "entries")
        warnings.append(f"{without} without a usable link")
    return tuple(entries), warnings


def unlinked(offered: Sequence[Entry | str]) -> tuple[str, ...]:
    """Return an identity for each entry without a link; what states nothing is numbered."""
    stated = [entry for entry in offered if isinstance(entry, str)]
    return tuple(f"{stated[:n].count(identity)} {identity}" for n, identity in enumerate(stated))


def without_link(*stated: str) -> str:
    """Return what stands for an entry without a usable link: the first thing that it states."""
    return next((clean_line(text)[:200] for text in stated if text.strip()), "")


def tags(values: Iterable[str]) -> tuple[str, ...]:
    """Return categories, each once, in the feed's order."""
    cleaned = dict.fromkeys(clean_line(value[:200]) for value in values)
    cleaned.pop("", None)
    return tuple(cleaned)[:MAX_TAGS]
