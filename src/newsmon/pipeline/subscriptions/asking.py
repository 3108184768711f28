"""Requests to hubs: for subscriptions, their renewal and their end, as the plan says.

    feeds, subscriptions ──plan──▶ noted as asked, committed ──▶ requests ──▶ what hubs answered

A request is noted before it is sent, for a hub may ask back before it answers.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Literal

from psycopg2.extensions import connection as Connection

from newsmon import logs, websub
from newsmon.config import Config
from newsmon.fetch import Answer, Visitor
from newsmon.model import Failure, Reason
from newsmon.pipeline.frontier.admission import Admission, HostLeasedError
from newsmon.pipeline.frontier.network import Network, connected, network
from newsmon.store import Database, subscriptions
from newsmon.store.locks import Claim, claimed
from newsmon.store.rows import PushOpen
from newsmon.websub import PUT_OFF, State

log = logging.getLogger(__name__)

AT_ONCE = 200  # requests of one look
LOOK_SECONDS = 30.0
STOP_SECONDS = 0.25  # how soon the end of a run is noticed


@dataclass(frozen=True, slots=True)
class _Request:
    subscription_id: int
    hub: str
    mode: Literal["subscribe", "unsubscribe"]
    form: bytes


async def renew(
    database: Database, config: Config, *, shared: Network | None = None
) -> Counter[str]:
    """Ask hubs for what is due, and note what they answer; returns counts.

    Nothing where no `push.callback_url` is set, or another process is at it.
    """
    if config.settings.push.callback_url is None:
        return Counter()
    with logs.about(stage="push"):
        async with network(database, config, shared) as net, connected(database) as conn:
            with claimed(conn, Claim.SUBSCRIPTIONS) as ours:
                return await _renew(conn, config, net) if ours else Counter()


async def keep(
    database: Database, config: Config, *, shared: Network, stop: threading.Event
) -> None:
    """Renew what is due again and again until `stop` is set; a hub's answer is not waited for."""
    work = asyncio.create_task(_renew_again_and_again(database, config, shared))
    while not (stop.is_set() or work.done()):  # noqa: ASYNC110 - the event is another thread's
        await asyncio.sleep(STOP_SECONDS)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work


async def _renew_again_and_again(database: Database, config: Config, shared: Network) -> None:
    while True:
        await renew(database, config, shared=shared)
        await asyncio.sleep(LOOK_SECONDS)


async def _renew(conn: Connection, config: Config, net: Network) -> Counter[str]:
    requests = await asyncio.to_thread(_prepare, conn, config, datetime.now(timezone.utc))
    visitor = Visitor(net.fetcher, admission=Admission(net))
    answers = await asyncio.gather(*(_send(visitor, config, request) for request in requests))
    await asyncio.to_thread(_note, conn, requests, answers)
    counts: Counter[str] = Counter(request.mode for request in requests)
    counts["failed"] += sum(isinstance(answer, Failure) for answer in answers)
    if requests:
        log.info("hubs asked: %s", logs.counted(+counts))
    return +counts


async def _send(visitor: Visitor, config: Config, request: _Request) -> Answer | Failure:
    hub = websub.secure_hub(request.hub, config.settings.fetch.allow_private_hosts)
    with suppress(HostLeasedError):
        return await visitor.post(hub, request.form)
    return Failure(Reason.CONNECT, "another process is asking the hub's host")


def _prepare(conn: Connection, config: Config, now: datetime) -> list[_Request]:
    """Take the steps of the plan that need no network; return the requests that are to be sent."""
    rows = {row.subscription_id: row for row in subscriptions.not_ended(conn)}
    feeds = [
        websub.FeedHubs(row.feed_id, tuple(row.hubs), row.topic)
        for row in subscriptions.feeds(conn)
    ]
    requests: list[_Request] = []
    for step in websub.plan(feeds, [_judged(config, row) for row in rows.values()], now):
        if isinstance(step, websub.Close):
            _close(conn, rows[step.subscription_id].hub, step, now)
        elif len(requests) == AT_ONCE:
            continue  # it is due at the next look
        elif isinstance(step, websub.Ask):
            requests.append(_first_request(conn, config, step, now))
        else:
            requests.append(_next_request(conn, config, rows[step.subscription_id], step, now))
    conn.commit()
    return requests


def _judged(config: Config, row: PushOpen) -> websub.Subscription:
    push = config.settings.push
    is_current = (row.callback, row.key_mark) == (
        push.callback(row.token),
        websub.mark_of(push.key or ""),
    )
    return websub.Subscription(
        row.subscription_id,
        row.feed_id,
        row.hub,
        row.topic,
        State(row.state),
        row.attempts,
        row.next_request_at,
        row.lease_until,
        is_current,
    )


def _first_request(conn: Connection, config: Config, step: websub.Ask, now: datetime) -> _Request:
    """Note a subscription that is to be asked for."""
    push, token = config.settings.push, websub.new_token()
    callback, key = push.callback(token), push.key or ""
    subscription_id = subscriptions.begin(
        conn,
        feed_id=step.feed_id,
        hub=step.hub,
        topic=step.topic,
        token=token,
        callback=callback,
        key_mark=websub.mark_of(key),
    )
    subscriptions.request(conn, subscription_id, State.REQUESTED, websub.next_request(now, 1))
    form = websub.form(
        "subscribe",
        topic=step.topic,
        callback=callback,
        secret=websub.secret_of(key, token),
        lease=push.lease,
    )
    return _Request(subscription_id, step.hub, "subscribe", form)


def _next_request(
    conn: Connection,
    config: Config,
    row: PushOpen,
    step: websub.AskAgain | websub.Unsubscribe,
    now: datetime,
) -> _Request:
    """Note a request about a subscription that is stored."""
    mode: Literal["subscribe", "unsubscribe"] = "subscribe"
    state = State.REQUESTED
    if isinstance(step, websub.Unsubscribe):
        mode, state = "unsubscribe", State.ENDING
    attempts = row.attempts + 1 if row.state == state.value else 1
    next_at = websub.next_request(now, attempts)
    subscriptions.request(conn, row.subscription_id, state, next_at)
    push = config.settings.push
    secret = websub.secret_of(push.key or "", row.token)
    form = websub.form(
        mode, topic=row.topic, callback=row.callback, secret=secret, lease=push.lease
    )
    return _Request(row.subscription_id, row.hub, mode, form)


def _close(conn: Connection, hub: str, step: websub.Close, now: datetime) -> None:
    log.info("%s of %s: %s", step.state.value, hub, step.reason)
    subscriptions.close(conn, step.subscription_id, step.state, step.reason, now + PUT_OFF)


def _note(
    conn: Connection, requests: Sequence[_Request], answers: Sequence[Answer | Failure]
) -> None:
    """Note what hubs said against requests; one that stays at no is put off at once."""
    now = datetime.now(timezone.utc)
    for request, answer in zip(requests, answers, strict=True):
        if isinstance(answer, Answer):
            continue
        reason = f"{answer.reason.value}: {answer.detail}"[:300]
        log.info("%s does not take a request to %s: %s", request.hub, request.mode, reason)
        if answer.reason.is_transient or request.mode == "unsubscribe":
            subscriptions.complain(conn, request.subscription_id, reason)
        else:
            id_ = request.subscription_id
            subscriptions.close(conn, id_, State.REFUSED, reason, now + PUT_OFF)
    conn.commit()
