"""Which event a text belongs to: streaming links to the two closest members.

A text joins the event whose two closest members are most similar to it on average, if that mean
reaches the threshold, else it begins an event. Comparing with members instead of a centroid lets
an event move with the news without swallowing its neighbours. Similarity fades with the days
between two texts, by a bell curve as is usual for news, and ends at the window.

Events grow together when a text belongs to both: the younger is merged into the older. A text
whose cluster has an event already (a new version) never leaves it; if it is alone there, its
event may be merged into another that it now belongs to. Events never split here; pairs that a
person set apart stay apart.

Everything is decided in order of arrival and depends on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from newsmon.events.index import UNDECIDED, Member, Week, members_of, week_of
from newsmon.events.search import Question, Scratch, Similar, frequencies, similar, span
from newsmon.events.terms import Terms, read_all
from newsmon.events.vectors import Vector, weigh


@dataclass(frozen=True, slots=True)
class Method:
    """How texts are linked; the first two are settings."""

    window_days: float = 7.0
    threshold: float = 0.20
    # Gaussian: one day apart counts .95, three days .61, a week .07.
    fade_days: float = 3.0
    merge_threshold: float = 0.26  # that a text must reach with both events


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


@dataclass(frozen=True, slots=True)
class Link:
    """What was decided on a text. Events without a number yet are negative."""

    cluster_id: int
    event_id: int
    vector: Vector
    score: float  # mean similarity to its closest members; 0 where it begins an event
    closest: tuple[int, ...]  # their clusters, at most two


@dataclass(frozen=True, slots=True)
class Merge:
    """Two events turned out to be one."""

    event_id: int
    into: int


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
        for one in members:
            by_week.setdefault(week_of(one.at), {})[one.cluster_id] = one
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
    return frozenset(into if one == event_id else one for one in pair)


def link(events: Events, texts: Sequence[Text]) -> tuple[list[Link], list[Merge]]:
    """Decide on texts in this order; `events` holds the decisions afterwards.

    All weeks that `span(text.at, window)` names must be loaded as far as they exist.
    """
    questions = _enter(events, texts)
    method = events.method
    answers = similar(
        events.weeks, questions, window=method.window_days, threshold=method.threshold,
        scratch=events.scratch,
    )  # fmt: skip
    links, merges = [], []
    for text, question, answer in zip(texts, questions, answers, strict=True):
        decided, grown = _decide(events, text, question, answer)
        links.append(decided)
        merges += grown
    final = _final(merges)
    return [_relabelled(one, final) for one in links], merges


def _enter(events: Events, texts: Sequence[Text]) -> list[Question]:
    """Weigh the texts one after the other and put them into their weeks, undecided."""
    questions: list[Question] = []
    entered: dict[int, list[Member]] = {}
    read = read_all([(text.title, text.text, text.language) for text in texts])
    for text, terms in zip(texts, read, strict=True):
        events.drop(text.cluster_id)
        number = week_of(text.at)
        week = events.week(number)
        vector = _weighed(events, terms, text.at)
        week.count(vector.ids)
        questions.append(Question(vector, text.at, text.arrival))
        entered.setdefault(number, []).append(
            Member(text.cluster_id, text.arrival, text.at, text.event_id or UNDECIDED, vector)
        )
    for number, members in entered.items():
        events.weeks[number].add(members, counted=True)
    return questions


def _weighed(events: Events, terms: Terms, at: float) -> Vector:
    counted, texts = frequencies(events.region(at), terms.ids)
    return weigh(terms, counted, texts)


@dataclass(frozen=True, slots=True)
class _Score:
    mean: float
    event_id: int
    closest: tuple[int, ...]


def _decide(
    events: Events, text: Text, question: Question, answer: Similar
) -> tuple[Link, list[Merge]]:
    method = events.method
    scores = _scores(events, text, answer)
    best = scores[0] if scores and scores[0].mean >= method.threshold else None
    week = events.weeks[week_of(text.at)]
    row = week.row_of[text.cluster_id]
    merges: list[Merge] = []
    event_id = text.event_id
    if event_id is None:
        if best is None:
            events.unnumbered += 1
        event_id = -events.unnumbered if best is None else best.event_id
        week.move(row, event_id)
    else:
        event_id = int(week.events.values[row])  # it may have been merged by an earlier text
    for other in scores:
        if _grown_together(events, text, event_id, scores, other):
            merge = _older_first(event_id, other.event_id)
            events.move(merge.event_id, merge.into)
            merges.append(merge)
            event_id = merge.into
    closest = best.closest if best else ()
    return Link(
        text.cluster_id, event_id, question.vector, best.mean if best else 0.0, closest
    ), merges


def _grown_together(
    events: Events, text: Text, event_id: int, scores: Sequence[_Score], other: _Score
) -> bool:
    """Whether this text shows its event and another to be one."""
    method = events.method
    if other.event_id == event_id or other.mean < method.threshold:
        return False
    if frozenset((event_id, other.event_id)) in events.apart:
        return False
    own = max((one.mean for one in scores if one.event_id == event_id), default=0.0)
    if min(own, other.mean) >= method.merge_threshold:
        return True
    # Another may have joined it since `alone` was looked up.
    return text.alone and len(members_of(events.region(text.at), event_id)) == 1


def _scores(events: Events, text: Text, answer: Similar) -> list[_Score]:
    """Events of similar texts, best first; of equal ones the older."""
    found: dict[int, list[tuple[float, int]]] = {}
    faded = answer.similarities * np.exp(-((answer.days / events.method.fade_days) ** 2) / 2)
    for number, row, similarity in zip(
        answer.weeks.tolist(), answer.rows.tolist(), faded.tolist(), strict=True
    ):
        week = events.weeks[number]
        event_id = int(week.events.values[row])
        found.setdefault(event_id, []).append((similarity, int(week.clusters.values[row])))
    scores = []
    for event_id, similarities in found.items():
        two = sorted(similarities, reverse=True)[:2]
        divisor = 1 if len(two) == 1 and _has_one_member(events, text, event_id) else 2
        mean = sum(similarity for similarity, _ in two) / divisor
        scores.append(_Score(mean, event_id, tuple(cluster for _, cluster in two)))
    return sorted(scores, key=lambda score: (-score.mean, _age(score.event_id)))


def _has_one_member(events: Events, text: Text, event_id: int) -> bool:
    """Whether but one text of the event is within the window, of those that arrived before."""
    near = 0
    for week, row in members_of(events.region(text.at), event_id):
        if week.arrivals.values[row] >= text.arrival:
            continue
        near += abs(week.times.values[row] - text.at) <= events.method.window_days
        if near > 1:
            return False
    return True


def _age(event_id: int) -> tuple[bool, int]:
    """Sorts the oldest event first: those without a number came last."""
    return event_id < 0, abs(event_id)


def _older_first(one: int, other: int) -> Merge:
    older, younger = sorted((one, other), key=_age)
    return Merge(younger, older)


def _final(merges: Iterable[Merge]) -> dict[int, int]:
    """Where each merged event ended up."""
    final: dict[int, int] = {}
    for merge in merges:
        for event_id, into in list(final.items()):
            if into == merge.event_id:
                final[event_id] = merge.into
        final[merge.event_id] = merge.into
    return final


def _relabelled(one: Link, final: Mapping[int, int]) -> Link:
    event_id = final.get(one.event_id, one.event_id)
    return Link(one.cluster_id, event_id, one.vector, one.score, one.closest)
