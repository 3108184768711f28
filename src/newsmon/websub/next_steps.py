"""The next steps with hubs: whom to ask, whom to ask again, where to unsubscribe.

    requested ──verified──▶ active ──the next one is verified──▶ replaced
      ├── no answer, errors ──▶ refused (tried again after a day)
      └── the hub says no ──▶ denied (never asked again for this topic)
    active, requested ──no longer wanted──▶ ending ──verified, or lapsed──▶ ended

Each request has a callback of its own, also when a subscription is renewed (section 5.1.1), so the
old one delivers until the new one is verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

_WAITS: Final = (
    timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12),
)  # fmt: skip
PUT_OFF: Final = timedelta(days=1)  # a hub that refused, before it is asked anew
_RENEWED_AFTER: Final = 0.75  # of the lease


class State(str, Enum):
    """States of a subscription."""

    REQUESTED = "requested"
    ACTIVE = "active"
    REPLACED = "replaced"
    REFUSED = "refused"
    DENIED = "denied"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class FeedHubs:
    """A feed that is polled, and what it advertises."""

    feed_id: int
    hubs: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription, as far as the next step depends on it."""

    subscription_id: int
    feed_id: int
    hub: str
    topic: str
    state: State
    attempts: int  # requests without a verification since
    next_request_at: datetime  # not asked before
    lease_until: datetime | None
    is_current: bool  # callback and secret are what they would be today


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a hub for a subscription, by a callback of its own."""

    feed_id: int
    hub: str
    topic: str


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Repeat a request that was not verified."""

    subscription_id: int


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Ask a hub to end a subscription."""

    subscription_id: int


@dataclass(frozen=True, slots=True)
class Close:
    """Note that nothing more is to be expected of a subscription."""

    subscription_id: int
    state: State
    reason: str


Step = Ask | AskAgain | Unsubscribe | Close


def plan(
    feeds: Iterable[FeedHubs], subscriptions: Sequence[Subscription], now: datetime
) -> list[Step]:
    """Return the steps that are due; `subscriptions` are all that are not replaced or ended.

    One hub of a feed is enough: the one that delivers, or the first that has not said no.
    """
    of_feed: dict[int, list[Subscription]] = {}
    for subscription in subscriptions:
        of_feed.setdefault(subscription.feed_id, []).append(subscription)
    steps: list[Step] = []
    for feed in feeds:
        steps += _steps_of_feed(feed, of_feed.pop(feed.feed_id, []), now)
    for leftover in of_feed.values():
        steps += _endings(leftover, now)
    return steps


def renewal_at(now: datetime, lease: timedelta) -> datetime:
    """Return when to ask again for a subscription that was verified now."""
    return now + lease * _RENEWED_AFTER


def next_request(now: datetime, attempts: int) -> datetime:
    """Return when to repeat a request that stays without a verification, after so many of them."""
    return now + _WAITS[min(attempts, len(_WAITS)) - 1]


def _steps_of_feed(feed: FeedHubs, own: list[Subscription], now: datetime) -> Iterator[Step]:
    same_topic = [s for s in own if s.topic == feed.topic and s.hub in feed.hubs]
    hub = _chosen(feed.hubs, same_topic, now)
    chosen = [s for s in same_topic if s.hub == hub]
    if hub is not None:
        yield from _renewals(feed, hub, chosen, now)
    yield from _endings([s for s in own if s not in chosen], now)


def _chosen(hubs: Sequence[str], own: Sequence[Subscription], now: datetime) -> str | None:
    for state in (State.ACTIVE, State.REQUESTED):
        for subscription in own:
            if subscription.state is state and not _has_lapsed(subscription, now):
                return subscription.hub
    closed = {s.hub for s in own if s.state is State.DENIED or _is_put_off(s, now)}
    return next((hub for hub in hubs if hub not in closed), None)


def _is_put_off(subscription: Subscription, now: datetime) -> bool:
    return subscription.state is State.REFUSED and subscription.next_request_at > now


def _has_lapsed(subscription: Subscription, now: datetime) -> bool:
    return subscription.lease_until is not None and subscription.lease_until <= now


def _renewals(
    feed: FeedHubs, hub: str, own: Sequence[Subscription], now: datetime
) -> Iterator[Step]:
    requested = [s for s in own if s.state is State.REQUESTED]
    active = [s for s in own if s.state is State.ACTIVE]
    for subscription in active:
        if _has_lapsed(subscription, now):
            yield Close(subscription.subscription_id, State.ENDED, "the lease is over")
    for subscription in requested:
        yield from _repeated(subscription, now)
    fresh = [s for s in active if s.next_request_at > now and s.is_current]
    if not requested and not fresh:
        yield Ask(feed.feed_id, hub, feed.topic)


def _repeated(subscription: Subscription, now: datetime) -> Iterator[Step]:
    if not subscription.is_current:
        yield Close(subscription.subscription_id, State.ENDED, "asked with another callback or key")
    elif subscription.next_request_at > now:
        return
    elif subscription.attempts > len(_WAITS):
        yield Close(subscription.subscription_id, State.REFUSED, "asked in vain")
    else:
        yield AskAgain(subscription.subscription_id)


def _endings(leftover: Iterable[Subscription], now: datetime) -> Iterator[Step]:
    for subscription in leftover:
        if subscription.state in {State.REFUSED, State.DENIED}:
            continue
        is_ending = subscription.state is State.ENDING
        if _has_lapsed(subscription, now) or (is_ending and subscription.attempts >= len(_WAITS)):
            yield Close(subscription.subscription_id, State.ENDED, "the lease is over")
        elif not is_ending or subscription.next_request_at <= now:
            yield Unsubscribe(subscription.subscription_id)
