"""Subscriptions to the hubs of feeds (WebSub)."""

from __future__ import annotations

from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.feeds.polling import FeedFacts
from newsmon.store.json_records import as_json_object
from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_single
from newsmon.store.rows import DueFeed, PushByToken, PushFeeds, PushOpen
from newsmon.websub import State


def feeds(conn: Connection) -> list[PushFeeds]:
    """Return the feeds that are polled and name a hub."""
    return fetch_all(conn, "push.feeds")


def not_ended(conn: Connection) -> list[PushOpen]:
    """Return the subscriptions of which something is still to be expected."""
    return fetch_all(conn, "push.open")


def begin(
    conn: Connection,
    *,
    feed_id: int,
    hub: str,
    topic: str,
    token: str,
    callback: str,
    key_mark: str,
) -> int:
    """Note a new subscription, which its hub is to be asked for; returns its id."""
    row = fetch_single(
        conn,
        "push.begin",
        feed_id=feed_id,
        hub=hub,
        topic=topic,
        token=token,
        callback=callback,
        key_mark=key_mark,
    )
    return row.subscription_id


def request(conn: Connection, subscription_id: int, state: State, next_at: datetime) -> None:
    """Note that the hub is about to be asked: to subscribe, or (ENDING) to unsubscribe."""
    execute(
        conn,
        "push.request",
        subscription_id=subscription_id,
        state=state.value,
        next_request_at=next_at,
    )


def close(
    conn: Connection, subscription_id: int, state: State, reason: str, next_at: datetime
) -> None:
    """Note that a subscription is over, or not to be had before `next_at`."""
    execute(
        conn,
        "push.close",
        subscription_id=subscription_id,
        state=state.value,
        reason=reason,
        next_request_at=next_at,
    )


def complain(conn: Connection, subscription_id: int, reason: str) -> None:
    """Keep why a request was not taken."""
    execute(conn, "push.complain", subscription_id=subscription_id, reason=reason)


def by_token(conn: Connection, token: str) -> PushByToken | None:
    """Return the subscription of a callback; None for one that was never given."""
    return fetch_one(conn, "push.by_token", token=token)


def activate(
    conn: Connection, subscription_id: int, lease_until: datetime, next_at: datetime
) -> None:
    """Note a verified subscription, in the place of the one that it renews."""
    execute(
        conn,
        "push.activate",
        subscription_id=subscription_id,
        lease_until=lease_until,
        next_request_at=next_at,
    )


def ignore(conn: Connection, subscription_id: int) -> None:
    """Count a body without a valid signature."""
    execute(conn, "push.ignore", subscription_id=subscription_id)


def feed(conn: Connection, feed_id: int) -> DueFeed:
    """Lock a feed until the transaction ends, and return it."""
    return fetch_single(conn, "push.feed", feed_id=feed_id)


def note_push(conn: Connection, subscription_id: int) -> datetime | None:
    """Count a push; returns the end of its lease."""
    return fetch_single(conn, "push.note", subscription_id=subscription_id).lease_until


def update_feed(
    conn: Connection, feed_id: int, facts: FeedFacts, pushed_until: datetime | None
) -> None:
    """Write the facts of a feed that a push may change."""
    execute(
        conn,
        "push.update_feed",
        feed_id=feed_id,
        state=facts.state.value,
        since=facts.since,
        last_new_at=facts.last_new_at,
        rhythm=as_json_object(facts.rhythm),
        next_poll_at=facts.next_poll_at,
        pushed_until=pushed_until,
    )
