"""Names of events: the title of the most central member, and keywords."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsmon.events.live import Events
from newsmon.events.live_week import members_of

NAMED_BY = 24  # newest members that are looked at
KEYWORDS = 8


def central(events: Events, event_id: int, at: float) -> list[int]:
    """Clusters of an event's newest members around a time, the most central first.

    `at` in days since 1970. Central is who is most similar to all the others together; of
    equals the first to arrive.
    """
    members = [
        (int(week.arrivals.values[row]), int(week.clusters.values[row]), week, row)
        for week, row in members_of(events.region(at), event_id)
    ]
    newest = sorted(members, key=lambda row: row[:2])[-NAMED_BY:]
    if len(newest) < 2:
        return [cluster for _, cluster, _, _ in newest]
    vectors = [week.vector(row) for _, _, week, row in newest]
    total = events.scratch.by_term
    for vector in vectors:
        total[vector.ids] += np.abs(vector.weights)
    # A text's similarity to itself is not the others' opinion of it.
    scores = [
        float(total[vector.ids] @ np.abs(vector.weights)) - _square(vector.weights)
        for vector in vectors
    ]
    for vector in vectors:
        total[vector.ids] = 0
    order = np.argsort(-np.round(scores, 4), kind="stable")
    return [newest[place][1] for place in order]


def _square(weights: NDArray[np.float16]) -> float:
    exact = weights.astype(np.float32)
    return float(exact @ exact)


def keywords(words: Sequence[Sequence[str]]) -> list[str]:
    """Words that most members give, each member's first words counting most.

    `words` holds each member's own, strongest first; members in order of centrality.
    """
    points: dict[str, float] = {}
    forms: dict[str, str] = {}
    for own in words:
        for rank, word in enumerate(own):
            key = word.lower()
            points[key] = points.get(key, 0.0) + 1 / (rank + 2)
            forms.setdefault(key, word)
    ranked = sorted(points, key=lambda key: -points[key])
    return [forms[key] for key in ranked[:KEYWORDS]]
