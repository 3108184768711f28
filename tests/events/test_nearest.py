"""Texts that are asked for their event and never enter one."""

from __future__ import annotations

from tests.events.test_linker import STORM, TRIAL, Desk
from tests.events.texts import News

from newsmon.events import Text, nearest

LAST = 2**62


def asked(news: News) -> Text:
    return Text(-1, news.title, news.text, "en", news.at, LAST)


def test_a_text_is_near_the_event_that_it_would_join() -> None:
    desk = Desk()
    storm, other_storm, trial = desk.take([STORM[0], STORM[1], TRIAL])
    assert storm == other_storm
    assert nearest(desk.events, [asked(STORM[2]), asked(TRIAL)]) == [storm, trial]


def test_a_text_that_would_begin_an_event_is_near_none() -> None:
    desk = Desk()
    desk.take(STORM)
    assert nearest(desk.events, [asked(TRIAL)]) == [None]
    assert nearest(Desk().events, [asked(TRIAL)]) == [None]


def test_asking_changes_nothing() -> None:
    desk, twin = Desk(), Desk()
    desk.take(STORM[:2])
    twin.take(STORM[:2])
    for _ in range(3):
        nearest(desk.events, [asked(STORM[2]), asked(TRIAL)])
    assert desk.take([STORM[2], TRIAL]) == twin.take([STORM[2], TRIAL])
    assert desk.links[3].vector.weights.tolist() == twin.links[3].vector.weights.tolist()
