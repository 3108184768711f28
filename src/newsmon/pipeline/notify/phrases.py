"""The words of what is told: each item says why, and leads to article, event and explanation.

Pure. Publishers' words come on one line, without characters that act instead of being seen, and
call nobody: chat programs read `@channel` and `<!channel>` in a message as a call to all.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from newsmon.delivery import Message
from newsmon.pipeline.notify.spikes import Spike
from newsmon.store.rows import NewsEvent, NewsText, Notification
from newsmon.text.quantities import quantity

ITEMS: Final = 20  # that a text lists; the rest is counted
CARRIED: Final = 500  # that a message carries for programs
_HEADLINE: Final = 200  # characters
_WORD_JOINER: Final = "\u2060"  # unseen; parts the sign from the name that it would call
_CALLS_NOBODY: Final = str.maketrans({"@": f"@{_WORD_JOINER}", "<": "‹", ">": "›"})
_NOUNS: Final = {"match": "new text", "event": "event", "pickup": "pickup", "spike": "spike"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The names of topics, and where the pages of articles and events are."""

    topic_names: Mapping[str, str]
    pages_url: str | None = None

    def match(self, text: NewsText, topics: Sequence[str]) -> str:
        """Return the words for a new text that is about these topics."""
        points = dict(zip(text.topics, text.scores, strict=True))
        why = "; ".join(f"about {self._name(t)} ({points[t]:g} points)" for t in topics)
        return self._item(
            f"New text: {_headline(text.title)} ({_words(text.outlet)}, {_published(text)})",
            why, self._links(text.url, text.article_id, text.event_id, text.event_title),
        )  # fmt: skip

    def pickup(self, text: NewsText, topics: Sequence[str], least: int) -> str:
        """Return the words for a text that several outlets printed."""
        return self._item(
            f"Pickup: {_headline(text.title)} is in {quantity(len(text.arrivals), 'outlet')}",
            f"one text, printed by {least} outlets or more; about {self._names(topics)}",
            self._links(text.url, text.article_id, text.event_id, text.event_title),
        )  # fmt: skip

    def event(self, event: NewsEvent, topics: Sequence[str], least: int, before: int) -> str:
        """Return the words for an event that has reached several outlets, or twice as many."""
        outlets = quantity(len(event.arrivals), "outlet")
        grown = f"twice the {before} that were told of" if before else f"{least} or more"
        articles = f"{quantity(int(event.articles), 'article')}, {quantity(event.texts, 'text')}"
        return self._item(
            f"Event: {_headline(event.title)} has reached {outlets}",
            f"{grown}; {articles}; about {self._names(topics)}",
            self._links(event.url, event.article_id, event.event_id, None),
        )  # fmt: skip

    def spike(self, topic: str, spike: Spike) -> str:
        """Return the words for a topic that has more than its rhythm explains."""
        until = f"{spike.until:%Y-%m-%d %H:%M} UTC"
        lines = [
            f"Spike: {quantity(spike.texts, 'text')} on {self._name(topic)} in the {spike.hours} "
            f"hours up to {until}",
            f"  Why: usual for these hours of these days are {spike.usual:.1f}",
        ]
        page = f"{self.pages_url.rstrip('/')}/topics/{topic}" if self.pages_url else None
        return "\n".join([*lines, f"  Topic: {page or f'newsmon report --topic {topic}'}"])

    def _item(self, what: str, why: str, links: Sequence[str]) -> str:
        return "\n".join([what, f"  Why: {why}", *links])

    def _links(
        self, url: str, article_id: int, event_id: int | None, event_title: str | None
    ) -> list[str]:
        """Return the lines that lead to the article, its event, and the explanation of both."""
        pages = (self.pages_url or "").rstrip("/")
        lines = [f"  Article: {url}"]
        if event_id is not None:
            title = f" {_headline(event_title)}" if event_title else ""
            page = f": {pages}/events/{event_id}" if pages else ""
            lines.append(f"  Event {event_id}{title}{page}")
        explanation = f"{pages}/articles/{article_id}" if pages else f"newsmon explain {article_id}"
        return [*lines, f"  Explanation: {explanation}"]

    def _name(self, topic: str) -> str:
        return self.topic_names.get(topic, topic)

    def _names(self, topics: Sequence[str]) -> str:
        return ", ".join(self._name(topic) for topic in topics)


def compose(
    message_id: UUID, rows: Sequence[Notification], cited: Mapping[int, Any],
    topic_names: Mapping[str, str],
) -> Message:  # fmt: skip
    """Return the message of these notifications; `cited` are the articles by their ids.

    The same rows make the same message.
    """
    blocks = [row.text for row in rows[:ITEMS]]
    if more := len(rows) - ITEMS:
        blocks += [f"… and {more} more: newsmon notify list"] if more > 0 else []
    return Message(
        id=message_id.hex,
        title=f"newsmon: {_title(rows, topic_names)}",
        text="\n\n".join(blocks),
        notifications=tuple(_plain(row, cited) for row in rows[:CARRIED]),
    )


def _title(rows: Sequence[Notification], topic_names: Mapping[str, str]) -> str:
    kinds = Counter(row.kind for row in rows)
    counted = ", ".join(quantity(kinds[kind], noun) for kind, noun in _NOUNS.items() if kinds[kind])
    topics = list(dict.fromkeys(topic_names.get(row.topic or "", row.topic or "") for row in rows))
    named = ", ".join(topics[:3]) + (f" and {len(topics) - 3} more" if len(topics) > 3 else "")
    return f"{counted} on {named}"


def _plain(row: Notification, cited: Mapping[int, Any]) -> dict[str, Any]:
    article = cited.get(row.article_id or 0)
    return {
        "notification_id": row.notification_id,
        "rule": row.rule,
        "kind": row.kind,
        "topic": row.topic,
        "article_id": row.article_id,
        "event_id": row.event_id,
        "cluster_id": row.cluster_id,
        "outlets": row.outlets or None,
        "url": article and article.url,
        "title": article and article.title,
        "outlet": article and article.outlet,
        "decided_at": row.decided_at.isoformat(),
        "text": row.text,
    }


def _headline(title: str) -> str:
    return f"“{_words(title)}”"


def _words(text: str) -> str:
    """Return publishers' words on a line, cut where they are long."""
    line = " ".join(
        "".join(
            " " if c.isspace() else c
            for c in text
            if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
        ).split()
    )
    short = line if len(line) <= _HEADLINE else line[: _HEADLINE - 1].rstrip() + "…"
    return short.translate(_CALLS_NOBODY)


def _published(text: NewsText) -> str:
    return _moment(text.event_time) if text.precision != "day" else f"{text.event_time:%Y-%m-%d}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
