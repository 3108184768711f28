"""Lists of articles: filters, pages, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.serve.conftest import Server

Articles = list[dict[str, Any]]


def listed(served: Server, **parameters: Any) -> Articles:
    response = served.get("/api/articles", params=parameters)
    assert response.status_code == 200, response.text
    articles: Articles = response.json()["articles"]
    return articles


def ids(reader: Connection, condition: str) -> list[int]:
    """Return the articles of a condition, the newest first."""
    with reader.cursor() as cursor:
        cursor.execute(
            f"select article_id from report.articles where {condition}"
            " order by event_time desc, article_id desc"
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("parameters", "condition"),
    [
        ({}, "true"),
        ({"source": "northern-wire"}, "source = 'northern-wire'"),
        ({"topic": "us-china"}, "'us-china' = any(topics)"),
        ({"language": "en"}, "language = 'en'"),
        ({"event": 1}, "event_id = 1"),
        ({"cluster": 1}, "cluster_id = 1"),
        ({"since": "2026-03-04"}, "event_time >= '2026-03-04'"),
        ({"until": "2026-03-04"}, "event_time < '2026-03-05'"),
        ({"until": "2026-03-04T12:00:00+01:00"}, "event_time < '2026-03-04 11:00'"),
        ({"q": '"shadow fleet" -football'},
         "search @@ websearch_to_tsquery('english', '\"shadow fleet\"')"),
        ({"topic": "us-china", "source": "northern-wire"},
         "'us-china' = any(topics) and source = 'northern-wire'"),
        ({"topic": "us-china", "language": "en", "since": "2026-03-03"},
         "'us-china' = any(topics) and language = 'en' and event_time >= '2026-03-03'"),
        ({"topic": "us-china", "source": "northern-wire", "q": "tariff"},
         "'us-china' = any(topics) and source = 'northern-wire'"
         " and search @@ to_tsquery('english', 'tariff')"),
    ],
)  # fmt: skip
def test_each_filter_is_that_of_the_view(
    served: Server, reader: Connection, parameters: dict[str, Any], condition: str
) -> None:
    expected = ids(reader, condition)
    assert expected
    assert [a["article_id"] for a in listed(served, limit=200, **parameters)] == expected


@pytest.mark.parametrize(
    "parameters", [{}, {"topic": "us-china"}, {"q": "china"}, {"q": "china", "topic": "us-china"}]
)
def test_pages_join_without_a_gap_or_a_repetition(
    served: Server, parameters: dict[str, Any]
) -> None:
    whole = [a["article_id"] for a in listed(served, limit=200, **parameters)]
    cursor, pieces = None, []
    while True:
        page = served.get("/api/articles", params={
            **parameters, "limit": 3, **({"cursor": cursor} if cursor else {})}).json()  # fmt: skip
        pieces += [a["article_id"] for a in page["articles"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["articles"]) == 3
    assert pieces == whole
    assert len(whole) > 3


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"limit": 201}, "limit"),
        ({"limit": 0}, "limit"),
        ({"cursor": "WzFd"}, "cursor"),
        ({"cursor": "no base64!"}, "cursor"),
        ({"since": "yesterday"}, "since"),
        ({"since": "1700000000"}, "since"),
        ({"until": "9999-12-31"}, "until"),
        ({"event": 2**63}, "event"),
        ({"topic": "nothing-of-ours"}, "/api/topics"),
        ({"source": "nobody"}, "/api/sources"),
        ({"q": "the", "language": "en"}, "q"),
        ({"q": "?!"}, "q"),
        ({"q": "a\0b"}, "q"),
        ({"topics": "us-china"}, "topics"),
    ],
)
def test_a_slip_is_refused_with_what_is_wrong(
    served: Server, parameters: dict[str, Any], says: str
) -> None:
    response = served.get("/api/articles", params=parameters)
    problem = response.json()
    assert response.status_code == problem["status"] == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert says in f"{problem['detail']} {problem.get('errors')}"
