"""Articles: one publication at one canonical URL, in versions."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from psycopg2.extensions import connection as Connection

from newsmon.model import Article, Edition
from newsmon.store import blog_posts
from newsmon.store.article_changes import Outcome, change, columns
from newsmon.store.details import Details
from newsmon.store.extracted import Alias, ExtractedArticle, Origin, apart
from newsmon.store.json_records import json_records
from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_single
from newsmon.store.rows import ArticlesFind

__all__ = ["Alias", "ExtractedArticle", "Origin", "Outcome"]

log = logging.getLogger(__name__)

Loaded = tuple[int | None, Outcome]  # id of the article; None: forgotten


def load(
    conn: Connection,
    article: Article,
    origin: Origin,
    aliases: Iterable[Alias],
    details: Details,
    *,
    replay: bool,
) -> Loaded:
    """Load one article; see `load_all`."""
    extracted = ExtractedArticle(article, origin, tuple(aliases), replay)
    (loaded,) = load_all(conn, [extracted], details)
    return loaded


def load_all(
    conn: Connection, extracted: Iterable[ExtractedArticle], details: Details
) -> list[Loaded]:
    """Insert articles, or make each the next version of the one that its addresses lead to.

    Identity is every URL that an article is known by; two addresses that differ in their query
    only are one where they have the same title and text. A replay (the same page extracted
    again) never makes a version. What was forgotten under one of them stays forgotten under all.
    All comes out as if they were loaded one by one, in their order, whatever they share.
    The caller writes the `details` that are added, in the same transaction.
    Returns the article's id (None: forgotten) and what became of it, for each.
    """
    return [loaded for batch in apart(extracted) for loaded in _Batch(conn, details).load(batch)]


class _Batch:
    """Articles of which no two have anything in common: they are looked for and added together."""

    def __init__(self, conn: Connection, details: Details) -> None:
        self._conn, self._details = conn, details
        self._changed: set[int] = set()  # stored articles
        self._addresses: list[tuple[int, int]] = []  # address and article
        self._aliases: list[tuple[Alias, int, int]] = []  # with source and article

    def load(self, batch: Sequence[ExtractedArticle]) -> list[Loaded]:
        stored = _find(self._conn, batch)
        repeats = _repeats(batch, stored)
        new = [
            item
            for place, (item, row) in enumerate(zip(batch, stored, strict=True))
            if row.article_id is None and not row.forgotten and place not in repeats
        ]
        new_ids = _insert(self._conn, new)
        loaded = []
        for place, (item, row) in enumerate(zip(batch, stored, strict=True)):
            if place in repeats:
                loaded.append(self._load_by_itself(item))
            else:
                loaded.append(self._load(item, row, new_ids.get(item.article.url)))
        self._write_addresses()
        return loaded

    def _load(
        self, extracted: ExtractedArticle, stored: ArticlesFind, new_id: int | None
    ) -> Loaded:
        """Load one for which `stored` was found; `new_id` is the article that it has become."""
        conn, article = self._conn, extracted.article
        if stored.forgotten:
            execute(conn, "addresses.mark_forgotten", address_id=extracted.origin.address_id)
            log.debug("forgotten, and kept out", extra={"url": article.url})
            return None, Outcome.FORGOTTEN
        if new_id is not None:
            self._finish(extracted, stored, new_id, Outcome.NEW)
            return new_id, Outcome.NEW
        if stored.article_id is None:
            # another worker has loaded it between the look and the insert
            (stored,) = _find(conn, [extracted])
            assert stored.article_id is not None
        touched = {stored.article_id, *stored.headlines}
        if not touched.isdisjoint(self._changed):
            return self._load_by_itself(extracted)
        self._changed |= touched
        article = blog_posts.since_first_post(conn, stored.article_id, article)
        extracted = replace(extracted, article=article)
        outcome = change(conn, stored.article_id, stored, extracted)
        self._finish(extracted, stored, stored.article_id, outcome)
        return stored.article_id, outcome

    def _load_by_itself(self, extracted: ExtractedArticle) -> Loaded:
        """Look for one anew, after all that came before it, and load it."""
        self._write_addresses()
        batch = _Batch(self._conn, self._details)
        (loaded,) = batch.load([extracted])
        self._changed |= batch._changed  # what was found of these is old now
        return loaded

    def _finish(
        self, extracted: ExtractedArticle, stored: ArticlesFind, article_id: int, outcome: Outcome
    ) -> None:
        """Write what stands beside an article, and note where its addresses lead."""
        conn, article, origin = self._conn, extracted.article, extracted.origin
        log.debug("article %d: %s, %d words", article_id, outcome.value, article.words,
                  extra={"url": article.url})  # fmt: skip
        if article.coverage is not None and outcome is not Outcome.SUPERSEDED:
            is_newest = stored.read_at is None or stored.read_at <= origin.seen_at
            blog_posts.record(
                conn, article_id, article.coverage, origin.seen_at, is_newest=is_newest
            )
        # a document comes again only where something beside its text is new
        has_news = outcome is Outcome.UNCHANGED and article.edition is Edition.ORIGINAL
        if outcome.has_details or has_news:
            self._details.add(article_id, article)
        if article.edition is Edition.HEADLINE:
            address_id = origin.address_id
            execute(conn, "addresses.mark_headline", address_id=address_id, article_id=article_id)
            return
        if headlines := stored.headlines:
            execute(
                conn, "articles.supersede_headlines", article_id=article_id, headlines=headlines
            )
            self._details.drop(set(headlines) - {article_id})
        self._addresses.append((origin.address_id, article_id))
        self._aliases += [(alias, origin.source_id, article_id) for alias in extracted.aliases]

    def _write_addresses(self) -> None:
        """Have the addresses of all that was loaded lead to it."""
        if self._addresses:
            addresses, articles = map(list, zip(*self._addresses, strict=True))
            execute(
                self._conn, "addresses.mark_loaded", address_ids=addresses, article_ids=articles
            )
        if self._aliases:
            execute(
                self._conn,
                "addresses.add_aliases",
                url_keys=[alias.url_key for alias, _, _ in self._aliases],
                urls=[alias.url for alias, _, _ in self._aliases],
                hosts=[alias.host for alias, _, _ in self._aliases],
                source_ids=[source_id for _, source_id, _ in self._aliases],
                article_ids=[article_id for _, _, article_id in self._aliases],
            )
        self._addresses, self._aliases = [], []


def _find(conn: Connection, batch: Sequence[ExtractedArticle]) -> list[ArticlesFind]:
    """Return what is stored of each."""
    searched = json_records(
        {
            "place": place,
            "url_keys": item.url_keys,
            "url": item.article.url,
            "title": item.article.title,
            "text": item.article.text,
        }
        for place, item in enumerate(batch)
    )
    rows = fetch_all(conn, "articles.find", extracted=searched)
    return sorted(rows, key=lambda row: row.place)


def _repeats(batch: Sequence[ExtractedArticle], stored: Sequence[ArticlesFind]) -> set[int]:
    """Return the places of those with the words of what is stored of another one.

    It may be theirs, too, once it has the other one's addresses.
    """
    articles: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in stored:
        if row.article_id is not None:
            articles[row.title, row.text].add(row.article_id)
    return {
        place
        for place, (item, row) in enumerate(zip(batch, stored, strict=True))
        if articles.get((item.article.title, item.article.text), set()) - {row.article_id}
    }


def _insert(conn: Connection, new: Sequence[ExtractedArticle]) -> dict[str, int]:
    """Add articles in their first version; return ids by URL, none where the URL is taken."""
    if not new:
        return {}
    records = json_records(
        {
            **columns(item.article),
            "place": place,
            "source_id": item.origin.source_id,
            "url": item.article.url,
            "edition": item.article.edition.value,
            "first_seen_at": item.origin.first_seen_at,
            "seen_at": item.origin.seen_at,
            "page_id": item.origin.page_id,
        }
        for place, item in enumerate(new)
    )
    return {
        row.url: row.article_id for row in fetch_all(conn, "articles.insert", extracted=records)
    }


def boilerplate(conn: Connection, source_ids: set[int]) -> dict[int, frozenset[str]]:
    """Return the learned lines of boilerplate by source."""
    rows = fetch_all(conn, "articles.boilerplate", sources=sorted(source_ids))
    return {row.source_id: frozenset(row.lines) for row in rows}


def ensure_source(conn: Connection, slug: str, name: str) -> int:
    """Id of a source that a document names; made where nobody knew it."""
    row = fetch_one(conn, "articles.ensure_source", slug=slug, name=name)
    if row is None:  # somebody else has made it since the statement began: the next one sees it
        row = fetch_single(conn, "articles.ensure_source", slug=slug, name=name)
    return row.source_id
