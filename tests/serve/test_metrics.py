"""Figures in Prometheus' text form, read back by its own parser."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families
from psycopg2.extensions import connection as Connection
from tests.serve.conftest import Server

Samples = dict[tuple[str, ...], float]


def samples(served: Server) -> Samples:
    response = served.get("/metrics")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("newsmon_stage_waiting", "select stage, waiting from report.backlogs"),
        ("newsmon_feeds", "select state, count(*) from report.feed_health group by 1"),
        ("newsmon_runs", "select state, count(*) from report.runs group by 1"),
        (
            "newsmon_run_end_timestamp_seconds",
            "select extract(epoch from finished_at)::float from report.runs"
            " order by run_id desc limit 1",
        ),
        (
            "newsmon_article_timestamp_seconds",
            "select extract(epoch from max(first_seen_at))::float from report.articles",
        ),
    ],
)
def test_figures_are_those_of_the_views(
    served: Server, reader: Connection, name: str, query: str
) -> None:
    figures = samples(served)
    with reader.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    reader.rollback()
    assert rows
    for *labels, value in rows:
        key = (name, *labels)
        assert figures[key] == pytest.approx(value)


def test_states_that_no_feed_is_in_are_there_as_zero(served: Server) -> None:
    figures = samples(served)
    assert figures["newsmon_feeds", "gone"] == 0
    assert figures["newsmon_runs", "failed"] == 0


def test_counts_of_the_newest_run_are_told_by_stage(served: Server) -> None:
    assert samples(served)["newsmon_run_items", "claimed", "extract"] > 0


def test_requests_are_counted_by_route_and_not_by_address(served: Server) -> None:
    for number in (1, 2, 3):
        served.get(f"/api/articles/{number}")
    served.get("/no/such/page")
    figures = samples(served)
    assert figures["newsmon_http_request_seconds_count", "/api/articles/{article_id}", "200"] >= 3
    assert figures["newsmon_http_request_seconds_count", "", "404"] >= 1
    assert not any("/no/such/page" in part for key in figures for part in key)
