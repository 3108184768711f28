"""Pages to articles: clean text, fused metadata with provenance, or a reason why not.

Importing this is cheap, for whoever only stores articles; what reads pages comes in with first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsmon.extract.revisions import is_trivial
from newsmon.extract.source_facts import SourceFacts
from newsmon.late_names import late_names
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

__getattr__ = late_names(
    __name__,
    {
        "ReadingComparison": "second_reading",
        "compare_readings": "second_reading",
        "extract": "article",
        "learn": "cleanup.boilerplate",
    },
)
