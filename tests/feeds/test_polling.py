"""After a poll: what the feed's state is now, and when to ask again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds.polling import (
    FeedFacts,
    FeedState,
    Outcome,
    PollRules,
    Read,
    Unchanged,
    decide,
)
from newsmon.feeds.rhythm import Rhythm
from newsmon.model import Failure, Reason

NOW = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = PollRules()
URL = "https://example.com/feed"
NEW = FeedFacts(url=URL, fetch_url=URL, state=FeedState.NEW, since=NOW - DAY)
WELL = replace(
    NEW,
    state=FeedState.OK,
    etag='"1"',
    last_modified="Mon, 02 Mar 2026 11:00:00 GMT",
    body_hash=b"1",
    last_ok_at=NOW - HOUR,
    last_whole_at=NOW - HOUR,
    last_new_at=NOW - HOUR,
    poll_interval=HOUR,
)
NEWS = Read(new=2, total=20, body_hash=b"2", etag='"2"', last_modified="later")
NOTHING = Unchanged(not_modified=True)
SAME = Unchanged(not_modified=False)
DOWN, MISSING = Failure(Reason.TIMEOUT), Failure(Reason.NOT_FOUND)


def after(before: FeedFacts, *outcomes: Outcome, step: timedelta = HOUR) -> FeedFacts:
    facts = before
    for number, outcome in enumerate(outcomes):
        facts = decide(facts, outcome, now=NOW + number * step, jitter=0.0, rules=RULES)
    return facts


def wait(
    before: FeedFacts, outcome: Outcome, rules: PollRules = RULES, jitter: float = 0
) -> timedelta:
    after_poll = decide(before, outcome, now=NOW, jitter=jitter, rules=rules)
    assert after_poll.next_poll_at is not None
    return after_poll.next_poll_at - NOW


# --- health


def test_a_first_good_answer_makes_a_feed_ok() -> None:
    facts = after(NEW, NEWS)
    assert facts.state is FeedState.OK
    assert facts.since == NOW
    assert facts.etag == '"2"'
    assert facts.body_hash == b"2"


def test_staying_the_same_turns_nothing() -> None:
    facts = after(WELL, NEWS)
    assert facts.state is WELL.state
    assert facts.since == WELL.since


def test_soft_failures_are_borne_longer_than_hard_ones() -> None:
    assert after(WELL, *[DOWN] * 3, step=timedelta(minutes=5)).state is FeedState.OK
    assert after(WELL, *[DOWN] * 4, step=timedelta(minutes=5)).state is FeedState.FAILING
    assert after(WELL, MISSING).state is FeedState.OK
    assert after(WELL, MISSING, MISSING).state is FeedState.FAILING


def test_a_day_without_success_is_told_on_the_second_failure() -> None:
    assert after(WELL, DOWN, DOWN, step=DAY).state is FeedState.FAILING


def test_a_wrong_line_in_the_configuration_is_told_at_once() -> None:
    assert after(NEW, MISSING).state is FeedState.FAILING
    assert after(NEW, Failure(Reason.NOT_A_FEED)).state is FeedState.FAILING
    assert after(NEW, DOWN).state is FeedState.NEW


def test_rate_limits_are_borne_longest_and_never_disable() -> None:
    limited = Failure(Reason.RATE_LIMITED, retry_after=60)
    assert after(WELL, *[limited] * 7).state is FeedState.OK
    assert after(WELL, *[limited] * 8).state is FeedState.FAILING
    assert wait(after(WELL, *[limited] * 40), limited) <= DAY


def test_the_reason_of_a_failure_stands_until_it_is_over() -> None:
    assert after(WELL, DOWN).reason is Reason.TIMEOUT
    well_again = after(WELL, DOWN, NEWS)
    assert well_again.reason is None
    assert well_again.consecutive_failures == 0


@pytest.mark.parametrize("ill", [[MISSING, MISSING], [DOWN] * 4, [Failure(Reason.GONE)]])
def test_not_modified_after_an_error_does_not_make_a_feed_healthy(ill: list[Outcome]) -> None:
    before = after(WELL, *ill)
    facts = decide(before, NOTHING, now=NOW + DAY, jitter=0.0, rules=RULES)
    assert facts.state is before.state
    assert (facts.etag, facts.last_modified) == (None, None)
    assert facts.next_poll_at == NOW + DAY + RULES.shortest
    assert after(facts, SAME).state is FeedState.OK


def test_gone_is_visible_at_once_and_reversible() -> None:
    gone = after(WELL, Failure(Reason.GONE))
    assert gone.state is FeedState.GONE
    assert after(gone, DOWN).state is FeedState.GONE
    assert after(gone, NEWS).state is FeedState.OK


# --- when to ask again


def test_the_interval_follows_the_news_within_bounds() -> None:
    assert wait(WELL, NEWS) < HOUR < wait(WELL, NOTHING)
    assert wait(WELL, replace(NEWS, new=20)) < wait(WELL, NEWS)
    assert after(WELL, *[NEWS] * 50).poll_interval == RULES.shortest
    assert after(WELL, *[replace(NEWS, new=0)] * 50).poll_interval == RULES.longest


def test_a_configured_interval_is_kept() -> None:
    fixed = PollRules(shortest=15 * timedelta(minutes=1), longest=15 * timedelta(minutes=1))
    for outcome in (NEWS, NOTHING, SAME):
        assert wait(WELL, outcome, fixed) == timedelta(minutes=15)


def test_the_feeds_own_wish_counts_up_to_an_hour() -> None:
    fast = replace(WELL, poll_interval=timedelta(minutes=5))
    assert wait(fast, replace(NEWS, hint=timedelta(minutes=30))) == timedelta(minutes=30)
    assert wait(fast, replace(NEWS, hint=timedelta(days=9))) == HOUR


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(7200.0, 2 * HOUR), (88 * 3600.0, DAY), (0.0, HOUR), (-5.0, HOUR), (None, HOUR)],
)
def test_retry_after_is_honoured_up_to_a_cap(stated: float | None, expected: timedelta) -> None:
    assert wait(WELL, Failure(Reason.HTTP_5XX, retry_after=stated)) == expected


def test_jitter_never_asks_before_retry_after() -> None:
    limited = Failure(Reason.RATE_LIMITED, retry_after=7200)
    assert wait(WELL, limited, jitter=1.0) > wait(WELL, limited, jitter=0.0) == 2 * HOUR


def test_failing_feeds_are_polled_ever_more_rarely_and_never_abandoned() -> None:
    soft = [wait(replace(WELL, consecutive_failures=n), DOWN) for n in range(60)]
    hard = [wait(replace(WELL, consecutive_failures=n), MISSING) for n in range(60)]
    gone = [wait(replace(WELL, consecutive_failures=n), Failure(Reason.GONE)) for n in range(60)]
    for waits in (soft, hard, gone):
        assert waits == sorted(waits)
    assert soft[-1] == DAY
    assert hard[-1] == gone[-1] == timedelta(days=30)
    assert gone[0] == DAY


# --- validators


def test_an_etag_kept_while_the_content_changes_is_not_believed() -> None:
    assert after(WELL, replace(NEWS, etag=WELL.etag)).etag is None
    assert after(WELL, NEWS).etag == '"2"'


def test_a_feed_that_never_changes_is_asked_for_whole_once_a_day() -> None:
    assert after(WELL, NOTHING).etag == '"1"'
    assert after(replace(WELL, last_whole_at=NOW - DAY), NOTHING).etag is None


# --- moves

MOVED = "https://feeds.example.net/rss"


def test_a_move_is_believed_after_several_polls_and_days() -> None:
    redirected = replace(NEWS, permanent_url=MOVED)
    assert after(WELL, *[redirected] * 10).fetch_url == URL  # ten hours
    assert after(WELL, *[redirected] * 3, step=2 * DAY).fetch_url == URL  # three polls
    moved = after(WELL, *[redirected] * 4, step=2 * DAY)
    assert moved.fetch_url == MOVED
    assert moved.url == URL
    assert moved.state is FeedState.MOVED
    assert moved.moved_to is None


def test_a_move_that_ends_or_changes_starts_anew() -> None:
    redirected = replace(NEWS, permanent_url=MOVED)
    elsewhere = replace(NEWS, permanent_url=MOVED + "2")
    assert after(WELL, redirected, redirected, NEWS, step=2 * DAY).moved_polls == 0
    changed = after(WELL, redirected, redirected, elsewhere, step=2 * DAY)
    assert (changed.moved_to, changed.moved_polls) == (MOVED + "2", 1)


def test_a_move_to_what_is_no_feed_is_not_counted() -> None:
    redirected = replace(NEWS, permanent_url=MOVED)
    parked = after(WELL, redirected, *[Failure(Reason.NOT_A_FEED)] * 5, step=2 * DAY)
    assert parked.moved_polls == 1
    assert parked.fetch_url == URL
    assert parked.state is FeedState.FAILING


def test_https_is_taken_at_once_and_never_given_up() -> None:
    plain = replace(WELL, url="http://example.com/feed", fetch_url="http://example.com/feed")
    upgraded = after(plain, replace(NEWS, permanent_url=URL))
    assert upgraded.fetch_url == URL
    assert upgraded.state is FeedState.OK
    down = replace(NEWS, permanent_url="http://example.com/feed")
    assert after(WELL, *[down] * 9, step=2 * DAY).fetch_url == URL


def test_a_new_address_that_fails_gives_way_to_the_configured_one() -> None:
    moved = replace(WELL, fetch_url=MOVED, state=FeedState.MOVED)
    assert after(moved, Failure(Reason.NOT_A_FEED)).fetch_url == MOVED
    back = after(moved, *[Failure(Reason.NOT_A_FEED)] * 2)
    assert back.fetch_url == URL
    assert back.etag is None


# --- silence

HOURLY = Rhythm(arrivals=500, mean_gap=3600, longest_gap=10 * 3600, since=NOW - 30 * DAY)


def test_silence_beyond_the_rhythm_is_quiet_and_news_end_it() -> None:
    lively = replace(WELL, rhythm=HOURLY, last_new_at=NOW)
    assert after(lively, *[NOTHING] * 24).state is FeedState.OK
    quiet = after(lively, *[NOTHING] * 30)
    assert quiet.state is FeedState.QUIET
    assert quiet.since == NOW + 25 * HOUR
    assert after(quiet, NEWS).state is FeedState.OK


def test_a_weekly_feed_may_be_silent_for_weeks() -> None:
    weekly = Rhythm(arrivals=20, mean_gap=7 * 86_400, longest_gap=9 * 86_400, since=NOW - 150 * DAY)
    calm = replace(WELL, rhythm=weekly, last_new_at=NOW)
    assert after(calm, *[NOTHING] * 30, step=DAY).state is FeedState.OK
    assert after(calm, *[NOTHING] * 70, step=DAY).state is FeedState.QUIET


def test_a_weekend_seen_before_is_no_silence() -> None:
    office = replace(HOURLY, longest_gap=62 * 3600.0)
    assert office.longest_normal(NOW) == timedelta(hours=93)
    fresh = replace(HOURLY, longest_gap=0.0, since=NOW - 3 * DAY)
    assert fresh.longest_normal(NOW) == timedelta(days=4)


def test_nothing_is_judged_before_enough_is_known() -> None:
    assert Rhythm(arrivals=4, mean_gap=60, since=NOW - 30 * DAY).longest_normal(NOW) is None
    assert after(WELL, *[NOTHING] * 99, step=DAY).state is FeedState.OK


def test_a_feed_long_dead_is_quiet_from_its_first_answer() -> None:
    dead = Read(20, 20, b"1", oldest_at=NOW - 900 * DAY, newest_at=NOW - 700 * DAY)
    assert after(NEW, dead).state is FeedState.QUIET
    alive = replace(dead, oldest_at=NOW - 2 * DAY, newest_at=NOW - HOUR)
    assert after(NEW, alive).state is FeedState.OK


def test_a_failing_feed_is_failing_and_not_quiet() -> None:
    lively = replace(WELL, rhythm=HOURLY, last_new_at=NOW - 9 * DAY)
    assert after(lively, MISSING, MISSING).state is FeedState.FAILING


def test_rhythm_is_learned_from_polls_as_from_times() -> None:
    facts = replace(WELL, last_new_at=NOW - HOUR, rhythm=Rhythm())
    learned = after(facts, *[replace(NEWS, new=1)] * 40).rhythm
    assert learned.arrivals == 40
    assert learned.mean_gap == pytest.approx(3600)
    rhythm = Rhythm.of([NOW + n * HOUR for n in range(40)])
    assert (rhythm.arrivals, rhythm.mean_gap, rhythm.longest_gap) == (40, 3600, 3600)
    assert Rhythm.of([]) == Rhythm()


# --- clocks


def test_a_clock_that_was_ahead_once_has_no_say_later() -> None:
    ahead = decide(WELL, NEWS, now=NOW + 400 * DAY, jitter=0.0, rules=RULES)
    later = decide(ahead, NEWS, now=NOW, jitter=0.0, rules=RULES)
    assert later.next_poll_at is not None
    assert later.next_poll_at <= NOW + RULES.longest
    times = (later.since, later.last_polled_at, later.last_ok_at, later.last_new_at)
    assert all(at is not None and at <= NOW for at in times)
    assert later.state is FeedState.OK


# --- properties

OUTCOMES = st.one_of(
    st.builds(
        Unchanged, not_modified=st.booleans(), permanent_url=st.sampled_from([None, MOVED, URL])
    ),
    st.builds(
        Read,
        new=st.integers(0, 30),
        total=st.integers(0, 30),
        body_hash=st.sampled_from([b"1", b"2"]),
        etag=st.sampled_from([None, '"1"']),
        permanent_url=st.sampled_from([None, MOVED]),
        hint=st.sampled_from([None, timedelta(days=400)]),
        newest_at=st.sampled_from([None, NOW - 900 * DAY, NOW + DAY]),
        oldest_at=st.sampled_from([None, NOW - 990 * DAY]),
    ),
    st.builds(
        Failure,
        reason=st.sampled_from(list(Reason)),
        detail=st.just(""),
        retry_after=st.sampled_from([None, -1.0, 1e9]),
    ),
)


@given(st.lists(st.tuples(OUTCOMES, st.floats(0, 1), st.integers(0, 10**7)), max_size=40))
def test_whatever_happens_a_feed_is_asked_again_within_thirty_days(
    polls: list[tuple[Outcome, float, int]],
) -> None:
    facts, now = NEW, NOW
    for outcome, jitter, seconds in polls:
        now += timedelta(seconds=seconds)
        before, facts = facts, decide(facts, outcome, now=now, jitter=jitter, rules=RULES)
        assert facts.next_poll_at is not None
        assert timedelta(minutes=4) <= facts.next_poll_at - now <= timedelta(days=30)
        assert (facts.since == now) == (facts.state is not before.state) or before.since == now
        assert facts.fetch_url in {URL, MOVED}
        assert facts.url == URL
        healthy = facts.state in {FeedState.OK, FeedState.QUIET, FeedState.MOVED}
        assert not (healthy and isinstance(outcome, Failure) and facts.state is FeedState.GONE)
