"""The words of hubs: verifications, denials, and pushes, which are written like polls.

GET ──▶ what the subscription is by now ──▶ the challenge, or 404
POST ──signature──▶ read as a feed ──▶ entries, addresses, the feed's rhythm
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon import websub
from newsmon.config import Config, FeedConfig
from newsmon.feeds import polling
from newsmon.fetch import Answer
from newsmon.model import Reason
from newsmon.pipeline.stages.feed_readers import FeedReaders
from newsmon.pipeline.stages.poll_outcomes import announce, rules_of
from newsmon.pipeline.stages.poll_requests import Poll, read_answer
from newsmon.store import feeds, subscriptions
from newsmon.store.locks import retry_on_deadlock
from newsmon.store.rows import DueFeed, PushByToken
from newsmon.websub import State

log = logging.getLogger(__name__)

_OPEN = frozenset({State.REQUESTED.value, State.ACTIVE.value})
_OVER = frozenset({State.REPLACED.value, State.ENDING.value, State.ENDED.value})


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a hub: a status, and the challenge where it is to be echoed."""

    status: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A signed body, decompressed. Nothing else of the request counts, for it is not signed."""

    body: bytes
    content_type: str  # as the header states it


NOT_FOUND = Reply(404)


def answer_query(conn: Connection, token: str, query: Mapping[str, str]) -> Reply:
    """Answer a hub that verifies or denies; 404 for what was never, or is no longer, wanted."""
    words, row = websub.read_query(query), subscriptions.by_token(conn, token)
    if words is None or row is None or row.topic != words.topic:
        return NOT_FOUND
    now = datetime.now(timezone.utc)
    if isinstance(words, websub.Denial):
        reply = _denied(conn, row, words, now)
    elif words.mode == "subscribe":
        reply = _subscribed(conn, row, words, now)
    else:
        reply = _unsubscribed(conn, row, words, now)
    conn.commit()
    return reply


def _denied(conn: Connection, row: PushByToken, words: websub.Denial, now: datetime) -> Reply:
    log.info("%s denies the subscription: %s", row.hub, words.reason, extra={"feed": row.url})
    reason = words.reason or "denied by the hub"
    subscriptions.close(conn, row.subscription_id, State.DENIED, reason, now)
    return Reply(200)


def _subscribed(
    conn: Connection, row: PushByToken, words: websub.Verification, now: datetime
) -> Reply:
    if row.state not in _OPEN or not is_polled(row):
        return NOT_FOUND
    renewal = websub.renewal_at(now, words.lease)
    subscriptions.activate(conn, row.subscription_id, now + words.lease, renewal)
    log.info("subscribed at %s for %s", row.hub, words.lease, extra={"feed": row.url})
    return Reply(200, words.challenge.encode("ascii"))


def _unsubscribed(
    conn: Connection, row: PushByToken, words: websub.Verification, now: datetime
) -> Reply:
    if row.state not in {State.ENDING.value, State.ENDED.value}:
        return NOT_FOUND
    subscriptions.close(conn, row.subscription_id, State.ENDED, "unsubscribed", now)
    return Reply(200, words.challenge.encode("ascii"))


def is_polled(row: PushByToken) -> bool:
    """Tell whether the feed of a subscription is still in feeds.yaml."""
    return row.feed_state not in {"disabled", "removed"}


def refusal(row: PushByToken) -> Reply | None:
    """Return the answer to a push that is not wanted, whatever is in it; None for a wanted one.

    410 lets a hub forget a subscription that is over (section 7).
    """
    if row.state in _OVER or not is_polled(row):
        return Reply(410)
    return None if row.state == State.ACTIVE.value else NOT_FOUND


def ignore(conn: Connection, row: PushByToken) -> None:
    """Count a body that is not signed."""
    subscriptions.ignore(conn, row.subscription_id)
    conn.commit()


async def read(
    readers: FeedReaders, config: Config, feed: FeedConfig, row: DueFeed, pushed: Pushed
) -> Poll:
    """Read a pushed body as an answer of the feed."""
    kind = pushed.content_type
    answer = Answer(
        url=row.fetch_url,
        final_url=row.fetch_url,
        status=200,
        headers=(("Content-Type", kind),),
        body=pushed.body,
        content_type=kind.partition(";")[0].strip().lower(),
        charset=None,
        permanent_url=None,
        elapsed=0.0,
    )
    return await read_answer(readers, row, feed, answer, config.settings.fetch)


def store(conn: Connection, config: Config, subscription_id: int, poll: Poll) -> Counter[str]:
    """Write what was pushed, in one transaction; returns counts."""
    try:
        return retry_on_deadlock(conn, lambda: _store(conn, config, subscription_id, poll))
    except (DataError, IntegrityError) as error:
        conn.rollback()
        log.warning("Postgres refuses what was pushed: %s", error, extra={"feed": poll.feed.url})
        return Counter(failed=1)


def _store(conn: Connection, config: Config, subscription_id: int, poll: Poll) -> Counter[str]:
    lease_until = subscriptions.note_push(conn, subscription_id)
    row = subscriptions.feed(conn, poll.feed.feed_id)
    if poll.parsed is None or row.reason == Reason.OPT_OUT.value:
        conn.commit()
        return Counter(pushes=1, failed=1)
    new = announce(conn, config, [poll])[row.feed_id].new
    rules = rules_of(config, poll.config, lease_until)
    now = datetime.now(timezone.utc)
    facts = polling.decide_on_push(
        feeds.facts_of(row), new, now=now, jitter=random.random(), rules=rules
    )
    subscriptions.update_feed(conn, row.feed_id, facts, lease_until)
    conn.commit()
    log.info("%d entries pushed, %d new", len(poll.parsed.entries), new,
             extra={"feed": row.url})  # fmt: skip
    return Counter(pushes=1, entries=new)
