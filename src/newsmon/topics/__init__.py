"""Topics that the user monitors: a small language, and a tagger whose cost follows hits.

topics.yaml --parse--> Topics --compile--> Tagger --tag(title, text)--> [TopicMatch]

Reading topics.yaml is cheap; what tags by it comes in with first use.
"""

from typing import TYPE_CHECKING

from newsmon.late_names import late_names
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

__getattr__ = late_names(
    __name__,
    {
        "Draft": "query_import",
        "Miss": "missing",
        "QueryError": "boolean_query",
        "Tagger": "tagger",
        "Thresholds": "scoring",
        "Weight": "scoring",
        "check": "checking",
        "compile": "tagger",
        "digests": "definition_hash",
        "draft": "query_import",
        "misses": "missing",
        "subset": "tagger",
    },
)
