"""Topics over time, sources and feeds."""

from __future__ import annotations

import pytest
from psycopg2.extensions import connection as Connection
from tests.serve.conftest import Server


@pytest.mark.parametrize(
    ("path", "name", "column", "view"),
    [
        ("/api/topics", "topics", "topic", "report.topics"),
        ("/api/sources", "sources", "source", "report.sources"),
        ("/api/feeds", "feeds", "feed", "report.feed_health"),
    ],
)
def test_lists_have_each_name_once(
    served: Server, reader: Connection, path: str, name: str, column: str, view: str
) -> None:
    names, cursor = [], None
    while True:
        page = served.get(path, params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        names += [row[column] for row in page.json()[name]]
        cursor = page.json()["next_cursor"]
        if cursor is None:
            break
    with reader.cursor() as rows:
        rows.execute(f"select {column} from {view} order by 1")
        assert names == [row[0] for row in rows.fetchall()]
    assert len(names) > 2


def test_feeds_are_chosen_by_state(served: Server) -> None:
    states = {feed["state"] for feed in served.get("/api/feeds").json()["feeds"]}
    for state in states:
        chosen = served.get("/api/feeds", params={"state": state}).json()["feeds"]
        assert {feed["state"] for feed in chosen} == {state}
    assert served.get("/api/feeds", params={"state": "fine"}).json()["feeds"] == []


def test_a_topic_over_time_is_that_of_the_view(served: Server, reader: Connection) -> None:
    days = served.get("/api/topics/us-china/daily").json()
    with reader.cursor() as rows:
        rows.execute("select day::text, articles from report.topic_daily"
                     " where topic = 'us-china' order by day")  # fmt: skip
        expected = rows.fetchall()
    assert [(day["day"], day["articles"]) for day in days["days"]] == [tuple(r) for r in expected]
    assert days["until"] == expected[-1][0]


def test_days_can_be_chosen(served: Server) -> None:
    chosen = {"since": "2026-03-03", "until": "2026-03-04"}
    days = served.get("/api/topics/us-china/daily", params=chosen).json()["days"]
    assert {day["day"] for day in days} <= {"2026-03-03", "2026-03-04"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/topics/nothing-of-ours/daily", 404),
        ("/api/topics/us-china%00/daily", 422),
        ("/api/topics/us-china/daily?since=0001-01-01", 422),
        ("/api/topics/us-china/daily?until=0001-01-01", 422),
        ("/api/topics/us-china/daily?since=2026-02-30", 422),
        ("/api/topics?cursor=WzFd", 422),
        ("/api/sources?cursor=WyJhXHUwMDAwIl0", 422),
    ],
)
def test_what_cannot_be_meant_is_refused(served: Server, path: str, status: int) -> None:
    assert served.get(path).status_code == status
