"""Posts of a live blog in microdata or RDFa: elements that say what they are (schema.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.live.element_lines import element_lines, without_labels
from newsmon.extract.live.post_claims import PostClaim
from newsmon.extract.statements.jsonld_posts import MOST_POSTS
from newsmon.model import Moment
from newsmon.text import clean_line
from newsmon.text.elements import found_by
from newsmon.times import DateConventions, find_moment

_LONGEST = 500  # characters of a value on one line

_BLOGS = etree.XPath(
    "//*[contains(@itemtype, 'LiveBlogPosting') or contains(@typeof, 'LiveBlogPosting')]"
)
_TYPED = etree.XPath("descendant::*[@itemtype or @typeof]")
_NAMED = etree.XPath("descendant::*[@itemprop or @property]")
_POST = re.compile(r"(?:^|[/:\s])(?:BlogPosting|SocialMediaPosting|NewsArticle|Article)\b")


def microdata_blog(tree: HtmlElement) -> HtmlElement | None:
    """Return the element that says it is a live blog; None without one."""
    return next(iter(found_by(_BLOGS, tree)), None)


def microdata_times(blog: HtmlElement) -> tuple[str, str]:
    """Return when a blog was published, or its coverage began, and when that ends, as written."""
    starts = _properties(blog, "datePublished", "coverageStartTime")
    ends = _properties(blog, "coverageEndTime")
    return next(map(_value, starts), ""), next(map(_value, ends), "")


def microdata_posts(blog: HtmlElement, conventions: DateConventions) -> list[PostClaim]:
    """Return the posts within a live blog's element, in order."""
    posts = [
        element
        for element in found_by(_TYPED, blog)
        if "liveBlogUpdate" in _names(element) or _POST.search(_types(element))
    ]
    outer = set(posts)
    whole = [post for post in posts if outer.isdisjoint(post.iterancestors())]
    return [_claim(post, conventions) for post in whole[:MOST_POSTS]]


def _claim(post: HtmlElement, conventions: DateConventions) -> PostClaim:
    headings = _properties(post, "headline", "name")
    dates = _properties(post, "datePublished", "dateCreated")
    changes = _properties(post, "dateModified")
    parties = _properties(post, "author", "creator")
    bodies = _properties(post, "articleBody", "text", "description")
    beside = {
        *headings,
        *dates,
        *changes,
        *parties,
        *_properties(post, "image", "publisher", "url"),
    }
    lines = [line for body in bodies[:1] for line in _text_lines(body, beside)]
    modified = next((m for e in changes if (m := _moment(e, conventions))), None)
    return PostClaim(
        title=next((_value(e) for e in headings), ""),
        text="\n".join(lines or without_labels(element_lines(post, beside))),
        address=_address(post),
        anchor=post.get("id") or "",
        posted=next((m for e in dates if (m := _moment(e, conventions))), None),
        modified=modified.at if modified else None,
        authors=tuple(filter(None, map(_party, parties))),
        element=post,
    )  # fmt: skip


def _address(post: HtmlElement) -> str:
    """Return the address that a post states, else its place on the page."""
    stated = map(_value, _properties(post, "url", "mainEntityOfPage"))
    named = (post.get("itemid") or "", post.get("resource") or "")
    place = f"#{post.get('id')}" if post.get("id") else ""
    return next(filter(None, (*stated, *named, place)), "")


def _text_lines(body: HtmlElement, beside: set[HtmlElement]) -> list[str]:
    if body.tag == "meta":
        return [_value(body)]
    return element_lines(body, beside)


def _properties(item: HtmlElement, *names: str) -> list[HtmlElement]:
    """Return the elements of an item's own properties, by the order of the names."""
    own = [e for e in found_by(_NAMED, item) if _item_of(e, item)]
    return [e for name in names for e in own if name in _names(e)]


def _item_of(element: HtmlElement, item: HtmlElement) -> bool:
    """Tell whether a property is of this item and not of one within it."""
    for up in element.iterancestors():
        if up is item:
            return True
        if _types(up):
            return False
    return False


def _types(element: HtmlElement) -> str:
    return f"{element.get('itemtype') or ''} {element.get('typeof') or ''}".strip()


def _names(element: HtmlElement) -> list[str]:
    names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
    return [name.rpartition(":")[2] for name in names]


def _value(element: HtmlElement) -> str:
    stated = element.get("content") or element.get("datetime")
    if not stated and element.tag in ("a", "link"):
        stated = element.get("href")
    return clean_line(stated or element.text_content())[:_LONGEST]


def _party(element: HtmlElement) -> str:
    """Return the name of an author: its property `name`, else what it says."""
    names = [e for e in found_by(_NAMED, element) if "name" in _names(e)]
    named = names[0] if names else element
    return clean_line(named.get("content") or named.text_content())[:_LONGEST]


def _moment(element: HtmlElement, conventions: DateConventions) -> Moment | None:
    stated = _stated_times(element)
    return next((m for text in stated if (m := find_moment(text, "microdata", conventions))), None)


def _stated_times(element: HtmlElement) -> Iterator[str]:
    for holder in (element, *element.iter("time")):
        yield from filter(None, (holder.get("content"), holder.get("datetime")))
    yield clean_line(element.text_content())[:_LONGEST]
