# ruff: noqa: E501 - tables of patterns read better unbroken
"""The live blog of a page: its posts, put together from JSON-LD, microdata and what is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import re2
from lxml.html import HtmlElement

from newsmon import urls
from newsmon.extract.live.microdata_posts import (
    microdata_blog,
    microdata_posts,
    microdata_times,
)
from newsmon.extract.live.post_claims import PostClaim
from newsmon.extract.live.visible_posts import visible_posts
from newsmon.extract.statements.jsonld import Stated
from newsmon.extract.statements.jsonld_posts import StatedPost
from newsmon.extract.statements.page_statements import Statements
from newsmon.model import Moment
from newsmon.text.line_keys import text_key
from newsmon.times import DateConventions, find_moment

_FEWEST_SHOWN = 4  # posts of a blog that no program is told of
_HIGHER = 8  # elements around a post whose names count

# Names of boxes and words of addresses and headlines that mean a live blog on every site.
_NAMED = r"live[-_]?(?:blog|ticker|update|feed|post|entry|entries|event|text|stream|coverage|report|news)|news[-_]?(?:ticker|blog)|ticker[-_]?(?:item|entry|post|event|list)|minute[-_]by[-_]minute"
_BOX = re.compile(_NAMED, re.I)
_MAY_NAME_BOX = re2.compile(f"(?i)\\b(?:class|id)\\s*=\\s*[\"']?[^\"'>]*?(?:{_NAMED})".encode())
_ADDRESS = re.compile(
    rf"{_NAMED}|/live(?:/|$)|[-/](?:as-it-happened|en-direct|en-vivo|ao-vivo|in-diretta|minuto-a-minuto|liveticker)(?:[-/.]|$)|-live-|-live(?:/|$)",
    re.I,
)
_HEADLINE = re.compile(
    r"\blive\s?-?(?:blog|ticker|updates?|coverage)|\blive\b(?:\s*[:–—|]|\s+-\s)|(?:[:–—|]|\s-)\s*live\s*(?:\Z|[:–—|]|-\s)|\bnews-?(?:blog|ticker)\b|\bas it happened\b|\bminute by minute\b"
    r"|\bminuto a minuto\b|\ben direct\b|\bin diretta\b|\ben vivo\b|\bao vivo\b|\bonline[- ]?reportage\b|\bна живо\b|\bонлайн[- ]трансляц",
    re.I,
)


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """The posts of a live blog, in the order of the page, as far as they can be read."""

    origin: str  # "json-ld", "microdata" or "markup"
    posts: tuple[PostClaim, ...]
    starts: Moment | None = None  # as the blog states of itself for programs
    ends: datetime | None = None  # of the coverage, as stated
    unreadable: int = 0  # posts that say nothing
    letters: str = ""  # of all that stands in the posts' elements


@dataclass(frozen=True, slots=True)
class LivePage:
    """A page that may be a live blog, or one post of one; what it states is then the post's."""

    statements: Statements
    blog: LiveBlog | None = None
    post: PostClaim | None = None


def read_live_page(
    tree: HtmlElement, html: bytes, url: str, statements: Statements, conventions: DateConventions
) -> LivePage:
    """Read the posts of a live blog. The tree, as it came, is only read; `html` is it in UTF-8."""
    blog = _live_blog(tree, html, url, statements, _own_conventions(statements, conventions))
    if blog is None:
        return LivePage(statements)
    post = _own_post(blog, url, statements.stated.url)
    if post is None:
        return LivePage(statements, blog)
    return LivePage(replace(statements, stated=_post_stated(statements.stated, post)), post=post)


def _own_conventions(statements: Statements, conventions: DateConventions) -> DateConventions:
    """Add the page's own offset and day, as it states them for programs."""
    stated, head = statements.stated, statements.head
    texts = filter(None, (stated.published, head.published, stated.modified, head.modified))
    moments = [m for text in texts if (m := find_moment(text, "json-ld", conventions))]
    return replace(
        conventions,
        offset=next((m.offset for m in moments if m.offset), None),
        day=next((m.local.date() for m in moments), None),
    )


def _live_blog(
    tree: HtmlElement, html: bytes, url: str, statements: Statements, conventions: DateConventions
) -> LiveBlog | None:
    stated = statements.stated.blog
    is_said = stated is None and _says_it_is_live(tree, url, statements)
    marked = microdata_blog(tree) if b"LiveBlogPosting" in html else None
    if stated is None and marked is None:
        if not is_said and not _MAY_NAME_BOX.search(html):
            return None  # far cheaper than to look for posts
        posts = visible_posts(tree, url, conventions)
        if len(posts) < _FEWEST_SHOWN or not (is_said or _is_named_live(posts[0].element)):
            return None
        return _blog("markup", posts, conventions)
    visible = microdata_posts(marked, conventions) if marked is not None else []
    visible = visible or visible_posts(tree, url, conventions)
    if stated is None:
        times = ("", "") if marked is None else microdata_times(marked)
        return _blog("microdata", visible, conventions, times)
    claims = [_claim(post, conventions) for post in stated.posts]
    blog = _blog(
        "json-ld", _merged(claims, visible) if claims else visible, conventions,
        (stated.starts, stated.ends),
    )  # fmt: skip
    return replace(blog, unreadable=blog.unreadable + stated.unreadable)


def _blog(
    origin: str,
    posts: Sequence[PostClaim],
    conventions: DateConventions,
    times: tuple[str, str] = ("", ""),
) -> LiveBlog:
    telling = tuple(post for post in posts if post.says_something)
    starts, ends = (find_moment(text, origin, conventions) if text else None for text in times)
    letters = "\n".join(
        text_key(post.element.text_content()) for post in telling if post.element is not None
    )
    unreadable = len(posts) - len(telling)
    return LiveBlog(origin, telling, starts, ends.at if ends else None, unreadable, letters)


def _claim(post: StatedPost, conventions: DateConventions) -> PostClaim:
    modified = find_moment(post.modified, "json-ld", conventions) if post.modified else None
    return PostClaim(
        title=post.title,
        text=post.text,
        address=post.address,
        posted=find_moment(post.published, "json-ld", conventions) if post.published else None,
        modified=modified.at if modified else None,
        authors=post.authors,
    )


def _merged(stated: Sequence[PostClaim], visible: Sequence[PostClaim]) -> list[PostClaim]:
    """Supplement stated posts by what is shown of them; posts that are only shown come after.

    Blocks none of which is a stated post are no posts.
    """
    keys_shown = [claim.keys() for claim in visible]
    keys_stated = [claim.keys() for claim in stated]
    ambiguous = {
        key for key, count in Counter(k for keys in keys_shown for k in keys).items() if count > 1
    }
    ambiguous |= {
        key for key, count in Counter(k for keys in keys_stated for k in keys).items() if count > 1
    }
    place_of = {key: place for place, keys in enumerate(keys_shown) for key in keys - ambiguous}
    merged: list[PostClaim] = []
    used: set[int] = set()
    for claim, keys in zip(stated, keys_stated, strict=True):
        places = sorted({place_of[key] for key in keys & place_of.keys()} - used)
        if places:
            used.add(places[0])
            merged.append(claim.supplemented(visible[places[0]]))
        else:
            merged.append(claim)
    if used:
        merged += [claim for place, claim in enumerate(visible) if place not in used]
    return _newest_first(merged)


def _newest_first(posts: list[PostClaim]) -> list[PostClaim]:
    """Sort posts of which all are dated, and the first is no older than the last."""
    times = [post.posted.at for post in posts if post.posted]
    if not len(times) == len(posts) > 1 or times[0] < times[-1]:
        return posts
    order = sorted(range(len(posts)), key=times.__getitem__, reverse=True)
    return [posts[place] for place in order]


def _says_it_is_live(tree: HtmlElement, url: str, statements: Statements) -> bool:
    """Tell whether a page says in its address or its headline that it is a live blog."""
    if _ADDRESS.search(urlsplit(url).path):
        return True
    headlines = [statements.head.title, statements.head.og_title]
    headlines += [heading.text_content() for heading in tree.iter("h1")]
    return any(_HEADLINE.search(headline) for headline in headlines)


def _is_named_live(block: HtmlElement | None) -> bool:
    """Tell whether a post's box or one around it is called a live blog."""
    boxes = [] if block is None else [block, *block.iterancestors()][:_HIGHER]
    names = (
        f"{box.get('class') or ''} {box.get('id') or ''}" for box in boxes if box.tag != "body"
    )
    return any(_BOX.search(name) for name in names)


def _own_post(blog: LiveBlog, url: str, blog_url: str) -> PostClaim | None:
    """Return the post that the page was asked for by its own address; None for the blog itself.

    Posts that are only places on the page all have its address.
    """
    own = _page_key(url, url)
    if blog_url and _page_key(url, blog_url) == own:
        return None
    keys = [(post, _page_key(url, post.address)) for post in blog.posts if post.address]
    own_posts = [post for post, key in keys if key == own]
    elsewhere = len(keys) - len(own_posts)
    return own_posts[0] if len(own_posts) == 1 and elsewhere > 1 else None


def _page_key(base: str, address: str) -> str:
    """Return the identity of a page, without the place on it; empty for an unusable address."""
    try:
        return urls.url_key(urljoin(base, address))
    except ValueError:
        return ""


def _post_stated(stated: Stated, post: PostClaim) -> Stated:
    """Return what a page states of the one post that it was asked for."""
    return replace(
        stated,
        kind="BlogPosting",
        headline=post.title or stated.headline,
        published=post.posted_as_stated or stated.published,
        authors=post.authors or stated.authors,
        organisations=() if post.authors else stated.organisations,
        url=post.address,
        body=post.text,
        blog=None,
    )
