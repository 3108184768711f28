"""Names of events."""

from __future__ import annotations

from tests.events.test_linker import STORM, TRIAL, Desk

from newsmon.events import central, keywords


def test_the_member_most_like_the_others_is_central() -> None:
    desk = Desk()
    aside = STORM[0].text.replace("harbour", "ferry").replace("mayor Osk", "weather service")
    news = [*STORM, type(STORM[0])("Ferry lies still", aside, 100.5)]
    event = desk.take(news)[0]

    ranked = central(desk.events, event, 100.5)

    assert sorted(ranked) == sorted(c for c, e in desk.of.items() if e == event)
    assert ranked[0] in {1, 2, 3}


def test_an_event_of_one_is_named_by_it() -> None:
    desk = Desk()
    (event,) = desk.take([TRIAL])
    assert central(desk.events, event, TRIAL.at) == [1]


def test_an_event_that_is_not_around_has_no_central_member() -> None:
    assert central(Desk().events, 7, 100.0) == []


def test_keywords_are_what_most_members_say_first() -> None:
    words = [["Varnby", "storm"], ["Storm", "Varnby", "Osk"], ["harbour", "varnby"]]
    assert keywords(words)[:2] == ["Varnby", "storm"]


def test_keywords_are_few_and_each_once() -> None:
    chosen = keywords([[f"word{n}" for n in range(30)], ["WORD1"]])
    assert len(chosen) == 8
    assert len({word.lower() for word in chosen}) == 8
