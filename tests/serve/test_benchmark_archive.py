"""The archive over which the server is measured has what the pipeline would have written."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from benchmarks import archive


@pytest.mark.parametrize("table", ["topic_match", "article_search"])
def test_its_rows_have_the_facts_of_their_articles(database: str, table: str) -> None:
    with closing(psycopg2.connect(database)) as conn:
        archive.fill(conn, 300)
        with conn.cursor() as cursor:
            cursor.execute(
                f"""select count(*),
                           count(*) filter (where (m.event_time, m.source_id, m.language)
                                            = (a.event_time, a.source_id, a.language))
                    from newsmon.{table} m join newsmon.article a using (article_id)"""
            )
            assert cursor.fetchone() == (300, 300)
