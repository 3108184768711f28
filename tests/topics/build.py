"""Small taggers for tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsmon.model import TopicMatch
from newsmon.topics import Tagger, compile, parse  # noqa: A004


def tagger(topics: Mapping[str, Any], sets: Mapping[str, Any] | None = None) -> Tagger:
    parsed, problems = parse({"topics": topics, "sets": sets or {}})
    assert problems == []
    return compile(parsed)


def single_topic(rule: Mapping[str, Any], sets: Mapping[str, Any] | None = None) -> Tagger:
    """A tagger with one topic, `t`."""
    return tagger({"t": rule}, sets)


def term(*terms: str) -> Tagger:
    return single_topic({"any": list(terms)})


def cut_out(tagger: Tagger, text: str, title: str = "") -> list[str]:
    """Return the spans that mentions of topic `t` cut out of title and text."""
    match = match_of(tagger, text, title)
    if match is None:
        return []
    return [(title if m.zone == "title" else text)[m.start : m.end] for m in match.mentions]


def match_of(tagger: Tagger, text: str, title: str = "", topic: str = "t") -> TopicMatch | None:
    return {match.topic: match for match in tagger.tag(title, text)}.get(topic)
