"""The page that searches: filters, and of each article the passages that answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.serve.selection import Filters, select
from newsmon.serve.site.marked_text import highlighted
from newsmon.store import fetch_all
from newsmon.store.rows import ListedArticle, OutletName, TopicName

RESULTS = 20  # of a page
# Characters of the private use area, which no stored text shows (see `report.page.invisible`).
_START, _STOP = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Contents of the page of a search."""

    filters: Filters
    articles: Sequence[ListedArticle]
    passages: Mapping[int, Sequence[tuple[str, bool]]]  # pieces, and whether each was asked for
    next_cursor: str | None
    outlets: Mapping[str, str]  # name of each source
    topics: Sequence[TopicName]
    languages: Sequence[str]


def read(conn: Connection, filters: Filters, cursor: str | None) -> SearchPage:
    """Return a page of the articles that fit; UnusableError for a cursor that is none of ours."""
    selected = select(conn, filters, limit=RESULTS, cursor=cursor)
    outlets: Sequence[OutletName] = fetch_all(conn, "site.outlets")
    return SearchPage(
        filters=filters,
        articles=selected.articles,
        passages=_passages(conn, filters.q, [article.article_id for article in selected.articles]),
        next_cursor=selected.next_cursor,
        outlets={outlet.source: outlet.name for outlet in outlets},
        topics=fetch_all(conn, "site.topics"),
        languages=sorted({outlet.language for outlet in outlets if outlet.language}),
    )


def _passages(
    conn: Connection, query: str | None, articles: Sequence[int]
) -> dict[int, Sequence[tuple[str, bool]]]:
    """Return the passages of each article in which words of the query stand."""
    if not query or not articles:
        return {}
    rows = fetch_all(
        conn, "site.passages", query=query, article_ids=list(articles), start=_START, stop=_STOP
    )
    return {
        row.article_id: highlighted(row.passage, _START, _STOP)
        for row in rows
        if _START in row.passage
    }
