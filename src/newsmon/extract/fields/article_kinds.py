"""The form of an article: by what its page states and how its text is made."""

from __future__ import annotations

import re

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.model import Candidate, Kind

# What agencies call these forms (IPTC genre NewsCodes, and the names in use), letters alone.
_BY_GENRE = {
    "pressrelease": Kind.RELEASE, "genrepressrelease": Kind.RELEASE,
    "roundup": Kind.ROUNDUP, "genreroundup": Kind.ROUNDUP,
}  # fmt: skip
_NO_LETTER = re.compile(r"[\W\d_]+")
_TRUST = {"json-ld": 0.95, "microdata": 0.9, "markup": 0.7}


def choose_kind(evidence: Evidence) -> tuple[Kind, list[Candidate]]:
    """Return the kind with the evidence of it; an ordinary article needs none."""
    blog = evidence.live_blog
    if blog is not None:
        posts = f"{len(blog.posts)} posts"
        if blog.unreadable:
            posts += f", {blog.unreadable} without headline and text left out"
        return Kind.LIVE_BLOG, [
            Candidate("kind", Kind.LIVE_BLOG.value, blog.origin, _TRUST[blog.origin], chosen=True),
            Candidate("posts", posts, blog.origin, _TRUST[blog.origin], chosen=True),
        ]
    for field, value in evidence.supplied.statements:
        kind = _BY_GENRE.get(_NO_LETTER.sub("", value.lower())) if field == "genre" else None
        if kind is not None:
            origin = evidence.supplied.origin
            return kind, [Candidate("kind", kind.value, origin, 1.0, chosen=True)]
    return Kind.ARTICLE, []
