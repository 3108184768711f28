"""Feeds out: the newest texts on a topic, events and searches, for any feed reader.

    rows of `report` ──feed_content──▶ Feed ──atom_writer, json_writer──▶ bytes ──▶ files, or HTTP

A feed has a name: a topic's is the topic's, `events.all` and `events.TOPIC` are of events,
`search.NAME` of a search in `feeds_out:`. An entry is a text, with its copies named, under an id
that stays. The same rows make the same bytes.
"""

from __future__ import annotations

from newsmon.report.feeds_out.conditional import Answer, answer
from newsmon.report.feeds_out.feed_content import Feed, read
from newsmon.report.feeds_out.feed_files import write_feeds
from newsmon.report.feeds_out.formats import MEDIA_TYPES, render

__all__ = ["MEDIA_TYPES", "Answer", "Feed", "answer", "read", "render", "write_feeds"]
