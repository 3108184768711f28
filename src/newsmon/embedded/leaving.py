"""Stopping the embedded server by whoever leaves it last."""

from __future__ import annotations

import contextlib
import time

import psycopg2

from newsmon.embedded.postgres import EmbeddedPostgres

_ENDING = 3.0  # seconds that a connection may take to go when its program has ended
_LEAVING = "newsmon-leaving"  # application_name of connections that only see who else is there


def stop_unless_used(server: EmbeddedPostgres) -> int:
    """Stop a server; returns how many connections others have to it, for which it keeps running."""
    try:
        sessions = _sessions_of_others(server.url("postgres"))
    except psycopg2.OperationalError:
        return 0  # it is stopped
    if not sessions:
        server.stop()
    return sessions


def _sessions_of_others(url: str) -> int:
    """Connections of others. Who is about to leave, too, is none of them: two may be at once."""
    end_at = time.monotonic() + _ENDING
    with contextlib.closing(psycopg2.connect(url, application_name=_LEAVING)) as connection:
        connection.autocommit = True  # in one transaction the picture would stay the same
        cursor = connection.cursor()
        while True:
            cursor.execute(
                "select count(*) from pg_stat_activity"
                " where backend_type = 'client backend' and application_name <> %s",
                (_LEAVING,),
            )
            [(sessions,)] = cursor.fetchall()
            if not sessions or time.monotonic() > end_at:
                return int(sessions)
            time.sleep(0.2)
