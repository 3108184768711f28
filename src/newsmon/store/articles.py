"""Articles: one publication at one canonical URL, in versions."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from psycopg2.extensions import connection as Connection

from newsmon.extract import is_trivial
from newsmon.model import Article, Edition
from newsmon.store import blog_posts
from newsmon.store.details import Details
from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_single
from newsmon.store.rows import ArticlesFind

log = logging.getLogger(__name__)


class Outcome(str, Enum):
    """Results of loading an extracted article."""

    NEW = "new"
    REVISED = "revised"  # the next version of a stored article
    REFRESHED = "refreshed"  # the same version, extracted better
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # a lesser edition than the one we have
    FORGOTTEN = "forgotten"  # it was removed under another of its addresses

    @property
    def has_details(self) -> bool:
        """Tell whether the details of the newest version are to be written anew."""
        return self in (Outcome.NEW, Outcome.REVISED, Outcome.REFRESHED)


@dataclass(frozen=True, slots=True)
class Origin:
    """The page and address that an article was extracted from."""

    address_id: int
    source_id: int
    page_id: int
    url_key: str  # identity of the address it was fetched at
    first_seen_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Alias:
    """Another URL that an article is known by."""

    url_key: str
    url: str
    host: str


def load(
    conn: Connection,
    article: Article,
    origin: Origin,
    aliases: list[Alias],
    details: Details,
    *,
    replay: bool,
) -> tuple[int | None, Outcome]:
    """Insert an article, or make it the next version of the one that its addresses lead to.

    Identity is every URL that the article is known by; two addresses that differ in their query
    only are one where they have the same title and text. A replay (the same page extracted
    again) never makes a version. What was forgotten under one of them stays forgotten under all.
    The caller writes the `details` that are added, in the same transaction.
    Returns the article's id (None: forgotten) and what became of it.
    """
    keys = [origin.url_key, *(alias.url_key for alias in aliases)]
    stored = _find(conn, article, keys)
    if stored.forgotten:
        execute(conn, "addresses.mark_forgotten", address_id=origin.address_id)
        log.debug("forgotten, and kept out", extra={"url": article.url})
        return None, Outcome.FORGOTTEN
    article_id, outcome = None, Outcome.NEW
    if stored.article_id is None:
        article_id = _insert(conn, article, origin)
        if article_id is None:  # another worker has loaded it between the look and the insert
            stored = _find(conn, article, keys)
    if stored.article_id is not None:
        article_id = stored.article_id
        article = blog_posts.since_first_post(conn, article_id, article)
        outcome = _change(conn, article_id, stored, article, origin, replay=replay)
    assert article_id is not None
    log.debug("article %d: %s, %d words", article_id, outcome.value, article.words,
              extra={"url": article.url})  # fmt: skip
    if article.coverage is not None and outcome is not Outcome.SUPERSEDED:
        is_newest = stored.read_at is None or stored.read_at <= origin.seen_at
        blog_posts.record(conn, article_id, article.coverage, origin.seen_at, is_newest=is_newest)
    # a document comes again only where something beside its text is new
    has_news = outcome is Outcome.UNCHANGED and article.edition is Edition.ORIGINAL
    if outcome.has_details or has_news:
        details.add(article_id, article)
    if article.edition is Edition.HEADLINE:
        address_id = origin.address_id
        execute(conn, "addresses.mark_headline", address_id=address_id, article_id=article_id)
        return article_id, outcome
    if headlines := stored.headlines:
        execute(conn, "articles.supersede_headlines", article_id=article_id, headlines=headlines)
    execute(conn, "addresses.mark_loaded", address_id=origin.address_id, article_id=article_id)
    for alias in aliases:
        execute(
            conn,
            "addresses.add_alias",
            url_key=alias.url_key,
            url=alias.url,
            host=alias.host,
            source_id=origin.source_id,
            article_id=article_id,
        )
    return article_id, outcome


def _find(conn: Connection, article: Article, keys: list[str]) -> ArticlesFind:
    return fetch_single(
        conn,
        "articles.find",
        url_keys=keys,
        url=article.url,
        title=article.title,
        text=article.text,
    )


def boilerplate(conn: Connection, source_ids: set[int]) -> dict[int, frozenset[str]]:
    """Return the learned lines of boilerplate by source."""
    rows = fetch_all(conn, "articles.boilerplate", sources=sorted(source_ids))
    return {row.source_id: frozenset(row.lines) for row in rows}


def ensure_source(conn: Connection, slug: str, name: str) -> int:
    """Id of a source that a document names; made where nobody knew it."""
    return fetch_single(conn, "articles.ensure_source", slug=slug, name=name).source_id


def _insert(conn: Connection, article: Article, origin: Origin) -> int | None:
    """Id of the new article; None where its URL is taken."""
    row = fetch_one(
        conn,
        "articles.insert",
        **_columns(article),
        source_id=origin.source_id,
        url=article.url,
        edition=article.edition.value,
        first_seen_at=origin.first_seen_at,
    )
    if row is None:
        return None
    if article.edition is Edition.HEADLINE:
        return row.article_id
    _add_version(conn, row.article_id, 1, article, origin)
    return row.article_id


def _change(
    conn: Connection,
    article_id: int,
    stored: ArticlesFind,
    article: Article,
    origin: Origin,
    *,
    replay: bool,
) -> Outcome:
    rank = article.edition.rank - Edition(stored.edition).rank
    if rank < 0:
        return Outcome.SUPERSEDED
    if article.coverage is not None and stored.introduction is not None:
        is_better = rank > 0
        return _grow(conn, article_id, stored, article, origin, replay=replay, is_better=is_better)
    before, now = (stored.title, stored.text), (article.title, article.text)
    no_version = replay or article.edition is Edition.HEADLINE
    if no_version or (rank == 0 and is_trivial(before, now)):
        if not no_version:  # the words stay as the version has them
            article = replace(article, title=stored.title, text=stored.text)
        changed = execute(conn, "articles.refresh", article_id=article_id, **_columns(article))
        if not changed:
            return Outcome.UNCHANGED
        execute(conn, "articles.refresh_version", article_id=article_id)
        return Outcome.REFRESHED
    return _revise(conn, article_id, article, origin)


def _grow(
    conn: Connection,
    article_id: int,
    stored: ArticlesFind,
    article: Article,
    origin: Origin,
    *,
    replay: bool,
    is_better: bool,
) -> Outcome:
    """Take a live blog as its page now has it: a new headline or introduction makes a version.

    A page that is older than the one read last changes nothing but the posts.
    """
    coverage = article.coverage
    assert coverage is not None
    if stored.read_at is not None and origin.seen_at < stored.read_at:
        return Outcome.UNCHANGED
    before, now = (stored.title, stored.introduction or ""), (article.title, coverage.introduction)
    if not replay and (is_better or not is_trivial(before, now)):
        return _revise(conn, article_id, article, origin)
    if not execute(conn, "articles.refresh", article_id=article_id, **_columns(article)):
        return Outcome.UNCHANGED
    execute(conn, "articles.refresh_version", article_id=article_id)
    execute(conn, "articles.move_version", article_id=article_id, page_id=origin.page_id)
    return Outcome.REFRESHED


def _revise(conn: Connection, article_id: int, article: Article, origin: Origin) -> Outcome:
    row = fetch_single(
        conn,
        "articles.revise",
        article_id=article_id,
        url=article.url,
        edition=article.edition.value,
        **_columns(article),
    )
    _add_version(conn, article_id, row.version, article, origin)
    return Outcome.NEW if row.version == 1 else Outcome.REVISED  # a headline has no version


def _columns(article: Article) -> dict[str, object]:
    published = article.published
    return {
        "title": article.title,
        "authors": list(article.authors),
        "text": article.text,
        "lead": article.lead,
        "words": article.words,
        "language": article.language,
        "published_at": published.at if published else None,
        "published_at_precision": published.precision.value if published else None,
        "published_at_method": published.method if published else None,
        "modified_at": article.modified_at,
        "section": article.section,
        "tags": list(article.tags),
        "image_url": article.image_url,
        "paywalled": article.paywalled,
        "kind": article.kind.value,
    }


def _add_version(
    conn: Connection, article_id: int, version: int, article: Article, origin: Origin
) -> None:
    execute(
        conn,
        "articles.add_version",
        article_id=article_id,
        version=version,
        seen_at=origin.seen_at,
        title=article.title,
        text=article.text,
        edition=article.edition.value,
        page_id=origin.page_id,
    )
