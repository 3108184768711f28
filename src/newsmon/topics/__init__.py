"""Topics that the user monitors: a small language, and a tagger whose cost follows hits.

topics.yaml --parse--> Topics --compile--> Tagger --tag(title, text)--> [TopicMatch]

Reading topics.yaml is cheap; what tags by it comes in with first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsmon.topics.definitions import Problem, Topic, Topics
from newsmon.topics.parsing import parse

if TYPE_CHECKING:
    from newsmon.topics.boolean_query import QueryError
    from newsmon.topics.checking import check
    from newsmon.topics.definition_hash import digests
    from newsmon.topics.missing import Miss, misses
    from newsmon.topics.query_import import Draft, draft
    from newsmon.topics.scoring import Thresholds, Weight
    from newsmon.topics.tagger import Tagger, compile, subset  # noqa: A004 - as in re.compile

__all__ = [
    "Draft",
    "Miss",
    "Problem",
    "QueryError",
    "Tagger",
    "Thresholds",
    "Topic",
    "Topics",
    "Weight",
    "check",
    "compile",
    "digests",
    "draft",
    "misses",
    "parse",
    "subset",
]

_LATE = {
    "Draft": "newsmon.topics.query_import",
    "Miss": "newsmon.topics.missing",
    "QueryError": "newsmon.topics.boolean_query",
    "Tagger": "newsmon.topics.tagger",
    "Thresholds": "newsmon.topics.scoring",
    "Weight": "newsmon.topics.scoring",
    "check": "newsmon.topics.checking",
    "compile": "newsmon.topics.tagger",
    "digests": "newsmon.topics.definition_hash",
    "draft": "newsmon.topics.query_import",
    "misses": "newsmon.topics.missing",
    "subset": "newsmon.topics.tagger",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
