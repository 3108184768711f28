"""Pins of events against a real database: nothing else splits an event, and nothing undoes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from psycopg2.extensions import connection as Connection
from tests.events.texts import News, happenings
from tests.pipeline.stages.test_group import TRIAL, drain, events_of, load, rows

from newsmon.errors import UsageError
from newsmon.pipeline.operations.pin_events import pin, unite, unpin
from newsmon.store import connect

NEWS = happenings(2, outlets=4, seed=5, days=2)
BRIDGE = [report for report in NEWS if report.happening == 0]
STRIKE = [report for report in NEWS if report.happening == 1]


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with closing(connect(database)) as connection:
        yield connection


def replay(conn: Connection) -> None:
    """As `newsmon replay group` does, and as if every text were new."""
    rows(conn, "update newsmon.article set grouped_at = null, version = version + 1")
    drain(conn)


def title(conn: Connection, event: int) -> str:
    ((name,),) = rows(conn, "select title from newsmon.event where event_id = %s", event)
    return str(name)


def test_a_person_splits_an_event_for_good(conn: Connection) -> None:
    first, second = load(conn, BRIDGE[:2])
    drain(conn)
    origin = events_of(conn)[first]

    pinned = pin(conn, str(second), str(origin), same=False, note="another bridge")

    assert (pinned.article_id, pinned.named_event_id) == (second, origin)
    assert events_of(conn) == {first: origin, second: pinned.event_id}
    assert pinned.event_id != origin
    # Neither more articles like both nor a replay brings them together.
    load(conn, BRIDGE[2:])
    replay(conn)
    assert events_of(conn)[first] == origin
    assert events_of(conn)[second] == pinned.event_id


def test_who_is_split_off_takes_its_title_along(conn: Connection) -> None:
    first, second = load(conn, BRIDGE[:2])
    drain(conn)
    origin = events_of(conn)[first]
    split = pin(conn, str(second), str(origin), same=False).event_id
    assert split is not None
    assert title(conn, split) == BRIDGE[1].title
    assert title(conn, origin) == BRIDGE[0].title


def test_a_person_moves_an_article_to_another_event(conn: Connection) -> None:
    first, _, third, strike = load(conn, [*BRIDGE[:3], STRIKE[0]])
    drain(conn)
    target = events_of(conn)[strike]

    assert pin(conn, str(third), str(target), same=True).event_id == target
    for _ in range(2):
        assert events_of(conn)[third] == target != events_of(conn)[first]
        replay(conn)


def test_an_event_left_empty_becomes_part_of_the_other(conn: Connection) -> None:
    bridge, strike = load(conn, [BRIDGE[0], STRIKE[0]])
    drain(conn)
    before = events_of(conn)
    pin(conn, str(strike), str(before[bridge]), same=True)
    assert set(events_of(conn).values()) == {before[bridge]}
    assert rows(conn, "select merged_into from newsmon.event where event_id = %s", before[strike]) \
        == [(before[bridge],)]  # fmt: skip


def test_a_pin_follows_its_article_into_another_cluster(conn: Connection) -> None:
    first, second, strike = load(conn, [BRIDGE[0], BRIDGE[1], STRIKE[0]])
    drain(conn)
    before = events_of(conn)
    pin(conn, str(first), str(before[first]), same=True)
    # The other one is found to be a copy of the same text, in a cluster of another event.
    cluster = "select cluster_id from newsmon.article where article_id = %s"
    rows(conn, f"update newsmon.article set cluster_id = ({cluster}), grouped_at = null "
               "where article_id = %s", strike, first)  # fmt: skip
    drain(conn)
    after = events_of(conn)
    assert after[first] == after[strike] == before[first] == after[second]


def test_unpinned_the_rule_decides_again(conn: Connection) -> None:
    articles = load(conn, [*BRIDGE[:3], STRIKE[0]])
    first, _, third, strike = articles
    drain(conn)
    before = events_of(conn)
    pin(conn, str(first), str(before[first]), same=False)
    pin(conn, str(third), str(before[strike]), same=True)
    assert len(set(events_of(conn).values())) == 3

    unpin(conn, str(first))
    assert unpin(conn, str(third)).event_id is None
    drain(conn)

    after = events_of(conn)
    assert len({after[article] for article in articles[:3]}) == 1
    assert after[strike] == before[strike]
    assert rows(conn, "select count(*) from newsmon.event_pin") == [(0,)]
    assert rows(conn, "select count(*) from newsmon.event_apart") == [(0,)]


def test_a_border_stands_as_long_as_an_article_is_pinned_behind_it(conn: Connection) -> None:
    first, second, third = load(conn, BRIDGE[:3])
    drain(conn)
    origin = events_of(conn)[first]
    split = pin(conn, str(second), str(origin), same=False).event_id
    pin(conn, str(third), str(split), same=True)
    unpin(conn, str(third))
    drain(conn)
    assert events_of(conn)[second] == split != events_of(conn)[first]


def test_a_person_unites_events(conn: Connection) -> None:
    first, second = load(conn, [BRIDGE[0], TRIAL[0]])
    drain(conn)
    first_event, second_event = events_of(conn, [first, second]).values()

    assert unite(conn, str(second_event), str(first_event)) == min(first_event, second_event)

    assert set(events_of(conn).values()) == {min(first_event, second_event)}


def test_what_was_split_can_be_united(conn: Connection) -> None:
    first, second = load(conn, BRIDGE[:2])
    drain(conn)
    origin = events_of(conn)[first]
    split = pin(conn, str(second), str(origin), same=False).event_id
    assert unite(conn, str(split), str(origin)) == origin
    replay(conn)
    assert set(events_of(conn).values()) == {origin}


def test_pins_of_what_does_not_exist_are_refused(conn: Connection) -> None:
    (article,) = load(conn, [News("A bridge", "It fell.", 19_056.0)])
    with pytest.raises(UsageError, match="no article '99'"):
        pin(conn, "99", "1", same=True)
    with pytest.raises(UsageError, match="not grouped yet"):
        pin(conn, str(article), "1", same=True)
    drain(conn)
    with pytest.raises(UsageError, match="no event 77"):
        pin(conn, str(article), "77", same=True)
    with pytest.raises(UsageError, match="not pinned"):
        unpin(conn, str(article))
