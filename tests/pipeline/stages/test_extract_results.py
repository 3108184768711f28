"""What came of the pages of a batch is written as if it came of them one after the other."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.conftest import Settings

from newsmon.config import Config
from newsmon.model import Article, Page, Reason, Rejection
from newsmon.pipeline.stages.extract_results import ResultWriter
from newsmon.store import addresses, articles, pages
from newsmon.store.rows import ClaimedPage

NOW = datetime.now(timezone.utc)
URL = "https://paper.example/ferry"
ARTICLE = Article(URL, "Ferry sails", "The ferry sails again.", "The ferry sails again.", 4)
STATE = (
    "select d.state, d.reason as why, d.next_attempt_at is null as ends, r.reason, q.stage, a.title"
    " from newsmon.address d left join newsmon.article a using (article_id)"
    " left join newsmon.rejection r using (address_id)"
    " left join newsmon.page p on p.address_id = d.address_id"
    " left join newsmon.quarantine q on q.item_id = p.page_id order by p.page_id"
)


@pytest.fixture
def config(configuration: Settings) -> Config:
    return configuration.write([])


@pytest.fixture
def rows(conn: Connection) -> list[ClaimedPage]:
    """Two pages of one address, fetched one after the other."""
    source = articles.ensure_source(conn, "paper", "The Paper")
    address = addresses.ensure_all(conn, [("paper.example/ferry", URL, "paper.example", source)])
    for seconds in range(2):
        body = f"Page {seconds}".encode()
        page = Page(URL, URL, body, "text/html", None, NOW + timedelta(seconds=seconds))
        pages.keep(conn, address["paper.example/ferry"].address_id, page)
    with conn.cursor() as cursor:
        cursor.execute("update newsmon.address set state = 'fetched'")
    conn.commit()
    return pages.claim(conn, 2)


def state(conn: Connection) -> list[Any]:
    with conn.cursor() as cursor:
        cursor.execute(STATE)
        return cursor.fetchall()


@pytest.mark.parametrize("reason", [Reason.INTERNAL_ERROR, Reason.WORKER_DIED, Reason.PAYWALL])
def test_a_rejection_comes_after_an_article_of_the_same_address(
    conn: Connection, config: Config, rows: list[ClaimedPage], reason: Reason
) -> None:
    results: list[Article | Rejection] = [ARTICLE, Rejection(reason, "why")]
    assert len(rows) == len(results)
    for row, result in zip(rows, results, strict=True):
        writer = ResultWriter(conn, config, None)
        writer.add(row, result)
        writer.finish()
    expected = state(conn)
    conn.rollback()
    writer = ResultWriter(conn, config, None)
    for row, result in zip(rows, results, strict=True):
        writer.add(row, result)
    writer.finish()
    assert state(conn) == expected
