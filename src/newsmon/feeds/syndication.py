"""RSS, RDF and Atom: from feedparser's dictionaries to entries."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newsmon.feeds import markup, plain_feed, xml
from newsmon.feeds.entries import (
    NO_LINKS,
    distinct_entries,
    guid,
    link,
    tags,
    unlinked,
    without_link,
)
from newsmon.model import Entry, Failure, Moment, ParsedFeed, Reason
from newsmon.text import clean, clean_line, language_code, storable
from newsmon.times import read_moment

# A description longer than this (characters of text) is no teaser but the article.
_FULL_TEXT: Final = 1500
_MAX_SUMMARY: Final = 5000  # characters kept of a summary
# Relations of a link to its entry that stand for "alternate", from the best to the last resort.
_FURTHER_RELATIONS: Final = ("canonical", "bookmark", "via", "related", "self")
# Endings of sound, film and pictures.
_MEDIA_FILES: Final = (".mp3", ".m4a", ".ogg", ".opus", ".mp4", ".m4v", ".webm", ".jpg", ".png")
_PERIODS: Final = {
    "hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000,
}  # fmt: skip


def parse_xml(text: str, url: str, country: str | None = None) -> ParsedFeed | Failure:
    """Parse a feed from XML text without prolog. Whatever feedparser raises is MALFORMED."""
    try:
        return _parsed(plain_feed.read(text, url) or xml.read(text, url), url, country)
    except xml.TooDeepError:
        return Failure(Reason.MALFORMED, "elements nested too deep")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (a dozen kinds, found by fuzzing feedparser)
        return Failure(Reason.MALFORMED, f"{type(error).__name__}: {error}"[:300])


def parse_plain(text: str, url: str, country: str | None = None) -> ParsedFeed | Failure | None:
    """Parse the same from a tree alone; None where that is not sure, or may be slow."""
    read = plain_feed.read(text, url)
    if read is None or any(map(markup.is_tangled, _texts([read.feed, *read.entries]))):
        return None
    return _parsed(read, url, country)


def _texts(values: Iterable[Any]) -> Iterator[str]:
    """Yield all texts of the dictionaries of a feed."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(value.values())
        elif isinstance(value, list):
            yield from _texts(value)


def _parsed(read: xml.Read, url: str, country: str | None) -> ParsedFeed | Failure:
    if not read.version and not read.entries:
        return Failure(Reason.NOT_A_FEED, "no feed and no entries in it")
    feed, is_atom = read.feed, read.version.startswith("atom")
    stated = language_code(_text(feed, "language"))
    offered = [_entry(raw, url, stated, country, is_atom=is_atom) for raw in read.entries]
    entries, warnings = distinct_entries(offered)
    if read.entries and not entries:
        return Failure(Reason.MALFORMED, NO_LINKS.format(len(read.entries)))
    return ParsedFeed(
        title=_title(feed, is_typed=is_atom),
        entries=entries,
        language=stated,
        homepage=link([_text(feed, "link")], url),
        ttl_seconds=_ttl(feed),
        warnings=(*read.warnings, *warnings),
        hubs=tuple(_own_links(feed, "hub")),
        self_link=next(_own_links(feed, "self"), None),
        unlinked=unlinked(offered),
    )


def _own_links(feed: Any, relation: str) -> Iterator[str]:
    """Yield the addresses that a feed links itself to by this relation."""
    for own in feed.get("links") or ():
        if isinstance(own, Mapping) and _relation(own) == relation and _text(own, "href"):
            yield _text(own, "href")


def _entry(
    raw: Any, base: str, language: str | None, country: str | None, *, is_atom: bool
) -> Entry | str:
    stated = _text(raw, "id")
    url = link(_links(raw, stated, is_atom=is_atom), base)
    if url is None:
        return without_link(stated, _text(raw, "title"), _text(raw, "summary"))
    full_text = _full_text(raw)
    published = _published(raw, country)
    return Entry(
        guid=guid(stated, url),
        url=url,
        title=_title(raw, is_typed=is_atom),
        summary=_summary(raw, full_text, is_typed=is_atom),
        content_html=markup.sanitised(full_text) if full_text else "",
        authors=_authors(raw),
        published=published,
        modified=_modified(raw, published, country),
        language=language_code(_language(raw)) or language,
        tags=tags(_terms(raw)),
    )


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _links(raw: Any, stated_id: str, *, is_atom: bool) -> Iterator[str | None]:
    """Addresses of an entry from the best to the last resort; never what it encloses."""
    yield _text(raw, "feedburner_origlink")
    links = [link for link in raw.get("links") or () if isinstance(link, dict)]
    alternates = [link for link in links if _relation(link) == "alternate"]
    yield from (_text(link, "href") for link in alternates if _is_page(link))
    if not (is_atom and raw.get("guidislink")):  # Atom's identifier, for a link that is missing
        yield _text(raw, "link")
    yield from (_text(link, "href") for link in alternates)
    yield from _content_elsewhere(raw)
    further = [link for name in _FURTHER_RELATIONS for link in links if _relation(link) == name]
    yield from (_text(link, "href") for link in further if _is_page(link))
    if stated_id.startswith(("http://", "https://")):
        yield stated_id
    # of another type: fetched and rejected, where all can see it
    yield from (_text(link, "href") for link in further)


def _content_elsewhere(raw: Any) -> Iterator[str]:
    """Yield the addresses of content that Atom has elsewhere, where that is a page (`src`)."""
    for part in raw.get("content") or ():
        if "html" in _text(part, "type").lower() and _text(part, "src").startswith("http"):
            yield _text(part, "src")


def _relation(link: Mapping[str, Any]) -> str:
    """Return the relation of a link, which RFC 4287 lets be written as an address of IANA's."""
    return (_text(link, "rel") or "alternate").rpartition("/")[2].lower()


def _is_page(link: Mapping[str, Any]) -> bool:
    """Tell whether a link may be to a page; writers that lose types link recordings like pages."""
    is_html = "html" in (_text(link, "type") or "html").lower()
    return is_html and not _text(link, "href").partition("?")[0].lower().endswith(_MEDIA_FILES)


def _title(raw: Any, *, is_typed: bool) -> str:
    if not is_typed:
        return markup.title(_text(raw, "title"))
    return storable(clean_line(_plain(raw, "title", is_typed=True)))


def _plain(raw: Any, name: str, *, is_typed: bool) -> str:
    """Return a field as text. Atom says what it is: in plain text, a tag is what it looks like."""
    text = _text(raw, name)
    if not is_typed:
        return markup.plain(text)
    detail = raw.get(f"{name}_detail")
    if isinstance(detail, dict) and detail.get("type") == "text/plain":
        return clean(text)
    return markup.plain(text, rounds=1)


def _summary(raw: Any, full_text: str, *, is_typed: bool) -> str:
    """Return the summary; of a recording without one, as in feeds of videos, its description."""
    summary = (
        _plain(raw, "summary", is_typed=is_typed)
        or markup.plain(full_text)
        or markup.plain(_text(raw, "media_description"))
    )
    return summary[:_MAX_SUMMARY]


def _full_text(raw: Any) -> str:
    """Return the full content of an entry as markup; a description that long is no teaser."""
    longest = ""
    for part in raw.get("content") or ():
        value = _text(part, "value")
        if part.get("type") == "text/plain":
            value = html.escape(value, quote=False)
        longest = max(longest, value, key=len)
    summary = _text(raw, "summary")
    if not longest and len(summary) > _FULL_TEXT and len(markup.plain(summary)) > _FULL_TEXT:
        return summary
    return longest


def _authors(raw: Any) -> tuple[str, ...]:
    people = [
        _text(author, "name") for author in raw.get("authors") or () if isinstance(author, dict)
    ]
    return markup.names([name for name in people if name] or [_text(raw, "author")])


def _terms(raw: Any) -> Iterator[str]:
    for tag in raw.get("tags") or ():
        yield markup.plain_line(tag.get("label") or tag.get("term") or "")


def _language(raw: Any) -> str | None:
    for name in ("content", "title_detail", "summary_detail"):
        detail = raw.get(name)
        detail = detail[0] if isinstance(detail, list) and detail else detail
        if isinstance(detail, dict) and detail.get("language"):
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
    moment = read_moment(_text(raw, "updated"), "feed", country=country)
    return moment if moment and published and moment.at > published.at else None


def _ttl(feed: Any) -> int | None:
    """Seconds between two changes as the feed states them (`ttl` in minutes, or `sy:`)."""
    if (minutes := _text(feed, "ttl").strip()).isdecimal() and len(minutes) < 8 and int(minutes):
        return int(minutes) * 60
    period = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower())
    if period is None:
        return None
    times = _text(feed, "sy_updatefrequency").strip()
    return period // (int(times) if times.isdecimal() and 0 < len(times) < 4 and int(times) else 1)
