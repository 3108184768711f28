"""The benchmark of growth fills what the stages compare with as they would have, and takes all."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import psycopg2
import pytest
from benchmarks import archive, growth, windows
from benchmarks.newswire import Newswire

SIZE = 1_500  # articles of a year: some five weeks of 86 clusters, and one of 17


@pytest.fixture
def filled(database: str) -> str:
    with closing(psycopg2.connect(database)) as conn:
        archive.fill(conn, SIZE)
        windows.fill(conn, SIZE)
    return database


def rows(database: str, statement: str) -> list[Any]:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_fingerprints_are_those_of_clusters_of_the_last_weeks(filled: str) -> None:
    assert rows(
        filled,
        "select count(distinct week), count(distinct cluster_id),"
        " bool_and(exists (select from newsmon.article a where a.cluster_id = f.cluster_id))"
        " from newsmon.fingerprint f",
    ) == [(5, 5 * (SIZE * 3 // 5 * 7 // 365), True)]


def test_each_newest_cluster_has_the_text_of_its_representative(filled: str) -> None:
    assert rows(
        filled,
        "select count(*), bool_and((t.article_id, t.event_time)"
        "                          = (c.representative_id, a.event_time))"
        " from newsmon.event_text t join newsmon.cluster c using (cluster_id)"
        " join newsmon.article a on a.article_id = t.article_id",
    ) == [(SIZE * 3 // 5 * 7 // 365, True)]


def test_a_tail_goes_through_every_stage(filled: str) -> None:
    costs = list(growth.measure(filled, SIZE, list(Newswire().publish(40))))
    assert [cost.stage for cost in costs] == [*growth.TABLES, "housekeeping"]
    assert all(cost.milliseconds > 0 for cost in costs if cost.milliseconds is not None)
    assert rows(
        filled,
        "select count(*) from report.articles where url like 'https://tail.%' and event_id is not"
        " null and search is not null",
    ) == [(40,)]
