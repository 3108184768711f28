"""The next steps with hubs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from newsmon.websub import (
    Ask,
    AskAgain,
    Close,
    FeedHubs,
    State,
    Step,
    Subscription,
    Unsubscribe,
    next_request,
    plan,
    renewal_at,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
LATER, BEFORE = NOW + timedelta(days=1), NOW - timedelta(days=1)
HUB, SECOND = "https://hub.example/", "https://second.example/"
FEED = FeedHubs(1, (HUB, SECOND), "http://paper.example/feed")
ACTIVE = Subscription(7, 1, HUB, FEED.topic, State.ACTIVE, 0, LATER, LATER, True)
REQUESTED = replace(ACTIVE, state=State.REQUESTED, attempts=1, lease_until=None)


def steps(*subscriptions: Subscription, feed: FeedHubs | None = FEED) -> list[Step]:
    return plan([feed] if feed else [], subscriptions, NOW)


def test_the_first_hub_is_asked() -> None:
    assert steps() == [Ask(1, HUB, FEED.topic)]


def test_nothing_is_done_while_a_lease_is_young_or_an_answer_is_waited_for() -> None:
    assert steps(ACTIVE) == []
    assert steps(REQUESTED) == []


def test_5_3_1_a_subscription_is_asked_for_anew_before_its_lease_is_over() -> None:
    lease = timedelta(days=10)
    assert NOW < renewal_at(NOW, lease) < NOW + lease
    assert steps(replace(ACTIVE, next_request_at=BEFORE)) == [Ask(1, HUB, FEED.topic)]


def test_5_1_the_old_subscription_stays_until_the_new_one_is_verified() -> None:
    assert (
        steps(replace(ACTIVE, next_request_at=BEFORE), replace(REQUESTED, subscription_id=8)) == []
    )


def test_another_callback_or_key_is_a_reason_to_ask_anew() -> None:
    assert steps(replace(ACTIVE, is_current=False)) == [Ask(1, HUB, FEED.topic)]
    assert steps(replace(REQUESTED, is_current=False))[0] == Close(
        7, State.ENDED, "asked with another callback or key"
    )


def test_a_request_without_an_answer_is_repeated_ever_more_rarely_and_then_given_up() -> None:
    waits = [next_request(NOW, attempts) - NOW for attempts in range(1, 7)]
    assert waits == sorted(waits)
    for attempts in range(1, 5):
        again = replace(REQUESTED, attempts=attempts, next_request_at=BEFORE)
        assert steps(again) == [AskAgain(7)]
    assert steps(replace(REQUESTED, attempts=5, next_request_at=BEFORE)) == [
        Close(7, State.REFUSED, "asked in vain")
    ]


@pytest.mark.parametrize("state", [State.DENIED, State.REFUSED])
def test_5_2_a_hub_that_said_no_is_not_asked_and_the_next_one_is(state: State) -> None:
    assert steps(replace(REQUESTED, state=state)) == [Ask(1, SECOND, FEED.topic)]
    both = [replace(REQUESTED, state=state), replace(REQUESTED, state=state, hub=SECOND)]
    assert steps(*both) == []


def test_a_hub_that_refused_is_tried_again_after_a_while_and_one_that_denied_never() -> None:
    refused = replace(REQUESTED, state=State.REFUSED, next_request_at=BEFORE)
    assert steps(refused) == [Ask(1, HUB, FEED.topic)]
    denied = replace(refused, state=State.DENIED)
    assert steps(denied, replace(denied, hub=SECOND)) == []


def test_the_hub_that_delivers_is_kept_though_it_is_not_the_first() -> None:
    assert steps(replace(ACTIVE, hub=SECOND)) == []


def test_a_lease_that_is_over_is_closed_and_another_one_asked_for() -> None:
    assert steps(replace(ACTIVE, lease_until=BEFORE, next_request_at=BEFORE)) == [
        Close(7, State.ENDED, "the lease is over"),
        Ask(1, HUB, FEED.topic),
    ]


def test_a_feed_that_is_gone_or_names_no_hub_is_unsubscribed() -> None:
    assert steps(ACTIVE, feed=None) == [Unsubscribe(7)]
    assert steps(REQUESTED, feed=None) == [Unsubscribe(7)]


def test_6_1_another_topic_or_hub_is_subscribed_to_and_the_old_one_left() -> None:
    moved = replace(FEED, topic="http://paper.example/new")
    assert steps(ACTIVE, feed=moved) == [Ask(1, HUB, moved.topic), Unsubscribe(7)]
    elsewhere = replace(FEED, hubs=(SECOND,))
    assert steps(ACTIVE, feed=elsewhere) == [Ask(1, SECOND, FEED.topic), Unsubscribe(7)]


def test_an_end_is_asked_for_again_and_comes_by_itself_with_the_lease() -> None:
    ending = replace(ACTIVE, state=State.ENDING, attempts=1)
    assert steps(ending, feed=None) == []
    assert steps(replace(ending, next_request_at=BEFORE), feed=None) == [Unsubscribe(7)]
    assert steps(replace(ending, attempts=4), feed=None) == [
        Close(7, State.ENDED, "the lease is over")
    ]
    assert steps(replace(ending, lease_until=BEFORE), feed=None) == [
        Close(7, State.ENDED, "the lease is over")
    ]


def test_one_feed_does_not_touch_the_subscriptions_of_another() -> None:
    second = replace(FEED, feed_id=2)
    assert plan([FEED, second], [ACTIVE], NOW) == [Ask(2, HUB, FEED.topic)]
