"""Changes of a stored article: its next version, better facts about the same one, or none."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from psycopg2.extensions import connection as Connection

from newsmon.extract import is_trivial
from newsmon.model import Article, Edition
from newsmon.store.extracted import ExtractedArticle, Origin
from newsmon.store.queries import execute, fetch_single
from newsmon.store.rows import ArticlesFind


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


def change(
    conn: Connection, article_id: int, stored: ArticlesFind, extracted: ExtractedArticle
) -> Outcome:
    """Make a stored article what was extracted of it now, as far as that is better or newer."""
    article, origin, replay = extracted.article, extracted.origin, extracted.replay
    rank = article.edition.rank - Edition(stored.edition).rank
    if rank < 0:
        return Outcome.SUPERSEDED
    if article.coverage is not None and stored.introduction is not None:
        return _grow(conn, article_id, stored, extracted, is_better=rank > 0)
    before, now = (stored.title, stored.text), (article.title, article.text)
    no_version = replay or article.edition is Edition.HEADLINE
    if no_version or (rank == 0 and is_trivial(before, now)):
        if not no_version:  # the words stay as the version has them
            article = replace(article, title=stored.title, text=stored.text)
        changed = execute(conn, "articles.refresh", article_id=article_id, **columns(article))
        if not changed:
            return Outcome.UNCHANGED
        execute(conn, "articles.refresh_version", article_id=article_id)
        return Outcome.REFRESHED
    return _revise(conn, article_id, article, origin)


def _grow(
    conn: Connection,
    article_id: int,
    stored: ArticlesFind,
    extracted: ExtractedArticle,
    *,
    is_better: bool,
) -> Outcome:
    """Take a live blog as its page now has it: a new headline or introduction makes a version.

    A page that is older than the one read last changes nothing but the posts.
    """
    article, origin = extracted.article, extracted.origin
    coverage = article.coverage
    assert coverage is not None
    if stored.read_at is not None and origin.seen_at < stored.read_at:
        return Outcome.UNCHANGED
    before, now = (stored.title, stored.introduction or ""), (article.title, coverage.introduction)
    if not extracted.replay and (is_better or not is_trivial(before, now)):
        return _revise(conn, article_id, article, origin)
    if not execute(conn, "articles.refresh", article_id=article_id, **columns(article)):
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
        **columns(article),
    )
    execute(
        conn,
        "articles.add_version",
        article_id=article_id,
        version=row.version,
        seen_at=origin.seen_at,
        title=article.title,
        text=article.text,
        edition=article.edition.value,
        page_id=origin.page_id,
    )
    return Outcome.NEW if row.version == 1 else Outcome.REVISED  # a headline has no version


def columns(article: Article) -> dict[str, object]:
    """Return an article's values by the columns of newsmon.article that each version changes."""
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
