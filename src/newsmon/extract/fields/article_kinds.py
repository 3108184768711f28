"""The form of an article: by what its page states and how its text is made."""

from __future__ import annotations

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.model import Candidate, Kind

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
    return Kind.ARTICLE, []
