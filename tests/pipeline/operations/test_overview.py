"""What a supervisor is told."""

from __future__ import annotations

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.conftest import Settings

from newsmon.pipeline.operations import overview
from newsmon.store import Database, run_records


@pytest.mark.parametrize("minutes", [1, 20])
def test_a_stage_is_stalled_that_does_nothing_though_something_waits(
    database: str, conn: Connection, configuration: Settings, minutes: int
) -> None:
    run_id = run_records.start(conn, "follow", single_process=True)
    with conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('x', 'X')")
        cursor.execute(
            "insert into newsmon.article (source_id, url, title, text, lead, words, first_seen_at,"
            " edition) select source_id, 'https://x.example/', 'T', 'T', '', 1,"
            " now() - make_interval(mins => %s), 'page' from newsmon.source",
            (minutes,),
        )
    conn.commit()
    state = overview.status(Database(database, "test"), configuration.write([]))
    assert state["stalled"] == (["deduplicate", "tag"] if minutes > 15 else [])
    tag = next(stage for stage in state["stages"] if stage["stage"] == "tag")
    assert tag["waiting"] == 1
    assert tag["lag_seconds"] >= minutes * 60
    assert tag["progressed_at"] is None
    for stage in ("deduplicate", "tag"):
        run_records.add_counts(conn, run_id, stage, {"claimed": 1})
    state = overview.status(Database(database, "test"), configuration.write([]))
    assert state["stalled"] == []


def test_the_notices_of_feeds_are_added_up(
    database: str, conn: Connection, configuration: Settings
) -> None:
    with conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('x', 'X')")
        for number, (state, too_old, warnings) in enumerate(
            [("ok", 3, []), ("ok", 4, ["cut off"]), ("removed", 9, ["cut off"])]
        ):
            cursor.execute(
                "insert into newsmon.feed (source_id, url, fetch_url, kind, state, entries_too_old,"
                " warnings) select source_id, %s, 'x', 'feed', %s, %s, %s from newsmon.source",
                (str(number), state, too_old, warnings),
            )
    conn.commit()
    config = configuration.write([])
    notices = {"entries_too_old": 7, "with_warnings": 1}
    assert overview.status(Database(database, "test"), config)["feed_notices"] == notices
    assert overview.summary(Database(database, "test"), config)["feed_notices"] == notices
