"""Pages to articles: clean text, fused metadata with provenance, or a reason why not."""

from newsmon.extract.article import extract
from newsmon.extract.changes import is_trivial
from newsmon.extract.facts import SourceFacts
from newsmon.extract.furniture import learn, normalise_line

__all__ = ["SourceFacts", "extract", "is_trivial", "learn", "normalise_line"]
