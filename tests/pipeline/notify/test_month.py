"""Thirty days with planted spikes, events and pickups: each is told, none twice, and nothing else.

Every day brings ten texts on trade and five on energy, each in an event of its own, by a rhythm of
hours, and twenty on something else. newsmon looks every two hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from tests.newsroom import NOON
from tests.pipeline.notify.conftest import Desk

START = NOON.replace(hour=0)
DAYS = 30
HOURS = (6, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20)
PER_DAY = {"trade": 10, "energy": 5, "sport": 20}


@dataclass
class World:
    """What is published when: (time, title, facts), and what was planted."""

    items: list[tuple[datetime, str, dict[str, Any]]] = field(default_factory=list)

    def publish(self, at: datetime, title: str, **facts: Any) -> None:
        self.items.append((at, title, facts))

    def everyday(self) -> None:
        random = Random(11)
        for day in range(DAYS):
            for topic, number in PER_DAY.items():
                for item in range(number + random.choice((-2, -1, 0, 0, 1, 2))):
                    at = START + timedelta(
                        days=day, hours=random.choice(HOURS), minutes=random.randrange(60)
                    )
                    self.publish(at, f"{topic} {day}-{item}", topic=topic)

    def spike(self, day: int, hour: int, topic: str, number: int) -> None:
        for item in range(number):
            at = START + timedelta(days=day, hours=hour, minutes=8 * item)
            self.publish(at, f"{topic} spike {day}-{item}", topic=topic)

    def event(self, day: int, outlets: int, name: str) -> None:
        for number in range(outlets):
            at = START + timedelta(days=day, hours=9 + 2 * number)
            self.publish(at, f"{name}, by {number}", topic="trade", event=name,
                         source=f"outlet-{number}")  # fmt: skip

    def pickup(self, day: int, outlets: int, name: str) -> None:
        for number in range(outlets):
            at = START + timedelta(days=day, hours=9 + 2 * number)
            self.publish(at, f"{name}, by {number}", topic="energy", text=name,
                         source=f"outlet-{number}")  # fmt: skip


class Press:
    """Puts a world into the database as its hours pass."""

    def __init__(self, desk: Desk, world: World) -> None:
        self.newsroom = desk.newsroom
        self._coming = sorted(world.items, key=lambda item: item[0])
        self._events: dict[str, int] = {}
        self._texts: dict[str, int] = {}

    def print_until(self, now: datetime) -> None:
        while self._coming and self._coming[0][0] <= now:
            at, title, facts = self._coming.pop(0)
            self._print(at, title, **facts)

    def _print(
        self, at: datetime, title: str, *, topic: str, source: str = "harbour-news",
        event: str | None = None, text: str | None = None,
    ) -> None:  # fmt: skip
        if event is not None and event not in self._events:
            self._events[event] = self.newsroom.event(event)
        article = self.newsroom.printed(
            title, at=at, seen_at=at + timedelta(minutes=5), topics=(topic,), source=source,
            event=self._events.get(event or ""), copy_of=self._texts.get(text or ""),
        )  # fmt: skip
        if text is not None:
            self._texts.setdefault(text, article)


@pytest.fixture
def world() -> World:
    world = World()
    world.everyday()
    world.spike(18, 8, "trade", 40)
    world.spike(24, 13, "energy", 25)
    world.event(5, 3, "Small event")
    world.event(12, 6, "Large event")
    world.event(21, 2, "No event")
    world.pickup(8, 5, "Wide pickup")
    world.pickup(15, 2, "No pickup")
    return world


def hours() -> Iterator[datetime]:
    return (START + timedelta(hours=hour) for hour in range(0, DAYS * 24 + 3, 2))


@pytest.mark.slow
def test_what_was_planted_is_told_once_and_nothing_else(desk: Desk, world: World) -> None:
    desk.rules(topics=["trade", "energy"], min_outlets=3)
    desk.newsroom.sql("delete from newsmon.notify_rule")
    desk.begin(START - timedelta(hours=1))
    press = Press(desk, world)
    for now in hours():
        press.print_until(now)
        desk.check(now)
        desk.check(now)
    lines = Counter(desk.told())
    assert set(lines.values()) == {1}
    texts = {
        facts.get("text") or title
        for _, title, facts in world.items
        if facts["topic"] in ("trade", "energy")
    }
    matches = [line for kind, line in lines if kind == "match"]
    assert len(matches) == len(texts)
    assert sorted(line for kind, line in lines if kind == "event") == [
        "Event: “Large event” has reached 3 outlets",
        "Event: “Large event” has reached 6 outlets",
        "Event: “Small event” has reached 3 outlets",
        "Event: “Wide pickup, by 0” has reached 3 outlets",  # of one text
    ]
    assert [line for kind, line in lines if kind == "pickup"] == [
        "Pickup: “Wide pickup, by 0” is in 3 outlets"
    ]
    spikes = sorted(line.partition(" in ")[0].split(" on ")[1] for k, line in lines if k == "spike")
    assert spikes == ["Energy", "Trade"]
    assert desk.newsroom.sql("select count(*) from report.notifications where told_at is null") == 0
