"""Values that linking works on: arriving texts, and the live index they are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsmon.events.live_week import Member, Week, members_of, week_of
from newsmon.events.search import Scratch, span


@dataclass(frozen=True, slots=True)
class Method:
    """Parameters of linking; the first two are settings."""

    window_days: float = 7.0
    threshold: float = 0.18
    # Gaussian: one day apart counts .87, three days .29, a week .001.
    fade_days: float = 1.9
    background: float = 0.8  # factor of the background similarity that is added to the threshold
    merge_margin: float = 0.12  # above the limit, that a text must reach with both events


@dataclass(frozen=True, slots=True)
class Text:
    """One cluster's representative, to be linked.

    `event_id` where the cluster has one already, `alone` whether no other cluster is in that.
    """

    cluster_id: int
    title: str
    text: str
    language: str | None
    at: float  # days since 1970
    arrival: int
    event_id: int | None = None
    alone: bool = False


@dataclass(slots=True)
class Events:
    """The live index: weeks by number, pairs of events set apart. Changes as texts are linked."""

    method: Method = field(default_factory=Method)
    weeks: dict[int, Week] = field(default_factory=dict)
    apart: set[frozenset[int]] = field(default_factory=set)
    scratch: Scratch = field(default_factory=Scratch)
    unnumbered: int = 0  # events begun since `number_events`

    def week(self, number: int) -> Week:
        """A week, begun where it does not exist."""
        if number not in self.weeks:
            self.weeks[number] = Week()
        return self.weeks[number]

    def region(self, at: float) -> list[Week]:
        """The loaded weeks around a time; the others hold nothing that counts there."""
        numbers = span(at, self.method.window_days)
        return [self.weeks[number] for number in numbers if number in self.weeks]

    def take(self, members: Iterable[Member]) -> None:
        """Take in texts as they were decided elsewhere or before, in place of what is here."""
        by_week: dict[int, dict[int, Member]] = {}
        for member in members:
            by_week.setdefault(week_of(member.at), {})[member.cluster_id] = member
        for number, texts in by_week.items():
            for cluster_id in texts:
                self.drop(cluster_id)
            self.week(number).add(list(texts.values()))

    def drop(self, cluster_id: int) -> None:
        for week in self.weeks.values():
            week.drop(cluster_id)

    def move(self, event_id: int, into: int) -> None:
        """Move all live texts of an event."""
        for week, row in members_of(self.weeks.values(), event_id):
            week.move(row, into)
        self.apart = {_renamed(pair, event_id, into) for pair in self.apart}

    def number_events(self, numbers: Mapping[int, int]) -> None:
        """Give events that were begun here the numbers that the database chose."""
        for provisional, number in numbers.items():
            self.move(provisional, number)
        self.unnumbered = 0


def _renamed(pair: frozenset[int], event_id: int, into: int) -> frozenset[int]:
    return frozenset(into if event == event_id else event for event in pair)
