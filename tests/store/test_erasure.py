"""What is forgotten is named nowhere: not by its event, either."""

from __future__ import annotations

from psycopg2.extensions import connection as Connection
from tests.store.test_views import add_article, add_cluster, add_source, rows, value

from newsmon.store.erasure import erase_article


def add_event(conn: Connection, title: str, *clusters: int) -> int:
    event: int = value(
        conn,
        "insert into newsmon.event (title, keywords) values (%s, '{secret}') returning event_id",
        title,
    )
    for cluster in clusters:
        rows(
            conn,
            "update newsmon.cluster set event_id = %s where cluster_id = %s",
            event,
            cluster,
        )
    return event


EVENTS = "select title, keywords from newsmon.event order by event_id"


def test_an_event_of_nothing_else_goes_with_its_article(conn: Connection) -> None:
    article = add_article(conn, add_source(conn, "gazette"), "A secret")
    add_event(conn, "A secret", add_cluster(conn, article))
    erase_article(conn, article)
    assert rows(conn, EVENTS) == []
    assert rows(conn, "select article_id from newsmon.article") == []


def test_an_event_of_several_texts_is_named_by_what_is_left(conn: Connection) -> None:
    source = add_source(conn, "gazette")
    article, other = (add_article(conn, source, title) for title in ("A secret", "Tin ends"))
    event = add_event(conn, "A secret", add_cluster(conn, article), add_cluster(conn, other))
    merged = add_event(conn, "A secret, too")
    rows(
        conn,
        "update newsmon.event set merged_into = %s where event_id = %s",
        event,
        merged,
    )
    erase_article(conn, article)
    assert rows(conn, EVENTS) == [("Tin ends", []), ("Tin ends", [])]
