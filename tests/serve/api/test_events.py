"""Events, the newest first, and one in full."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.serve.conftest import Server


def in_order(reader: Connection, condition: str) -> list[int]:
    """Return the events that have such articles, by the newest of these."""
    with reader.cursor() as cursor:
        cursor.execute(
            "select event_id from report.articles a join report.events e using (event_id)"
            f" where {condition} group by event_id"
            " order by max(a.event_time) desc, max(a.article_id) desc"
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("parameters", "condition"),
    [
        ({}, "true"),
        ({"topic": "us-china"}, "'us-china' = any(a.topics)"),
        ({"since": "2026-03-05"}, "a.event_time >= '2026-03-05'"),
        ({"until": "2026-03-03"}, "a.event_time < '2026-03-04'"),
        ({"min_sources": 2}, "e.sources >= 2"),
    ],
)
@pytest.mark.parametrize("limit", [1, 200])
def test_pages_have_each_event_once_in_order(
    served: Server, reader: Connection, parameters: dict[str, Any], condition: str, limit: int
) -> None:
    expected = in_order(reader, condition)
    assert len(expected) >= 2
    events: list[int] = []
    cursor = None
    while True:
        page = served.get(
            "/api/events",
            params={**parameters, "limit": limit, **({"cursor": cursor} if cursor else {})},
        ).json()
        events += [event["event_id"] for event in page["events"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert events == expected


def test_an_event_says_who_was_first(served: Server) -> None:
    page = served.get("/api/events", params={"min_sources": 5}).json()
    event = served.get(f"/api/events/{page['events'][0]['event_id']}").json()
    assert event["outlets"][0]["source"] == "northern-wire"
    assert len(event["outlets"]) == event["sources"] == 5
    assert len(event["newest"]) == event["articles"]
    first_at = [outlet["first_at"] for outlet in event["outlets"]]
    assert first_at == sorted(first_at)


def test_what_is_no_event_is_not_found(served: Server) -> None:
    assert served.get("/api/events/999999").status_code == 404
    refused = served.get("/api/events", params={"topic": "nothing-of-ours"})
    assert refused.status_code == 422
