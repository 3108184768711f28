"""Streaming assignment of texts to events, by the three closest members.

A text joins the event whose three closest members are most similar to it on average, if that mean
reaches its limit, else it begins an event. Comparing with members instead of a centroid lets an
event move with the news without swallowing its neighbours. Similarity fades with the days between
two texts, by a bell curve as is usual for news, and ends at the window.

The limit is the threshold where nothing else is like the text, and higher where much is: of what
everybody writes about, texts on different happenings are alike, too. That background is how similar
the text is to the events which come after the few that it may belong to.

Where an event has several members, they show how alike its reports are: the limit is drawn halfway
to most of that likeness. So the next step of an affair stays out of an event whose reports say the
same, and a report in other words comes into one whose reports vary. And where there are three, two
must nearly do without the closest: one stray member draws no happening of its own after it.

Events grow together when a text belongs to both: the younger is merged into the older. A text
whose cluster has an event already (a new version) never leaves it; if it is alone there, its
event may be merged into another that it now belongs to. Events never split here; pairs that a
person set apart stay apart.

Everything is decided in order of arrival and depends on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from newsmon.events.live import Events, Method, Text
from newsmon.events.live_week import UNDECIDED, Member, Week, members_of, week_of
from newsmon.events.search import Question, Similar, frequencies, mutual, similar
from newsmon.events.term_counts import Terms, read_all
from newsmon.events.vectors import Vector, weigh

CLOSEST = 3  # members of an event, whose mean similarity counts
# By similarity, the events after the first three, which may be parts of one; seven that are there
# for any text of a subject, so that one chance resemblance says little.
BACKGROUND = slice(3, 10)
LIKELIEST = 14  # events whose members are counted; the others would hardly be among the first ten
LIKENESS = 0.65  # part of the members' similarity to each other that their event's next must reach
REMAINING = 0.9  # part of the limit that the similarity to the members but the closest must reach


@dataclass(frozen=True, slots=True)
class Link:
    """Assignment of a text to an event; events without a number yet are negative."""

    cluster_id: int
    event_id: int
    vector: Vector
    score: float  # mean similarity to its closest members; 0 where it begins an event
    closest: tuple[int, ...]  # their clusters, at most CLOSEST


@dataclass(frozen=True, slots=True)
class Merge:
    """Two events turned out to be one."""

    event_id: int
    into: int


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
    final = _final(merges) if merges else {}
    return [_relabelled(decision, final) for decision in links], merges


def _enter(events: Events, texts: Sequence[Text]) -> list[Question]:
    """Weigh the texts one after the other and put them into their weeks, undecided."""
    questions: list[Question] = []
    entered: dict[int, list[Member]] = {}
    read = read_all([(text.title, text.text, text.language) for text in texts])
    for text, terms in zip(texts, read, strict=True):
        events.drop(text.cluster_id)
        number = week_of(text.at)
        week = events.week(number)
        vector = weighed(events, terms, text.at)
        week.count(vector.ids)
        questions.append(Question(vector, text.at, text.arrival))
        entered.setdefault(number, []).append(
            Member(text.cluster_id, text.arrival, text.at, text.event_id or UNDECIDED, vector)
        )
    for number, members in entered.items():
        events.weeks[number].add(members, counted=True)
    return questions


def weighed(events: Events, terms: Terms, at: float) -> Vector:
    """Return the vector of a text among the live ones of its days."""
    counted, texts = frequencies(events.region(at), terms.ids)
    return weigh(terms, counted, texts)


def best_event(events: Events, text: Text, answer: Similar) -> int | None:
    """Return the event that a text would join, None where it would begin one."""
    scores = _scores(events, text, answer)
    best = _joinable(events, text, scores, _limit(events.method, scores))
    return None if best is None else best.event_id


class _Score(NamedTuple):  # made some thirty times a text: cheaper than a dataclass
    mean: float
    without_closest: float  # the same of the others; of all where they are fewer than CLOSEST
    event_id: int
    closest: list[tuple[float, int]]  # similarity, cluster


def _decide(
    events: Events, text: Text, question: Question, answer: Similar
) -> tuple[Link, list[Merge]]:
    scores = _scores(events, text, answer)
    limit = _limit(events.method, scores)
    best = _joinable(events, text, scores, limit)
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
    for score in scores:
        if _grown_together(events, text, event_id, scores, score, limit=limit):
            merge = _older_first(event_id, score.event_id)
            events.move(merge.event_id, merge.into)
            merges.append(merge)
            event_id = merge.into
    closest = tuple(cluster for _, cluster in best.closest) if best else ()
    return Link(
        text.cluster_id, event_id, question.vector, best.mean if best else 0.0, closest
    ), merges


def _joinable(events: Events, text: Text, scores: Sequence[_Score], limit: float) -> _Score | None:
    """Return the best event if the text is like enough to its members."""
    if not scores:
        return None
    best = scores[0]
    if best.mean < events.method.threshold:
        return None
    if len(best.closest) > 1:
        likeness = _likeness(events, text, [cluster for _, cluster in best.closest])
        limit = max(events.method.threshold, math.sqrt(limit * LIKENESS * likeness))
    return best if min(best.mean, best.without_closest / REMAINING) >= limit else None


def _likeness(events: Events, text: Text, clusters: Sequence[int]) -> float:
    """Return the mean similarity of these texts to each other, before any decay with time."""
    vectors = [
        week.vector(week.row_of[cluster])
        for week in events.region(text.at)
        for cluster in clusters
        if cluster in week.row_of
    ]
    return mutual(vectors, events.scratch.by_term)


def _limit(method: Method, scores: Sequence[_Score]) -> float:
    """Return the mean similarity that an event of one member must reach."""
    background = sum(score.mean for score in scores[BACKGROUND])
    return method.threshold + method.background * background / (BACKGROUND.stop - BACKGROUND.start)


def _grown_together(
    events: Events,
    text: Text,
    event_id: int,
    scores: Sequence[_Score],
    candidate: _Score,
    *,
    limit: float,
) -> bool:
    """Tell whether this text shows its event and another to be one."""
    if candidate.event_id == event_id or candidate.mean < limit:
        return False
    if frozenset((event_id, candidate.event_id)) in events.apart:
        return False
    own = max((score.mean for score in scores if score.event_id == event_id), default=0.0)
    if min(own, candidate.mean) >= limit + events.method.merge_margin:
        return True
    # Another may have joined it since `alone` was looked up.
    return text.alone and len(members_of(events.region(text.at), event_id)) == 1


def _scores(events: Events, text: Text, answer: Similar) -> list[_Score]:
    """Events of similar texts, best first; of equal ones the older; none if none can be joined."""
    faded = answer.similarities * np.exp(-((answer.days / events.method.fade_days) ** 2) / 2)
    if faded.max(initial=0.0) < events.method.threshold:
        return []  # of no event can the mean reach it
    similarities_of: dict[int, list[tuple[float, int]]] = {}
    columns = {
        number: (events.weeks[number].events.values, events.weeks[number].clusters.values)
        for number in set(answer.weeks.tolist())
    }
    for number, row, similarity in zip(
        answer.weeks.tolist(), answer.rows.tolist(), faded.tolist(), strict=True
    ):
        event_ids, clusters = columns[number]
        similarities_of.setdefault(event_ids.item(row), []).append((similarity, clusters.item(row)))
    region = events.region(text.at)
    scores = []
    for event_id, closest in _likeliest(similarities_of):
        members = _members(region, event_id, text, events.method.window_days, len(closest))
        total = sum(similarity for similarity, _ in closest)
        mean = total / members
        without_closest = (total - closest[0][0]) / (members - 1) if members == CLOSEST else mean
        scores.append(_Score(mean, without_closest, event_id, closest))
    return sorted(scores, key=lambda score: (-score.mean, _age(score.event_id)))


def _likeliest(
    similarities_of: Mapping[int, list[tuple[float, int]]],
) -> Iterable[tuple[int, list[tuple[float, int]]]]:
    """Return events with their closest members, at most LIKELIEST by the closest."""
    closest_of = {
        event_id: sorted(similarities, reverse=True)[:CLOSEST]
        for event_id, similarities in similarities_of.items()
    }
    if len(closest_of) <= LIKELIEST:
        return closest_of.items()
    likeliest = sorted(closest_of, key=lambda event: (-closest_of[event][0][0], _age(event)))
    return [(event_id, closest_of[event_id]) for event_id in likeliest[:LIKELIEST]]


def _members(
    region: Sequence[Week], event_id: int, text: Text, window: float, compared: int
) -> int:
    """Count the event's texts within the window that arrived before, up to CLOSEST.

    Those that were not `compared` are not similar enough to be candidates, and count as 0.
    """
    if compared == CLOSEST:
        return compared
    rows = [week.rows_of.get(event_id, ()) for week in region]
    if compared == sum(map(len, rows)):
        return compared
    near = 0
    for week, week_rows in zip(region, rows, strict=True):
        arrivals, times = week.arrivals.values, week.times.values
        for row in week_rows:
            if arrivals.item(row) < text.arrival and abs(times.item(row) - text.at) <= window:
                near += 1
                if near == CLOSEST:
                    return near
    return near


def _age(event_id: int) -> tuple[bool, int]:
    """Sorts the oldest event first: those without a number came last."""
    return event_id < 0, abs(event_id)


def _older_first(first: int, second: int) -> Merge:
    older, younger = sorted((first, second), key=_age)
    return Merge(younger, older)


def _final(merges: Iterable[Merge]) -> dict[int, int]:
    """Return for each merged event the one that it finally became."""
    final: dict[int, int] = {}
    for merge in merges:
        for event_id, into in list(final.items()):
            if into == merge.event_id:
                final[event_id] = merge.into
        final[merge.event_id] = merge.into
    return final


def _relabelled(link: Link, final: Mapping[int, int]) -> Link:
    event_id = final.get(link.event_id, link.event_id)
    return Link(link.cluster_id, event_id, link.vector, link.score, link.closest)
