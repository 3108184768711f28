"""The text of a live blog: what introduces it, its posts as lines and as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsmon.extract.cleanup.line_cleanup import Cleaned, clean_lines
from newsmon.extract.evidence.credits import read_credits
from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.extract.fields.post_keys import post_address, post_keys
from newsmon.extract.live.live_blogs import LiveBlog
from newsmon.extract.live.post_claims import PostClaim
from newsmon.model import Coverage, Moment, Post, RemovedLine
from newsmon.text.line_keys import text_key

_AHEAD = timedelta(days=1)  # clocks differ


@dataclass(frozen=True, slots=True)
class LiveText:
    """The lines of a live blog and its coverage."""

    cleaned: Cleaned
    coverage: Coverage


def live_text(
    evidence: Evidence, blog: LiveBlog, lines: Sequence[str], url: str, boilerplate: frozenset[str]
) -> LiveText:
    """Put a live blog's text together: lines of the page before its posts, the posts, lines after.

    `lines` are those of the whole page, cleaned.
    """
    before, after = _around_posts(lines, blog)
    keys = post_keys(blog.posts, url)
    posts: list[Post] = []
    removed: list[RemovedLine] = []
    for key, claim in zip(keys, blog.posts, strict=True):
        cleaned = clean_lines(
            claim.text.split("\n") if claim.text else (),
            titles=(claim.title,), authors=claim.authors, boilerplate=boilerplate,
        )  # fmt: skip
        removed += cleaned.removed
        post = _post(evidence, claim, key, url, "\n".join(cleaned.lines))
        if post.title or post.text:
            posts.append(post)
    printed = [line for post in posts for line in _lines_of(post)]
    coverage = Coverage(tuple(posts), "\n".join(before), blog.ends)
    return LiveText(Cleaned((*before, *printed, *after), tuple(removed)), coverage)


def _lines_of(post: Post) -> list[str]:
    return [line for line in (post.title, *post.text.split("\n")) if line]


def _around_posts(lines: Sequence[str], blog: LiveBlog) -> tuple[list[str], list[str]]:
    """Return the lines before the first that is of a post, and those after it that are of none."""
    letters = "\n".join(
        [blog.letters, *(text_key(f"{post.title} {post.text}") for post in blog.posts)]
    )
    titles = {text_key(post.title) for post in blog.posts}
    of_post = [(key := text_key(line)) in titles or bool(key and key in letters) for line in lines]
    first = next(
        (i for i, is_post in enumerate(of_post) if is_post and len(lines[i]) > 60), len(lines)
    )
    outside = [(i, line) for i, line in enumerate(lines) if not of_post[i]]
    return [line for i, line in outside if i < first], [line for i, line in outside if i > first]


def _post(evidence: Evidence, claim: PostClaim, key: str, url: str, text: str) -> Post:
    credited = read_credits(claim.authors, evidence.site_names, names_site=True)
    return Post(
        key=key,
        url=post_address(claim, url),
        title=claim.title[:500],
        text=text,
        authors=tuple(dict.fromkeys(credit.name for credit in credited)),
        posted=_credible(claim.posted, evidence),
        modified_at=_credible_time(claim.modified, evidence),
    )


def _credible(moment: Moment | None, evidence: Evidence) -> Moment | None:
    return moment if moment and _credible_time(moment.at, evidence) else None


def _credible_time(at: datetime | None, evidence: Evidence) -> datetime | None:
    return at if at is not None and at <= evidence.fetched_at + _AHEAD else None
