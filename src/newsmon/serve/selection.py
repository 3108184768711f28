"""Articles by filters, page by page: what the API, the pages and the tools ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from psycopg2.extensions import connection as Connection

from newsmon.serve import cursors
from newsmon.serve.cursors import Place
from newsmon.serve.problem_details import UnusableError
from newsmon.store import execute, fetch_all, fetch_single
from newsmon.store.rows import ListedArticle

_NAMED: Final = 50  # topics that are named where there is none of a name
# Articles with some words that are put in order to find the newest; where there are more, looking
# for them back in time takes less (see docs/decisions.md).
_MOST_MATCHES: Final = 50_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that an article must meet; None: it does not matter."""

    q: str | None = None
    topic: str | None = None
    source: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    event: int | None = None
    cluster: int | None = None


class Selected(NamedTuple):
    """Articles, the newest first, the cursor of those that follow, and the query of the index."""

    articles: Sequence[ListedArticle]
    next_cursor: str | None
    query: str | None


def select(
    connection: Connection, filters: Filters, *, limit: int, cursor: str | None = None
) -> Selected:
    """Return at most `limit` articles. Raises UnusableError for a filter that cannot be meant."""
    after_time, after_id = cursors.decode(cursor) if cursor else (None, None)
    check_source(connection, filters.source)
    check_topic(connection, filters.topic)
    query = search_query(connection, filters.q, filters.language) if filters.q else None
    parameters = {
        "query": query,
        "source": filters.source, "language": filters.language,
        "event": filters.event, "cluster": filters.cluster,
        "since": filters.since, "until": filters.until,
        "after_time": after_time, "after_id": after_id, "limit": limit + 1,
    }  # fmt: skip
    articles = _with_words(connection, filters.topic, parameters) if query else None
    if articles is None:
        articles = _newest(connection, filters.topic, parameters)
    return Selected(articles[:limit], _next(articles, limit), query)


def _newest(
    connection: Connection, topic: str | None, parameters: Mapping[str, Any]
) -> list[ListedArticle]:
    """Follow articles back in time until enough fit."""
    if topic is None:
        return fetch_all(connection, "serve.articles", **parameters)
    return fetch_all(connection, "serve.articles_about", topic=topic, **parameters)


def _with_words(
    connection: Connection, topic: str | None, parameters: Mapping[str, Any]
) -> list[ListedArticle] | None:
    """Look the words up in their index, and take the newest that fit.

    None where more articles than can be put in order have them: many of the newest do, then.
    """
    execute(connection, "serve.use_indexes")
    matching = fetch_single(
        connection, "serve.articles_with_words", topic=topic, most=_MOST_MATCHES, **parameters
    )
    if matching.matches > _MOST_MATCHES:
        return None
    return fetch_all(connection, "serve.listed_articles", article_ids=matching.article_ids)


def search_query(connection: Connection, words: str, language: str | None) -> str:
    """Write words that people typed as a query of the index, in a language or as English.

    Raises UnusableError where nothing in them can be searched for.
    """
    config = None
    if language is not None:
        config = fetch_single(connection, "serve.search_config", language=language).config
    query = fetch_single(connection, "serve.search_query", words=words, config=config)
    if not query.parts:
        raise UnusableError(f"q has no word to search for in {words!r}: common words are left out")
    return query.query


def check_topic(connection: Connection, topic: str | None) -> None:
    """Refuse a topic that is none: a list that is empty for a slip would look like news."""
    if topic and not fetch_single(connection, "serve.has_topic", topic=topic).present:
        rows = fetch_all(connection, "serve.topics", after=None, limit=_NAMED)
        names = ", ".join(row.topic for row in rows)
        raise UnusableError(f"no topic {topic!r}; there are {names} (/api/topics lists all)")


def check_source(connection: Connection, source: str | None) -> None:
    """Refuse an outlet that is none."""
    if source and not fetch_single(connection, "serve.has_source", source=source).present:
        raise UnusableError(f"no source {source!r}: /api/sources lists them")


def _next(articles: Sequence[ListedArticle], limit: int) -> str | None:
    """Return the cursor of what follows so many articles, if more were fetched than they are."""
    if len(articles) <= limit:
        return None
    last = articles[limit - 1]
    return cursors.encode(Place(last.event_time, last.article_id))
