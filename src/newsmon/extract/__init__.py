"""Pages to articles: clean text, fused metadata with provenance, or a reason why not."""

from newsmon.extract.article import extract
from newsmon.extract.facts import SourceFacts
from newsmon.extract.furniture import learn, normalise_line

__all__ = ["SourceFacts", "extract", "learn", "normalise_line"]
