"""Posts of a live blog in JSON-LD: those that it lists, or that say they are part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsmon.extract.statements.jsonld_values import (
    address_value,
    many,
    party_credits,
    prose_value,
    text_value,
)

MOST_POSTS = 2_000  # of one page; the largest that we saw has 430
_ITEMS = ("@list", "@set", "itemListElement", "item")


@dataclass(frozen=True, slots=True)
class StatedPost:
    """A post as its node states it, as written; empty where unstated."""

    address: str = ""
    title: str = ""
    text: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedBlog:
    """A live blog's posts, its coverage's times as written, and how many posts say nothing."""

    posts: tuple[StatedPost, ...] = ()
    starts: str = ""
    ends: str = ""
    unreadable: int = 0


def is_live_blog(fields: Mapping[str, Any]) -> bool:
    kinds = (kind for kind in many(fields.get("@type")) if isinstance(kind, str))
    return "liveBlogUpdate" in fields or any(kind.endswith("LiveBlogPosting") for kind in kinds)


def post_nodes(
    blog: Mapping[str, Any], nodes: Iterable[dict[str, Any]], by_id: Mapping[str, Any]
) -> list[Any]:
    """Return the nodes of a blog's posts: those that it lists, else those that name it."""
    listed = list(_listed(blog.get("liveBlogUpdate"), by_id))
    if listed:
        return listed[:MOST_POSTS]
    names = {address_value(blog.get(key)) for key in ("@id", "url", "mainEntityOfPage")} - {""}
    return [node for node in nodes if node is not blog and _is_part(node, names)][:MOST_POSTS]


def _is_part(node: dict[str, Any], names: set[str]) -> bool:
    """Tell whether a node is a post that says it is part of what has one of these names."""
    wholes = {address_value(whole) for whole in many(node.get("isPartOf"))}
    is_post = any(str(kind).endswith("Posting") for kind in many(node.get("@type")))
    return is_post and not names.isdisjoint(wholes)


def read_blog(blog: Mapping[str, Any], nodes: list[Any], by_id: dict[str, Any]) -> StatedBlog:
    """Read the posts of a blog; one that cannot be read costs itself."""
    posts = [_post(node, by_id) for node in nodes]
    stated = tuple(post for post in posts if post is not None)
    starts = text_value(blog.get("datePublished") or blog.get("coverageStartTime"))
    ends = text_value(blog.get("coverageEndTime"))
    return StatedBlog(stated, starts, ends, len(posts) - len(stated))


def _listed(value: Any, by_id: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the posts in whatever holds them: alone, in lists, by reference."""
    for item in many(value):
        if isinstance(item, dict):
            inner = next((item[key] for key in _ITEMS if key in item), None)
            if inner is not None:
                yield from _listed(inner, by_id)
                continue
            reference = item.get("@id")
            yield by_id.get(reference, item) if isinstance(reference, str) else item
        elif isinstance(item, list):
            yield from _listed(item, by_id)
        else:
            yield by_id.get(item, item) if isinstance(item, str) else item


def _post(node: Any, by_id: dict[str, Any]) -> StatedPost | None:
    """Return what a node states; None where it is no node, or has neither headline nor text."""
    if not isinstance(node, dict):
        return None
    title = text_value(node.get("headline") or node.get("name"))
    body = next(iter(many(node.get("articleBody") or node.get("text"))), "")
    text = prose_value(body) or prose_value(node.get("description"))
    if not title and not text:
        return None
    people, organisations = party_credits(node.get("author") or node.get("creator"), by_id)
    address = node.get("url") or node.get("@id") or node.get("mainEntityOfPage")
    return StatedPost(
        address=address_value(address),
        title=title,
        text=text,
        published=text_value(node.get("datePublished") or node.get("dateCreated")),
        modified=text_value(node.get("dateModified")),
        authors=(*people, *organisations),
    )
