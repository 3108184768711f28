"""A digest by topic: each event and each text is told once, under the topic it is most about.

Pure: topics, events and texts in, sections out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from newsmon.report.contents import Event, Section, Text, Topic


class _OfTopics(Protocol):
    @property
    def topics(self) -> tuple[str, ...]: ...

    @property
    def chief_topics(self) -> tuple[str, ...]: ...


Item = TypeVar("Item", bound=_OfTopics)


def by_topic(
    topics: Sequence[Topic], events: Sequence[Event], texts: Sequence[Text], most_texts: int
) -> tuple[Section, ...]:
    """Return a section for each topic that has articles, in the order of `topics`."""
    monitored = {topic.topic: topic for topic in topics}
    events_of = _told_under(monitored, events)
    texts_of = _told_under(monitored, texts)
    return tuple(
        Section(
            topic=topic,
            events=tuple(events_of[topic.topic]),
            single_texts=tuple(texts_of[topic.topic][:most_texts]),
            more_texts=len(texts_of[topic.topic][most_texts:]),
            elsewhere=_elsewhere(topic, events, events_of[topic.topic]),
            texts_elsewhere=_elsewhere(topic, texts, texts_of[topic.topic]),
        )
        for topic in topics
        if topic.articles
    )


def _elsewhere(topic: Topic, items: Sequence[Item], own: Sequence[Item]) -> tuple[Item, ...]:
    """Return the events or texts about a topic that are listed under another."""
    own_ids = {id(item) for item in own}
    return tuple(item for item in items if topic.topic in item.topics and id(item) not in own_ids)


def off_topic(topics: Sequence[Topic], items: Iterable[Item]) -> list[Item]:
    """Return the events or texts that are about no monitored topic."""
    monitored = {topic.topic for topic in topics}
    return [item for item in items if monitored.isdisjoint(item.topics)]


def _told_under(
    monitored: Mapping[str, Topic], items: Iterable[Item]
) -> defaultdict[str, list[Item]]:
    by_topic: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        candidates = [monitored[topic] for topic in item.chief_topics if topic in monitored]
        if candidates:
            by_topic[_chief(candidates).topic].append(item)
    return by_topic


def _chief(candidates: Sequence[Topic]) -> Topic:
    """Choose the topic to tell an item under: no parent of another, and then the largest."""
    parents = {topic.parent for topic in candidates}
    narrow = [topic for topic in candidates if topic.topic not in parents] or candidates
    return min(narrow, key=lambda topic: (-topic.articles, topic.topic))
