"""Pages to articles: clean text, fused metadata with provenance, or a reason why not."""

from newsmon.extract.article import extract
from newsmon.extract.cleanup.boilerplate import learn
from newsmon.extract.revisions import is_trivial
from newsmon.extract.second_reading import ReadingComparison, compare_readings
from newsmon.extract.source_facts import SourceFacts
from newsmon.text.line_keys import normalise_line

__all__ = [
    "ReadingComparison",
    "SourceFacts",
    "compare_readings",
    "extract",
    "is_trivial",
    "learn",
    "normalise_line",
]
