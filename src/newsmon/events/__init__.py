"""Events: articles from different outlets about the same happening.

    read(title, text, language) -> Terms       what a text offers for comparison
    weigh(terms, frequencies, texts) -> Vector how much each term says, as of now
    link(events, texts) -> links, merges       which event each belongs to, in order of arrival
    nearest(events, texts) -> events or None   the same for texts that are no members (posts)
    central, keywords                          what an event is called

`Events` is the state: an index in memory of the texts of the weeks in question. It is passed in,
changed by linking, and can be built anew from the members that were decided before.
"""

from newsmon.events.linker import Link, Merge, link
from newsmon.events.live import Events, Method, Text
from newsmon.events.live_week import Member, week_of
from newsmon.events.naming import central, keywords
from newsmon.events.nearest import nearest
from newsmon.events.search import span
from newsmon.events.term_counts import MOST_CHARACTERS, read
from newsmon.events.vectors import Vector, weigh

__all__ = [
    "MOST_CHARACTERS",
    "Events",
    "Link",
    "Member",
    "Merge",
    "Method",
    "Text",
    "Vector",
    "central",
    "keywords",
    "link",
    "nearest",
    "read",
    "span",
    "week_of",
    "weigh",
]
