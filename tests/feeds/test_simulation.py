"""Thirty days of a small world on a virtual clock: nothing lost, every state right at the end."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache

import pytest

from newsmon.feeds.polling import (
    FeedFacts,
    FeedState,
    Outcome,
    PollRules,
    Read,
    Unchanged,
    decide,
)
from newsmon.model import Failure, Reason

START = datetime(2026, 3, 2, tzinfo=timezone.utc)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
END = START + 30 * DAY
WINDOW = 25  # entries that a feed shows
OUTAGE = (START + 15 * DAY, START + 15 * DAY + 9 * HOUR)  # nobody can be reached

Trouble = Callable[[datetime, str], Reason | None]


@dataclass
class Publisher:
    """One feed as the world has it."""

    published: list[datetime]
    trouble: Trouble = lambda _now, _url: None
    moves_to: str | None = None
    moves_at: datetime = END
    polled: set[int] = field(default_factory=set)

    def answer(self, facts: FeedFacts, now: datetime) -> Outcome:
        if reason := self.trouble(now, facts.fetch_url):
            return Failure(reason, "", 3600.0 if reason is Reason.RATE_LIMITED else None)
        moved = now >= self.moves_at and facts.fetch_url != self.moves_to
        permanent = self.moves_to if moved else None
        window = [n for n, at in enumerate(self.published) if at <= now][-WINDOW:]
        tag = str(window[-1:] or "")
        if facts.etag == tag:
            return Unchanged(not_modified=True, etag=tag, permanent_url=permanent)
        new = set(window) - self.polled
        self.polled |= new
        dates = [self.published[n] for n in window]
        return Read(
            len(new), len(window), tag.encode(), tag, permanent_url=permanent,
            oldest_at=min(dates, default=None), newest_at=max(dates, default=None),
        )  # fmt: skip


def every(step: timedelta, until: datetime = END) -> list[datetime]:
    """Publication times from two days before the start, offices closed at night."""
    times = []
    at = START - 2 * DAY
    while at < until:
        if 6 <= at.hour < 22 or step > 6 * HOUR:
            times.append(at)
        at += step
    return times


def during(first: int, last: int, reason: Reason) -> Trouble:
    return lambda now, _: reason if START + first * DAY <= now < START + last * DAY else None


def parked(now: datetime, url: str) -> Reason | None:
    return (
        Reason.NOT_A_FEED if url == "https://new.example/feed" and now > START + 20 * DAY else None
    )


WORLD: dict[str, tuple[Publisher, FeedState]] = {
    "lively": (Publisher(every(HOUR / 3)), FeedState.OK),
    "daily": (Publisher(every(DAY)), FeedState.OK),
    "weekly": (Publisher(every(7 * DAY)), FeedState.OK),
    "dies": (Publisher(every(HOUR, START + 12 * DAY)), FeedState.QUIET),
    "comes back": (Publisher(every(2 * HOUR), during(10, 20, Reason.NOT_FOUND)), FeedState.OK),
    "stays away": (Publisher(every(2 * HOUR), during(10, 99, Reason.NOT_FOUND)), FeedState.FAILING),
    "breaks": (Publisher(every(2 * HOUR), during(25, 99, Reason.HTTP_5XX)), FeedState.FAILING),
    "stumbles": (Publisher(every(2 * HOUR), during(12, 13, Reason.HTTP_5XX)), FeedState.OK),
    "gone": (Publisher(every(2 * HOUR), during(5, 99, Reason.GONE)), FeedState.GONE),
    "gone for a week": (Publisher(every(2 * HOUR), during(5, 12, Reason.GONE)), FeedState.OK),
    "limits": (Publisher(every(2 * HOUR), during(8, 9, Reason.RATE_LIMITED)), FeedState.OK),
    "moves": (
        Publisher(every(HOUR), moves_to="https://new.example/feed", moves_at=START + 3 * DAY),
        FeedState.MOVED,
    ),
    "moves to a parked domain": (
        Publisher(every(HOUR), parked, "https://new.example/feed", START + 3 * DAY),
        FeedState.OK,
    ),
}  # fmt: skip


@cache
def live(name: str) -> tuple[FeedFacts, list[FeedState], int]:
    """Poll one feed for thirty days; returns what is known at the end, its states, the polls."""
    publisher, url = WORLD[name][0], "https://one.example/feed"
    random_, rules = random.Random(name), PollRules()
    facts = FeedFacts(url=url, fetch_url=url, state=FeedState.NEW, since=START)
    due, states, polls = [START], [], 0
    while due and (now := heapq.heappop(due)) < END:
        if OUTAGE[0] <= now < OUTAGE[1]:  # then a poll writes nothing and comes back later
            heapq.heappush(due, OUTAGE[1])
            continue
        polls += 1
        outcome = publisher.answer(facts, now)
        jitter = random_.random()
        after = decide(facts, outcome, now=now, jitter=jitter, rules=rules)
        if after.state is not facts.state:
            states.append(after.state)
        facts = after
        assert facts.next_poll_at is not None
        heapq.heappush(due, facts.next_poll_at)
    return facts, states, polls


@pytest.mark.parametrize("name", WORLD)
def test_every_feed_ends_in_its_right_state_and_loses_nothing(name: str) -> None:
    publisher, expected = WORLD[name]
    facts, states, polls = live(name)
    assert facts.state is expected, states
    assert polls < 4000  # at most one and a half for each entry of the liveliest
    if expected not in {FeedState.FAILING, FeedState.GONE}:
        shown_at_first = sum(at <= START for at in publisher.published)
        oldest = max(0, shown_at_first - WINDOW)
        ages = [END - publisher.published[n] for n in range(oldest, len(publisher.published))]
        missed = [n for n in range(oldest, len(publisher.published)) if n not in publisher.polled]
        # What came out while the feed itself could not be had may have left its window.
        if name in {"lively", "daily", "weekly", "dies", "stumbles", "limits", "moves"}:
            assert [n for n in missed if ages[n - oldest] > 12 * HOUR] == []


def test_states_are_told_in_order_and_once() -> None:
    states = {name: live(name)[1] for name in WORLD}
    assert states["lively"] == [FeedState.OK]
    assert states["stumbles"][-1] is FeedState.OK
    assert states["comes back"] == [FeedState.OK, FeedState.FAILING, FeedState.OK]
    assert states["gone for a week"] == [FeedState.OK, FeedState.GONE, FeedState.OK]
    assert states["dies"] == [FeedState.OK, FeedState.QUIET]
    assert states["limits"] == [FeedState.OK]
