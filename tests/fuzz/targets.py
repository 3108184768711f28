"""What fuzzing throws bytes at, and what must hold whatever they are.

A target is called with one input and raises only when newsmon is wrong about it. It returns the
outcome in a word, so that a run shows whether its inputs got anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from tests.fuzz import files, samples
from yarl import URL

from newsmon import times, urls
from newsmon.extract import extract
from newsmon.feeds import discover, parse
from newsmon.fetch import RobotsRules, answers, encodings, robots
from newsmon.model import Entry, Failure, Moment, Page, Reason, Rejection
from newsmon.rights import from_json, to_json
from newsmon.text import clean

_NOW = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
_BASE = "https://www.example.com/news/2026/a-story"
_LIMIT = 100_000  # bytes that may come out of an encoding


@dataclass(frozen=True, slots=True)
class Target:
    """`run` takes one input; `corpus` and `tokens` are what inputs are made of."""

    run: Callable[[bytes], str]
    corpus: Sequence[bytes]
    tokens: Sequence[bytes]


def feed(data: bytes) -> str:
    """A feed's body: a feed of clean entries or a rejection; no third thing."""
    result = parse(data, url=_BASE, content_type="text/xml")
    if isinstance(result, Failure):
        assert result.reason in {
            Reason.NOT_A_FEED, Reason.MALFORMED, Reason.DECOMPRESSED_TOO_LARGE,
        }  # fmt: skip
        _storable(result.detail)
        # The name of what feedparser raised, so that a run lists all its ways.
        return f"{result.reason.value} {result.detail.partition(':')[0][:40]}"
    for entry in result.entries:
        _check_entry(entry)
    for nested in result.nested:
        assert urls.spelling(nested) == nested
    for text in (result.title, result.language or "", *result.warnings):
        _storable(text)
    discover(data.decode("utf-8", "replace"), _BASE)
    return "feed with entries" if result.entries else "feed without entries"


def _check_entry(entry: Entry) -> None:
    assert entry.guid
    assert urls.normalise(entry.url) == entry.url
    assert "\n" not in entry.title
    assert "<script" not in entry.content_html.lower()
    assert urlsplit(entry.url).scheme in {"http", "https"}
    for text in (entry.guid, entry.url, entry.title, entry.summary, entry.content_html):
        _storable(text)
    for text in (*entry.authors, *entry.tags, entry.language or ""):
        _storable(text)
    for moment in (entry.published, entry.modified):
        _check_moment(moment)


def _storable(text: str) -> None:
    """Postgres takes neither NUL nor what UTF-8 cannot hold."""
    assert "\0" not in text
    text.encode("utf-8")


def _check_moment(moment: Moment | None) -> None:
    if moment is not None:
        assert moment.at.tzinfo is not None
        assert moment.at.utcoffset() is not None
        assert 1900 <= moment.at.year <= 2100


def date(data: bytes) -> str:
    """A time as a feed, a page or a header states it: a moment in this world, or None."""
    text = data.decode("utf-8", "replace")
    stated = times.read_moment(text, "feed")
    _check_moment(stated)
    if stated is not None:
        assert times.read_moment(stated.at.isoformat(), "feed") is not None
    for day_first in (False, True):
        conventions = times.DateConventions(day_first=day_first)
        _check_moment(times.find_moment(text, "visible", conventions))
    wait = answers.retry_after(text, _NOW)
    assert wait is None or 0 <= wait <= 30 * 86_400
    return "a moment" if stated else "none"


def url(data: bytes) -> str:
    """A URL: one spelling, found again when spelled again, and the same host for every reader."""
    text = data.decode("utf-8", "replace")
    assert urls.same_site(text, _BASE) in {True, False}
    urls.spelling(urls.canonical(_BASE, text))
    found = {}
    for spell in (urls.normalise, urls.spelling):
        try:
            one = found[spell] = spell(text)
        except ValueError:
            continue
        assert spell(one) == one
        _storable(one)
        parts = urlsplit(one)
        assert parts.scheme in {"http", "https"}
        assert "@" not in parts.netloc
        # Where the check and the connection read a host differently, the check is worth nothing.
        assert (URL(one, encoded=True).raw_host or "") == parts.hostname
    if normal := found.get(urls.normalise):
        assert urls.host(normal)
        assert urls.registered_domain(normal)
        assert urls.url_key(normal) == urls.url_key(text)
    return "spelled" if found else "refused"


def encoding(data: bytes) -> str:
    """A body under a Content-Encoding: at most so many bytes, or a reason."""
    stated, _, body = data.partition(b"\n")
    try:
        out = encodings.decompress(body, stated.decode("latin-1"), _LIMIT)
    except encodings.TooLargeError:
        return "too large"
    except encodings.BadEncodingError:
        return "bad"
    assert len(out) <= _LIMIT
    return "undone"


def rules(data: bytes) -> str:
    """A robots.txt: some verdict, and a pause within bounds."""
    text = data.decode("utf-8", "replace")
    stored = RobotsRules("https://www.example.com", 200, text, _NOW, _NOW)
    permission = robots.verdict(robots.prepared(stored, "newsmon"), _BASE, "newsmon", _NOW)
    from_json(json.loads(to_json(permission.rights.of(_BASE))))
    assert permission.delay is None or 0 <= permission.delay <= 60
    return "allowed" if permission.allowed else "forbidden"


def page(data: bytes) -> str:
    """A page's body: an article that Postgres takes and that has a text, or a reason."""
    found = extract(Page(_BASE, _BASE, data, "text/html", None, _NOW))
    if isinstance(found, Rejection):
        _storable(found.detail)
        return found.reason.value
    assert found.text
    assert found.text == clean(found.text)
    assert urls.normalise(found.url) == found.url
    for text in (found.title, found.text, found.lead, *found.authors, *found.tags):
        _storable(text)
    for line in found.removed:
        _storable(line.line)
    for candidate in found.candidates:
        _storable(candidate.value)
        assert 0 <= candidate.confidence <= 1
    _check_moment(found.published)
    assert found.published is None or found.published.at <= _NOW + timedelta(days=1)
    assert urlsplit(found.image_url or "").scheme in {"", "http", "https"}
    return "an article"


TARGETS = {
    "pages": Target(page, samples.PAGES, samples.PAGE_TOKENS),
    "feeds": Target(feed, samples.FEEDS, samples.FEED_TOKENS),
    "dates": Target(date, samples.DATES, samples.DATE_TOKENS),
    "urls": Target(url, samples.URLS, samples.URL_TOKENS),
    "encodings": Target(encoding, samples.BODIES, samples.BODY_TOKENS),
    "robots": Target(rules, samples.ROBOTS, samples.ROBOTS_TOKENS),
    "lines": Target(files.lines, files.LINES, files.FILE_TOKENS),
    "saved": Target(files.saved, files.SAVED, files.FILE_TOKENS),
    "warc": Target(files.records, files.RECORDS, files.ARCHIVE_TOKENS),
    "packed": Target(files.packed_records, files.PACKED, files.ARCHIVE_TOKENS),
    "wacz": Target(files.package, files.packages(), files.ARCHIVE_TOKENS),
}
