"""Pages to articles: clean text, fused metadata with provenance, or a reason why not.

Importing this is cheap, for whoever only stores articles; what reads pages comes in with first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsmon.extract.revisions import is_trivial
from newsmon.extract.source_facts import SourceFacts
from newsmon.text.line_keys import normalise_line

if TYPE_CHECKING:
    from newsmon.extract.article import extract
    from newsmon.extract.cleanup.boilerplate import learn
    from newsmon.extract.second_reading import ReadingComparison, compare_readings

__all__ = [
    "ReadingComparison",
    "SourceFacts",
    "compare_readings",
    "extract",
    "is_trivial",
    "learn",
    "normalise_line",
]

_LATE = {
    "ReadingComparison": "newsmon.extract.second_reading",
    "compare_readings": "newsmon.extract.second_reading",
    "extract": "newsmon.extract.article",
    "learn": "newsmon.extract.cleanup.boilerplate",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
