"""The choice of what is told: by a rule, of texts and events touched, after what was told.

Pure. What was so when the rule began is history: such a text is not new, and an event or a pickup
that was large enough by then is told of once it has doubled, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsmon.config.notify_settings import NotifyRule
from newsmon.pipeline.notify.phrases import Wording
from newsmon.pipeline.notify.spikes import QUIET_HOURS, Spike
from newsmon.store.notifications import News
from newsmon.store.rows import EarlierNews, NewsEvent, NewsText

_APART = timedelta(hours=QUIET_HOURS)


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of what a target was told, or is about to be."""

    texts: frozenset[tuple[str, int]] = frozenset()  # (kind, cluster)
    events: dict[int, int] = field(default_factory=dict)  # event → outlets that it was told with

    @classmethod
    def of(cls, target: str, rows: Iterable[EarlierNews]) -> Memory:
        """Return the memory of a target; a text that moved to another cluster is in both."""
        texts: set[tuple[str, int]] = set()
        events: dict[int, int] = {}
        for row in rows:
            if row.target != target:
                continue
            clusters = {row.cluster_id, row.cluster_now} - {None}
            texts |= {(row.kind, cluster) for cluster in clusters if cluster is not None}
            if row.kind == "event":
                for event in {row.event_id, row.event_now}:
                    if event is not None:
                        events[event] = max(events.get(event, 0), row.outlets)
        return cls(frozenset(texts), events)


@dataclass(frozen=True, slots=True)
class Chooser:
    """A rule on the topics that are monitored, since it began."""

    rule: NotifyRule
    topics: Sequence[str]
    began: datetime
    wording: Wording

    def matches(self, texts: Iterable[NewsText], memory: Memory) -> Iterator[News]:
        """Yield the texts that are new, each once whatever copies it has."""
        for text in texts:
            if text.arrivals[0] >= self.began and ("match", text.cluster_id) not in memory.texts:
                yield News(
                    "match", f"text {text.cluster_id}", text.topics[0],
                    self.wording.match(text, text.topics), text.article_id, text.event_id,
                    text.cluster_id,
                )  # fmt: skip

    def pickups(self, texts: Iterable[NewsText], memory: Memory) -> Iterator[News]:
        """Yield the texts that enough outlets have printed by now, and had not when it began."""
        least = self.rule.min_outlets
        for text in texts:
            if len(text.arrivals) < least or text.arrivals[least - 1] < self.began:
                continue
            if ("pickup", text.cluster_id) not in memory.texts:
                yield News(
                    "pickup", f"text {text.cluster_id}", text.topics[0],
                    self.wording.pickup(text, text.topics, least), text.article_id, text.event_id,
                    text.cluster_id, len(text.arrivals),
                )  # fmt: skip

    def events(self, events: Iterable[NewsEvent], memory: Memory) -> Iterator[News]:
        """Yield the events that have reached enough outlets, or twice as many as was told."""
        least = self.rule.min_outlets
        for event in events:
            size = len(event.arrivals)
            at_start = sum(at < self.began for at in event.arrivals)
            before = max(memory.events.get(event.event_id, 0), at_start if at_start >= least else 0)
            if size >= max(least, 2 * before):
                yield self._event(event, size, before)

    def _event(self, event: NewsEvent, size: int, before: int) -> News:
        return News(
            "event", f"event {event.event_id} at {size}", event.topics[0],
            self.wording.event(event, event.topics, self.rule.min_outlets, before),
            event.article_id, event.event_id, None, size,
        )  # fmt: skip

    def growth(self, event: NewsEvent) -> Iterator[tuple[datetime, News]]:
        """Yield what an event is told with as outlet by outlet comes, and when."""
        size, before = self.rule.min_outlets, 0
        while size <= len(event.arrivals):
            yield event.arrivals[size - 1], self._event(event, size, before)
            size, before = 2 * size, size

    def spike(self, topic: str, spike: Spike) -> News:
        """Return the news of a spike."""
        return News(
            "spike", f"{topic} since {spike.began_at:%Y-%m-%dT%H}", topic,
            self.wording.spike(topic, spike), began_at=spike.began_at, until=spike.until,
        )  # fmt: skip


def is_same(spike: Spike, began_at: datetime, until: datetime) -> bool:
    """Tell whether a spike is one that was told with these bounds, seen again."""
    return spike.began_at <= until + _APART and began_at <= spike.until + _APART
