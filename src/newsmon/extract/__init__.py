"""Pages to articles: clean text, fused metadata with provenance, or a reason why not."""

from newsmon.extract.article import extract
from newsmon.extract.cleanup.boilerplate import learn
from newsmon.extract.document.line_keys import normalise_line
from newsmon.extract.revisions import is_trivial
from newsmon.extract.second_reading import ReadingComparison, compare_readings
from newsmon.extract.source_facts import SourceFacts

__all__ = [
    "ReadingComparison",
    "SourceFacts",
    "compare_readings",
    "extract",
    "is_trivial",
    "learn",
    "normalise_line",
]
