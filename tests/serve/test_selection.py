"""Articles by words: looked up in the index, or met on the way back in time, they are the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.serve import selection
from newsmon.serve.selection import Filters, select

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)


@pytest.fixture
def reading(reader: Connection) -> Iterator[Connection]:
    """A transaction of its own, as each request has one."""
    reader.rollback()
    yield reader
    reader.rollback()


def pages(reading: Connection, filters: Filters, *, limit: int) -> list[list[int]]:
    """Return the numbers of all articles that fit, page by page."""
    cursor, result = None, []
    while True:
        selected = select(reading, filters, limit=limit, cursor=cursor)
        result.append([article.article_id for article in selected.articles])
        cursor = selected.next_cursor
        if cursor is None:
            return result


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"topic": "us-china"},
        {"source": "northern-wire"},
        {"language": "en"},
        {"language": "de"},
        {"since": NOON},
        {"until": NOON},
        {"event": 1},
        {"cluster": 1},
        {"topic": "us-china", "source": "northern-wire", "language": "en", "since": NOON},
    ],
    ids=lambda filters: " ".join(filters) or "words alone",
)
@pytest.mark.parametrize("limit", [1, 3, 200])
def test_both_ways_lead_to_the_same_pages(
    reading: Connection, monkeypatch: pytest.MonkeyPatch, filters: dict[str, Any], limit: int
) -> None:
    selected = Filters(q="china", **filters)
    by_index = pages(reading, selected, limit=limit)
    monkeypatch.setattr(selection, "_MOST_MATCHES", 0)
    assert pages(reading, selected, limit=limit) == by_index


def test_words_of_as_many_articles_as_are_put_in_order_are_looked_up(
    reading: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading.cursor() as cursor:
        cursor.execute(
            "select article_id from report.articles where search @@ to_tsquery('english', 'china')"
            " order by event_time desc, article_id desc"
        )
        expected = [row[0] for row in cursor.fetchall()]
    assert len(expected) > 2
    for most in (len(expected) - 1, len(expected), len(expected) + 1):
        monkeypatch.setattr(selection, "_MOST_MATCHES", most)
        assert pages(reading, Filters(q="china", language="en"), limit=200) == [expected]


def test_words_that_no_article_has_are_no_error(reading: Connection) -> None:
    selected = select(reading, Filters(q="xylophonist"), limit=10)
    assert (selected.articles, selected.next_cursor) == ([], None)
