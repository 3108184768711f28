"""Feeds and their entries: identity survives what publishers do to guids and URLs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

from psycopg2.extensions import connection as Connection

from newsmon.model import Entry, Moment, Precision
from newsmon.store import addresses, feeds
from newsmon.store.feeds import Announcement
from newsmon.store.rows import DueFeed
from newsmon.urls import host, normalise, url_key

SOURCES = [("paper", "The Paper", "https://paper.example/", "GB", "en")]
FEED = "https://paper.example/rss"


def configure(conn: Connection, *feed_rows: tuple[str, str, str, bool]) -> None:
    feeds.sync(conn, SOURCES, list(feed_rows))
    conn.commit()


def states(conn: Connection) -> dict[str, str]:
    return {row.url: row.state for row in feeds.due(conn)}


def announced(guid: str, url: str, title: str) -> Announcement:
    address = normalise(url)
    entry = Entry(guid, address, title)
    return Announcement(0, 0, entry, url_key(address), address, host(address))


def announce(conn: Connection, *announcements: Announcement) -> int:
    (feed,) = feeds.due(conn, [FEED], even_if_not_due=True)
    return announce_in(conn, feed, *announcements)


def announce_in(conn: Connection, feed: DueFeed, *announcements: Announcement) -> int:
    own = [replace(a, feed_id=feed.feed_id, source_id=feed.source_id) for a in announcements]
    return len(feeds.announce(conn, own))


def test_a_feed_of_the_configuration_is_due_at_once(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    assert states(conn) == {FEED: "new"}


def test_the_next_feed_to_fall_due_is_the_first_of_those_that_are_not(conn: Connection) -> None:
    urls = [FEED, f"{FEED}/2", f"{FEED}/3"]
    configure(conn, *(("paper", url, "feed", True) for url in urls))
    assert feeds.next_due(conn) is None
    with conn.cursor() as cursor:
        for url, wait in ((urls[1], "1 hour"), (urls[2], "2 hours")):
            cursor.execute(
                "update newsmon.feed set next_poll_at = now() + %s::interval where url = %s",
                (wait, url),
            )
    assert feeds.next_due(conn) == 3600
    assert feeds.next_due(conn, [urls[2]]) == 7200


def test_reading_the_same_configuration_again_changes_no_row(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    before = rows(conn)
    configure(conn, ("paper", FEED, "feed", True))
    assert rows(conn) == before


def rows(conn: Connection) -> list[tuple[object, ...]]:
    """Every row with the transaction that wrote it."""
    with conn.cursor() as cursor:
        cursor.execute("select xmin::text, f.* from newsmon.feed f order by feed_id")
        feed_rows = [tuple(row) for row in cursor.fetchall()]
        cursor.execute("select xmin::text, s.* from newsmon.source s order by source_id")
        return feed_rows + [tuple(row) for row in cursor.fetchall()]


def test_a_feed_that_left_the_configuration_is_removed_and_comes_back_as_new(
    conn: Connection,
) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    configure(conn)
    assert states(conn) == {}
    configure(conn, ("paper", FEED, "feed", True))
    assert states(conn) == {FEED: "new"}


def test_a_disabled_feed_is_not_polled_until_it_is_enabled(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", False))
    assert states(conn) == {}
    configure(conn, ("paper", FEED, "feed", True))
    assert states(conn) == {FEED: "new"}


def test_an_entry_is_new_once(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    entry = announced("1", "https://paper.example/harbour", "Harbour reopens")
    assert announce(conn, entry) == 1
    assert announce(conn, entry) == 0


def test_a_rotating_guid_imports_nothing_twice(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    assert announce(conn, announced("1", "https://paper.example/harbour", "Harbour")) == 1
    assert announce(conn, announced("2", "https://paper.example/harbour", "Harbour")) == 0


def test_a_guid_that_keeps_its_title_under_a_new_url_is_the_same_entry(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    assert announce(conn, announced("1", "https://paper.example/a", "Harbour reopens")) == 1
    assert announce(conn, announced("1", "https://paper.example/a-2", "Harbour reopens")) == 0


def test_the_new_url_of_a_moved_entry_leads_to_the_same_article(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    announce(conn, announced("1", "https://paper.example/a", "Harbour reopens"))
    with conn.cursor() as cursor:
        cursor.execute("update newsmon.address set state = 'loaded', next_attempt_at = null")
    announce(conn, announced("1", "https://paper.example/a-2", "Harbour reopens"))
    with conn.cursor() as cursor:
        cursor.execute("select state from newsmon.address order by address_id")
        assert [state for (state,) in cursor.fetchall()] == ["loaded", "loaded"]


def test_a_guid_reused_for_another_title_is_another_entry(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    assert announce(conn, announced("1", "https://paper.example/a", "Harbour reopens")) == 1
    assert announce(conn, announced("1", "https://paper.example/b", "Mayor resigns")) == 1


def test_an_entry_that_says_it_has_changed_has_its_page_fetched_again(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    entry = announced("1", "https://paper.example/a", "Harbour")

    def changed(day: int) -> Announcement:
        moment = Moment(datetime(2024, 5, day, tzinfo=timezone.utc), Precision.SECOND, "feed")
        return replace(entry, entry=replace(entry.entry, modified=moment))

    assert announce(conn, changed(1)) == 1
    with conn.cursor() as cursor:
        cursor.execute("update newsmon.address set state = 'loaded', next_attempt_at = null")
    assert announce(conn, changed(1)) == 0
    assert addresses.due_buckets(conn) == []
    assert announce(conn, changed(2)) == 0
    assert len(addresses.due_buckets(conn)) == 1


def test_one_address_announced_twice_in_one_feed_is_one_entry(conn: Connection) -> None:
    configure(conn, ("paper", FEED, "feed", True))
    twice = [
        announced("1", "https://paper.example/a", "Harbour"),
        announced("2", "http://paper.example/a/?utm_source=rss#top", "Harbour"),
    ]
    assert announce(conn, *twice) == 1


def test_an_article_in_two_feeds_is_one_address_with_two_sightings(conn: Connection) -> None:
    world = "https://paper.example/world"
    configure(conn, ("paper", FEED, "feed", True), ("paper", world, "feed", True))
    entry = announced("1", "https://paper.example/a", "Harbour")
    for feed in feeds.due(conn):
        assert announce_in(conn, feed, entry) == 1
    with conn.cursor() as cursor:
        cursor.execute(
            "select count(*) as sightings, count(distinct address_id) as addresses"
            " from newsmon.entry"
        )
        assert tuple(cursor.fetchone() or ()) == (2, 1)
