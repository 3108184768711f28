"""When what was rejected is asked for again, and when what was loaded is fetched again."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from newsmon.config.fetch_settings import Retried
from newsmon.fetch.retries import RETRIES, after_fetch, after_rejection
from newsmon.model import Reason

DAY = 86_400.0


@pytest.mark.parametrize(
    "reason", [Reason.CONSENT_WALL, Reason.PAYWALL, Reason.NEEDS_JAVASCRIPT, Reason.SOFT_404]
)
def test_what_stands_before_an_article_is_asked_for_again_ever_later_and_then_given_up(
    reason: Reason,
) -> None:
    waits = [after_rejection(reason, retries, 0.0) for retries in range(6)]
    some = [wait for wait in waits if wait is not None]
    assert 1 <= len(some) <= 3
    assert some == sorted(some)
    assert waits[len(some) :] == [None] * (6 - len(some))


@pytest.mark.parametrize(
    "reason", [Reason.GONE, Reason.NOT_ARTICLE, Reason.WRONG_LANGUAGE, Reason.OPT_OUT]
)
def test_what_will_not_change_is_not_asked_for_again(reason: Reason) -> None:
    assert after_rejection(reason, 0, 0.0) is None


def test_waits_can_be_configured_and_forbidden() -> None:
    configured = {"paywall": (timedelta(days=1),), "soft_404": ()}
    assert after_rejection(Reason.PAYWALL, 0, 0.0, configured) == DAY
    assert after_rejection(Reason.PAYWALL, 1, 0.0, configured) is None
    assert after_rejection(Reason.SOFT_404, 0, 0.0, configured) is None
    assert after_rejection(Reason.NOT_FOUND, 0, 0.0, configured) is not None


def test_chance_spreads_them_a_little() -> None:
    waits = {"paywall": (timedelta(days=1),)}
    assert after_rejection(Reason.PAYWALL, 0, 1.0, waits) == pytest.approx(1.1 * DAY)


def test_loaded_pages_are_fetched_again_as_often_as_is_configured() -> None:
    waits = (timedelta(hours=6), timedelta(days=2))
    assert [after_fetch(n, 0.0, waits) for n in (1, 2, 3)] == [DAY / 4, 2 * DAY, None]
    assert after_fetch(1, 0.0, ()) is None


def test_every_reason_with_waits_can_be_configured() -> None:
    assert {reason.value for reason in RETRIES} <= set(get_args(Retried))
    assert set(get_args(Retried)) <= {reason.value for reason in Reason}
