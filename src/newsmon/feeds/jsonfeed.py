"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any, Final

from newsmon.feeds import markup
from newsmon.feeds.entries import (
    MAX_ENTRIES,
    NO_LINKS,
    distinct_entries,
    guid,
    link,
    tags,
    unlinked,
    without_link,
)
from newsmon.model import Entry, Failure, ParsedFeed, Reason
from newsmon.text import clean, language_code
from newsmon.times import read_moment

_MAX_SUMMARY: Final = 5000  # characters


def parse_json(text: str, url: str, country: str | None = None) -> ParsedFeed | Failure:
    """Parse a JSON Feed; other JSON is NOT_A_FEED, broken JSON MALFORMED."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Failure(Reason.MALFORMED, f"JSON: {error}"[:300])
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return Failure(Reason.NOT_A_FEED, "JSON, but no JSON Feed")
    stated = language_code(_text(feed, "language"))
    items = [item for item in feed["items"] if isinstance(item, dict)]
    people = list(_people(feed))
    offered = [_entry(item, url, stated, people, country) for item in items[:MAX_ENTRIES]]
    entries, warnings = distinct_entries(offered)
    if items and not entries:
        return Failure(Reason.MALFORMED, NO_LINKS.format(len(items)))
    if len(items) > MAX_ENTRIES:
        warnings.append(f"more than {MAX_ENTRIES} entries")
    return ParsedFeed(
        title=markup.title(_text(feed, "title")),
        entries=entries,
        language=stated,
        homepage=link([_text(feed, "home_page_url")], url),
        warnings=tuple(warnings),
        hubs=tuple(_hubs(feed)),
        self_link=_text(feed, "feed_url") or None,
        unlinked=unlinked(offered),
    )


def _hubs(feed: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses of WebSub hubs; the format has a list for hubs of every kind."""
    for hub in _list(feed, "hubs"):
        if isinstance(hub, dict) and _text(hub, "type").lower() == "websub" and _text(hub, "url"):
            yield _text(hub, "url")


def _entry(
    raw: dict[str, Any], base: str, language: str | None, people: list[str], country: str | None
) -> Entry | str:
    identity = raw.get("id")
    if isinstance(identity, (int, float)) and not isinstance(identity, bool):
        identity = str(identity)  # the format asks readers to accept numbers
    as_link = identity if isinstance(identity, str) and identity.startswith("http") else None
    url = link([_text(raw, "url"), as_link, _text(raw, "external_url")], base)
    if url is None:
        return without_link(str(identity or ""), _text(raw, "title"), _text(raw, "summary"))
    full = _text(raw, "content_html")
    in_plain = _text(raw, "content_text")
    published = read_moment(_text(raw, "date_published"), "feed", country=country)
    modified = read_moment(_text(raw, "date_modified"), "feed", country=country)
    return Entry(
        guid=guid(identity, url),
        url=url,
        title=markup.title(_text(raw, "title")),
        summary=(markup.plain(_text(raw, "summary") or full) or clean(in_plain))[:_MAX_SUMMARY],
        content_html=markup.sanitised(full or html.escape(in_plain, quote=False)),
        authors=markup.names([*_people(raw)] or people),
        published=published or modified,
        language=language_code(_text(raw, "language")) or language,
        tags=tags(markup.plain_line(tag) for tag in _list(raw, "tags") if isinstance(tag, str)),
        modified=modified if published and modified and modified.at > published.at else None,
    )


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _list(raw: dict[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _people(raw: dict[str, Any]) -> Iterator[str]:
    """Names from `authors` (1.1) and `author` (1.0)."""
    for person in [*_list(raw, "authors"), raw.get("author")]:
        if isinstance(person, dict) and (name := _text(person, "name")):
            yield name
