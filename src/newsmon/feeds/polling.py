"""After a poll: what the feed's state is now, and when to ask again.

    FeedFacts + Outcome (+ clock, jitter) ──decide──▶ FeedFacts

A pure decider: what it needs is an argument, what it decides is a value for the store to write.

- A failing feed is polled ever more rarely and never given up. Soft failures (network, 5xx) are
  borne longer than hard ones (404, no feed); being rate limited is borne longest.
- Only an answer that was read makes a feed healthy: a 304 after an error proves nothing, it makes
  us forget the validators so that the next answer is a whole one.
- A permanent redirect is followed at once but believed only after days; http to https at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from newsmon.feeds.facts import (
    FeedFacts,
    FeedState,
    Outcome,
    PollRules,
    Read,
    Unchanged,
)
from newsmon.model import Failure, Reason

__all__ = [
    "FeedFacts",
    "FeedState",
    "Outcome",
    "PollRules",
    "Read",
    "Unchanged",
    "decide",
    "decide_on_push",
]

# Failures in a row before a feed is called failing. A day without success needs only two: a feed
# polled once a day would else be missed for most of a week.
_PATIENCE_HARD: Final = 2
_PATIENCE_SOFT: Final = 4
_PATIENCE_LIMITED: Final = 8
_LONG_WITHOUT: Final = timedelta(days=1)

_RAREST: Final = timedelta(days=30)  # any feed is asked at least this often
_RAREST_SOFT: Final = timedelta(days=1)  # what may pass by itself is asked for daily
_FIRST_AFTER_GONE: Final = timedelta(days=1)
_HINT_COUNTS: Final = timedelta(hours=1)  # many feeds state a ttl of a day and change hourly
_WHOLE_AGAIN: Final = timedelta(days=1)  # an ETag that never changes is put to the test daily
_MOVE_POLLS: Final = 4
_MOVE_AGE: Final = timedelta(days=3)
_SPREAD: Final = 0.1  # share of a wait that jitter may take off (or add to a wait asked for)


def decide(
    before: FeedFacts, outcome: Outcome, *, now: datetime, jitter: float, rules: PollRules
) -> FeedFacts:
    """Return the facts after one poll, with the time of the next.

    `jitter` is a random number from 0 to 1.
    """
    before = _not_ahead_of(now, before)
    if isinstance(outcome, Failure):
        facts = _after_failure(replace(before, last_polled_at=now), outcome, now)
        due = now + _backoff(facts, outcome, rules, jitter)
    else:
        facts = _after_answer(before, outcome, now, rules)
        due = now + (facts.poll_interval or rules.first) * (1 - _SPREAD * jitter)
        if facts.state in {FeedState.FAILING, FeedState.GONE}:
            due = now + rules.shortest  # a 304: the whole answer that decides is asked for soon
        else:
            due = max(due, _safety_poll_at(now, jitter, rules))
    since = before.since if facts.state is before.state else now
    return replace(facts, since=since, next_poll_at=due)


def decide_on_push(
    before: FeedFacts, new: int, *, now: datetime, jitter: float, rules: PollRules
) -> FeedFacts:
    """Return the facts after a push that brought so many new entries.

    A push proves nothing of the feed's address, and a failing feed is polled as before.
    """
    facts = before
    if new and before.last_new_at is not None:
        silent = max(now - before.last_new_at, timedelta(0))
        learned = before.rhythm.after_news(new, silent, silent, now)
        facts = replace(facts, rhythm=learned, last_new_at=now)
    if before.state in {FeedState.FAILING, FeedState.GONE, FeedState.NEW}:
        return facts
    state = _health(facts, now)
    since = before.since if state is before.state else now
    due = max(before.next_poll_at or now, _safety_poll_at(now, jitter, rules))
    return replace(facts, state=state, since=since, next_poll_at=due)


def _safety_poll_at(now: datetime, jitter: float, rules: PollRules) -> datetime:
    """Return when a feed whose pushes arrive is polled nevertheless; now, where none do."""
    if rules.pushed_until is None:
        return now
    return max(now, min(now + rules.safety_poll * (1 - _SPREAD * jitter), rules.pushed_until))


def _not_ahead_of(now: datetime, facts: FeedFacts) -> FeedFacts:
    """Return the facts with no time after now: a clock that was wrong once has no say later."""
    if facts.last_polled_at is None or facts.last_polled_at <= now:
        return facts
    times = {name: getattr(facts, name) for name in _PAST}
    facts = replace(facts, **{name: min(at, now) for name, at in times.items() if at is not None})
    since = facts.rhythm.since
    rhythm = replace(facts.rhythm, since=min(since, now)) if since is not None else facts.rhythm
    return replace(facts, rhythm=rhythm)


_PAST: Final = (
    "since", "moved_since", "last_polled_at", "last_ok_at", "last_whole_at", "last_new_at",
)  # fmt: skip


def _after_answer(
    facts: FeedFacts, outcome: Unchanged | Read, now: datetime, rules: PollRules
) -> FeedFacts:
    sick = facts.state in {FeedState.FAILING, FeedState.GONE} or facts.consecutive_failures > 0
    if isinstance(outcome, Unchanged) and outcome.not_modified and sick:
        return replace(facts, etag=None, last_modified=None, last_ok_at=now, last_polled_at=now)
    facts = _after_move(facts, outcome, now)
    whole = not (isinstance(outcome, Unchanged) and outcome.not_modified)
    facts = replace(
        facts,
        reason=None,
        consecutive_failures=0,
        last_polled_at=now,
        last_ok_at=now,
        last_whole_at=now if whole else facts.last_whole_at,
        poll_interval=_interval(facts, outcome, rules),
    )
    facts = _validators(facts, outcome, now)
    if isinstance(outcome, Read):
        facts = _news(facts, outcome, now)
    state = _health(facts, now)
    return facts if state is facts.state else replace(facts, state=state)


def _validators(facts: FeedFacts, outcome: Unchanged | Read, now: datetime) -> FeedFacts:
    """Note what to send the next time, unless the server's validators are worth nothing."""
    if isinstance(outcome, Read):
        changed = facts.body_hash not in {None, outcome.body_hash}
        lies = changed and outcome.etag is not None and outcome.etag == facts.etag
        return replace(
            facts,
            body_hash=outcome.body_hash,
            etag=None if lies else outcome.etag,
            last_modified=None if lies else outcome.last_modified,
        )
    if facts.last_whole_at and now - facts.last_whole_at >= _WHOLE_AGAIN:
        return replace(facts, etag=None, last_modified=None)
    etag = outcome.etag or facts.etag
    last_modified = outcome.last_modified or facts.last_modified
    if (etag, last_modified) == (facts.etag, facts.last_modified):
        return facts
    return replace(facts, etag=etag, last_modified=last_modified)


def _news(facts: FeedFacts, outcome: Read, now: datetime) -> FeedFacts:
    if facts.last_new_at is None:  # the first answer: all is new, its dates are what can be learned
        learned = facts.rhythm.first(outcome.total, outcome.oldest_at, outcome.newest_at)
        last = min(outcome.newest_at or now, now) if outcome.total else None
        return replace(facts, rhythm=learned, last_new_at=last)
    if outcome.new == 0:
        return facts
    silent = now - facts.last_new_at
    interval = facts.poll_interval or timedelta(0)
    learned = facts.rhythm.after_news(
        outcome.new, silent, max(silent - interval, timedelta(0)), now
    )
    return replace(facts, rhythm=learned, last_new_at=now)


def _health(facts: FeedFacts, now: datetime) -> FeedState:
    normal = facts.rhythm.longest_normal(now)
    if normal is not None and facts.last_new_at is not None and now - facts.last_new_at > normal:
        return FeedState.QUIET
    return FeedState.OK if _only_scheme_differs(facts.url, facts.fetch_url) else FeedState.MOVED


def _interval(facts: FeedFacts, outcome: Unchanged | Read, rules: PollRules) -> timedelta:
    """Return the next interval: closer while there is news, wider while none; within bounds."""
    current = facts.poll_interval or rules.first
    if isinstance(outcome, Read) and outcome.new and facts.last_new_at is not None:
        # All of it new: between two polls something may have come and gone unseen.
        current = current / (4 if outcome.new >= outcome.total else 1.5)
    elif not isinstance(outcome, Read) or not outcome.new:
        current = current * 1.25
    hint = outcome.hint if isinstance(outcome, Read) and outcome.hint else timedelta(0)
    floor = max(rules.shortest, min(hint, _HINT_COUNTS))
    return max(min(current, rules.longest), min(floor, rules.longest))


def _after_move(facts: FeedFacts, outcome: Unchanged | Read, now: datetime) -> FeedFacts:
    target = outcome.permanent_url
    if target is None and facts.moved_to is None:
        return facts
    still = replace(facts, moved_to=None, moved_since=None, moved_polls=0)
    if target is None or target == facts.fetch_url or _steps_back(facts.fetch_url, target):
        return still
    if _only_scheme_differs(facts.fetch_url, target):
        return replace(still, fetch_url=target)
    if target != facts.moved_to or facts.moved_since is None:
        return replace(facts, moved_to=target, moved_since=now, moved_polls=1)
    polls = facts.moved_polls + 1
    if polls >= _MOVE_POLLS and now - facts.moved_since >= _MOVE_AGE:
        return replace(still, fetch_url=target)
    return replace(facts, moved_polls=polls)


def _steps_back(url: str, target: str) -> bool:
    """Tell whether a move leads from https to http: followed, never kept."""
    return urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http"


def _only_scheme_differs(url: str, target: str) -> bool:
    if url == target:
        return True
    first, second = urlsplit(url), urlsplit(target)
    return first[1:] == second[1:] or (
        first.hostname == second.hostname and first[2:] == second[2:] and first.port == second.port
    )


def _after_failure(facts: FeedFacts, outcome: Failure, now: datetime) -> FeedFacts:
    failures = facts.consecutive_failures + 1
    facts = replace(facts, consecutive_failures=failures, reason=outcome.reason)
    if failures >= _PATIENCE_HARD and facts.fetch_url != facts.url:
        # The new address disappoints (parked, closed): back to what a person wrote.
        facts = replace(
            facts, fetch_url=facts.url, etag=None, last_modified=None, moved_to=None,
            moved_since=None, moved_polls=0,
        )  # fmt: skip
    if outcome.reason is Reason.GONE:
        return replace(facts, state=FeedState.GONE)
    if facts.state is FeedState.GONE or failures < _patience(facts, outcome.reason, now):
        return facts
    return replace(facts, state=FeedState.FAILING)


def _patience(facts: FeedFacts, reason: Reason, now: datetime) -> int:
    never = facts.last_ok_at is None
    if reason is Reason.RATE_LIMITED:
        return _PATIENCE_LIMITED
    if not reason.is_transient:
        return 1 if never else _PATIENCE_HARD  # a wrong line in feeds.yaml is told at once
    long_ago = never or now - (facts.last_ok_at or now) >= _LONG_WITHOUT
    return 2 if long_ago else _PATIENCE_SOFT


def _backoff(facts: FeedFacts, outcome: Failure, rules: PollRules, jitter: float) -> timedelta:
    start = facts.poll_interval or rules.first
    rarest = _RAREST_SOFT if outcome.reason.is_transient else _RAREST
    if outcome.reason is Reason.GONE:
        start = max(start, _FIRST_AFTER_GONE)
    wait = min(start * 2.0 ** min(facts.consecutive_failures - 1, 20), max(rarest, rules.shortest))
    wait = min(wait, _RAREST) * (1 - _SPREAD * jitter)
    if outcome.retry_after:
        requested = min(timedelta(seconds=max(outcome.retry_after, 0.0)), rules.retry_after_cap)
        wait = max(wait, requested * (1 + _SPREAD * jitter))
    return wait
