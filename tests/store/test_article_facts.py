"""Time, outlet and language of an article stand beside its matches and its words, and stay true."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from tests.conftest import fresh_database

from newsmon.config import paths
from newsmon.store import connect, migrate

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
SEEN = datetime(2026, 3, 5, 12, tzinfo=timezone.utc)
TABLES = ("topic_match", "article_search")
ARTICLE = """
    insert into newsmon.source (slug, name) values ('tin', 'Tin'), ('ore', 'Ore');
    insert into newsmon.topic (topic, name, definition_hash) values ('mines', 'Mines', 'h');
    insert into newsmon.article (source_id, url, title, text, lead, words, language, published_at,
        first_seen_at, edition)
    select source_id, 'https://tin.example/1', 'Tin', 'Tin is dear.', '', 3, 'en',
        '2026-03-04 12:00Z', '2026-03-05 12:00Z', 'page' from newsmon.source where slug = 'tin';
    insert into newsmon.topic_match (article_id, topic, score, share, salience, mentions,
        definition_hash) select article_id, 'mines', 5, 1, 'about', '[]', 'h' from newsmon.article;
    insert into newsmon.article_search (article_id, config, search)
    select article_id, 'english', to_tsvector('english', text) from newsmon.article;
"""


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    """A connection as the pipeline has it."""
    with closing(connect(database, role="writer")) as conn:
        conn.cursor().execute(ARTICLE)
        conn.commit()
        yield conn


def rows(connection: Connection, sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def facts(connection: Connection, table: str) -> Any:
    return rows(
        connection,
        f"select event_time, slug, t.language from newsmon.{table} t"
        " join newsmon.source using (source_id)",
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_new_row_has_those_of_its_article(connection: Connection, table: str) -> None:
    assert facts(connection, table) == [(NOON, "tin", "en")]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("published_at = '2026-03-01 12:00Z'", (NOON.replace(day=1), "tin", "en")),
        ("published_at = null", (SEEN, "tin", "en")),
        ("language = null", (NOON, "tin", None)),
        (
            "source_id = (select source_id from newsmon.source where slug = 'ore')",
            (NOON, "ore", "en"),
        ),
    ],
)
def test_they_follow_a_change_of_the_article(
    connection: Connection, table: str, change: str, expected: Any
) -> None:
    rows(connection, f"update newsmon.article set {change}")
    assert facts(connection, table) == [expected]


@pytest.mark.parametrize("table", TABLES)
def test_marks_of_stages_write_no_row_anew(connection: Connection, table: str) -> None:
    before = rows(connection, f"select xmin::text, ctid::text from newsmon.{table}")
    connection.commit()
    rows(connection, "update newsmon.article set tagged_at = now(), words = 4, cluster_id = null")
    assert rows(connection, f"select xmin::text, ctid::text from newsmon.{table}") == before


def test_a_filled_database_of_before_has_them_once_migrated(server: str, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(paths.shipped("sql"), before)
    (migration,) = (before / "migrations").glob("*_facts_of_articles.sql")
    for path in (before / "migrations").glob("*.sql"):
        if path.name >= migration.name:
            path.unlink()
    for path in (before / "views").glob("*.sql"):
        path.write_text("select 1;")
    with fresh_database(server) as url:
        migrate(url, directory=before)
        with closing(psycopg2.connect(url)) as conn:
            rows(conn, ARTICLE)
            rows(conn, "delete from newsmon.stale_day")
            conn.commit()
            migrate(url)
            assert [facts(conn, table) for table in TABLES] == [[(NOON, "tin", "en")]] * 2
            assert rows(conn, "table newsmon.stale_day") == []  # no rollup is to be made anew
            matching = "select article_id from newsmon.article_search where search @@ 'tin'"
            rows(conn, "set enable_seqscan = off")
            assert len(rows(conn, matching)) == 1
