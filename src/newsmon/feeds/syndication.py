"""RSS, RDF and Atom: from feedparser's dictionaries to entries."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsmon.feeds import markup, xml
from newsmon.feeds.entries import NO_LINKS, guid, link, settle, tags
from newsmon.model import Entry, Failure, Moment, ParsedFeed, Reason
from newsmon.times import read_moment

# A description longer than this (characters of text) is no teaser but the article.
_FULL_TEXT: Final = 1500
_MAX_SUMMARY: Final = 5000  # characters kept of a summary
_PERIODS: Final = {
    "hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000,
}  # fmt: skip


def parse_xml(text: str, url: str, country: str | None = None) -> ParsedFeed | Failure:
    """Parse a feed from XML text without prolog. Whatever feedparser raises is MALFORMED."""
    try:
        read = xml.read(text, url)
    except xml.TooDeepError:
        return Failure(Reason.MALFORMED, "elements nested too deep")
    except Exception as error:  # noqa: BLE001 (a dozen kinds, found by fuzzing feedparser)
        return Failure(Reason.MALFORMED, f"{type(error).__name__}: {error}"[:300])
    if not read.version and not read.entries:
        return Failure(Reason.NOT_A_FEED, "no feed and no entries in it")
    feed = read.feed
    stated = markup.language(_text(feed, "language"))
    entries, warnings = settle([_entry(raw, url, stated, country) for raw in read.entries])
    if read.entries and not entries:
        return Failure(Reason.MALFORMED, NO_LINKS.format(len(read.entries)))
    return ParsedFeed(
        title=markup.plain_line(_text(feed, "title")),
        entries=entries,
        language=stated,
        homepage=link([_text(feed, "link")], url),
        ttl_seconds=_ttl(feed),
        warnings=(*read.warnings, *warnings),
    )


def _entry(raw: Any, base: str, language: str | None, country: str | None) -> Entry | None:
    stated = _text(raw, "id")
    url = link(_links(raw, stated), base)
    if url is None:
        return None
    summary, content = _texts(raw)
    published = _published(raw, country)
    return Entry(
        guid=guid(stated, url),
        url=url,
        title=markup.plain_line(_text(raw, "title")),
        summary=markup.plain(summary)[:_MAX_SUMMARY],
        content_html=content,
        authors=_authors(raw),
        published=published,
        modified=_modified(raw, published, country),
        language=markup.language(_language(raw)) or language,
        tags=tags(_terms(raw)),
    )


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _links(raw: Any, stated: str) -> Iterator[str | None]:
    """Addresses of an entry from the best to the last resort."""
    yield _text(raw, "feedburner_origlink")
    offered = [one for one in raw.get("links") or () if isinstance(one, Mapping)]
    for one in offered:
        if one.get("rel", "alternate") == "alternate" and "html" in (one.get("type") or "html"):
            yield _text(one, "href")
    yield _text(raw, "link")
    if stated.startswith(("http://", "https://")):
        yield stated


def _texts(raw: Any) -> tuple[str, str]:
    """Return the summary (as written) and full content (sanitised) of an entry."""
    summary = _text(raw, "summary")
    full = ""
    for part in raw.get("content") or ():
        value = _text(part, "value")
        if part.get("type") == "text/plain":
            value = html.escape(value, quote=False)
        full = max(full, value, key=len)
    if not full and len(summary) > _FULL_TEXT and len(markup.plain(summary)) > _FULL_TEXT:
        full = summary
    return summary or full, markup.sanitised(full) if full else ""


def _authors(raw: Any) -> tuple[str, ...]:
    people = [_text(one, "name") for one in raw.get("authors") or () if isinstance(one, Mapping)]
    return markup.names([one for one in people if one] or [_text(raw, "author")])


def _terms(raw: Any) -> Iterator[str]:
    for tag in raw.get("tags") or ():
        yield markup.plain_line(tag.get("label") or tag.get("term") or "")


def _language(raw: Any) -> str | None:
    for name in ("content", "title_detail", "summary_detail"):
        detail = raw.get(name)
        detail = detail[0] if isinstance(detail, list) and detail else detail
        if isinstance(detail, Mapping) and detail.get("language"):
            return _text(detail, "language")
    return _text(raw, "language")


def _published(raw: Any, country: str | None) -> Moment | None:
    """Publication as stated; a feed that states only "updated" (dc:date, Atom) means that."""
    for name in ("published", "created", "updated"):
        # `in` and `get` of feedparser's dictionary answer for other keys as well.
        if dict.__contains__(raw, name):
            moment = read_moment(_text(raw, name), "feed", country=country)
            if moment is not None:
                return moment
    return None


def _modified(raw: Any, published: Moment | None, country: str | None) -> Moment | None:
    if not dict.__contains__(raw, "updated"):
        return None
    found = read_moment(_text(raw, "updated"), "feed", country=country)
    return found if found and published and found.at > published.at else None


def _ttl(feed: Any) -> int | None:
    """Seconds between two changes as the feed states them (`ttl` in minutes, or `sy:`)."""
    if (minutes := _text(feed, "ttl").strip()).isdecimal() and len(minutes) < 8 and int(minutes):
        return int(minutes) * 60
    period = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower())
    if period is None:
        return None
    times = _text(feed, "sy_updatefrequency").strip()
    return period // (int(times) if times.isdecimal() and 0 < len(times) < 4 and int(times) else 1)
