"""Statements of a page about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from newsmon.extract.statements.jsonld_posts import (
    StatedBlog,
    is_live_blog,
    post_nodes,
    read_blog,
)
from newsmon.extract.statements.jsonld_values import (
    address_value,
    flag_value,
    follow_reference,
    keyword_values,
    many,
    party_credits,
    party_name,
    prose_value,
    text_value,
)
from newsmon.extract.statements.own_nodes import (
    Node,
    PageIdentity,
    is_own,
    main_entity,
    may_be_own,
    own_node,
)

_MAX_SCRIPT = 1_500_000  # characters
_MAX_NODES = 30_000  # values; a live blog of some hundred posts has so many
_MAX_DEPTH = 14

_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|Review|ReviewNewsArticle|PressRelease)$"
)
_PAGE = re.compile(
    r"(?:WebPage|ItemPage|VideoObject|Recipe|Product|PodcastEpisode|Event|JobPosting|"
    r"ImageGallery|MediaGallery|CollectionPage|SearchResultsPage|ProfilePage)$"
)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# Publishers' damage to their JSON, undone step by step until it can be read.
_MENDS: tuple[Callable[[str], str], ...] = (
    str,
    lambda source: _WRAPPING.sub("", _WRAPPING.sub("", source)),
    lambda source: _TRAILING_COMMA.sub(r"\1", source),
    unescape,
)
# Keys whose value is the thing itself, or the page about it; any other names another thing.
_SAME_THING = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "@list", "@set"})


@dataclass(frozen=True, slots=True)
class Stated:
    """The article node of a page's JSON-LD, as written; empty where the page has none."""

    kind: str = ""
    headline: str = ""
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()  # authors that are said to be no people
    published: str = ""
    modified: str = ""
    url: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    image: str = ""
    body: str = ""
    description: str = ""
    language: str = ""
    publisher: str = ""
    publisher_type: str = ""
    genres: tuple[str, ...] = ()
    free: bool | None = None
    blog: StatedBlog | None = None  # its posts, where it is a live blog


def read_jsonld(tree: HtmlElement, identity: PageIdentity) -> Stated:
    """Return the node that describes the page's article, merged with the page's own node.

    A node is the page's own by its address (`url`, `@id`, `mainEntityOfPage`); where none states
    the page's address, the first that is no part of another. One that states another address and
    another headline is another article's.
    """
    nodes = list(_nodes(tree))
    by_id = {
        str(node.fields["@id"]): node.fields
        for node in nodes
        if len(node.fields) > 1 and "@id" in node.fields
    }
    blog, posts = _live_blog(nodes, by_id, identity)
    articles = [node for node in nodes if _is(node.fields, _ARTICLE)]
    if blog:
        articles = _without_posts(articles, posts)
    page = own_node([node for node in nodes if _is(node.fields, _PAGE)], identity)
    article = main_entity(page, articles, identity) or own_node(articles, identity)
    if not article and not page:
        return Stated()
    stated = _stated(article, page, by_id)
    return replace(stated, blog=read_blog(blog, posts, by_id)) if blog else stated


def _live_blog(
    nodes: list[Node], by_id: dict[str, Any], identity: PageIdentity
) -> tuple[dict[str, Any], list[Any]]:
    """Return the page's own live blog, with the nodes of its posts; nothing where it is none.

    A blog within another node is the page's own if it states the page's address, or none while it
    lists posts and has no headline but the page's.
    """
    blogs = [node for node in nodes if is_live_blog(node.fields)]
    parts = [node.fields for node in blogs if node.is_part]
    blog = own_node(blogs, identity) or next(
        (fields for fields in parts if is_own(fields, identity)),
        next((f for f in parts if "liveBlogUpdate" in f and may_be_own(f, identity)), {}),
    )
    return blog, post_nodes(blog, (node.fields for node in nodes), by_id) if blog else []


def _without_posts(articles: list[Node], posts: list[Any]) -> list[Node]:
    """Leave out the posts of a live blog, which have the page's address but for the fragment."""
    identities = {id(post) for post in posts}
    return [
        node
        for node in articles
        if id(node.fields) not in identities
        and (is_live_blog(node.fields) or "#" not in address_value(node.fields.get("url")))
    ]


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        source = script.text if "ld+json" in kind else None
        if source and len(source) <= _MAX_SCRIPT:
            stack: list[tuple[Any, int, bool]] = [(_load(source), 0, False)]
            visited = 0
            while stack and visited < _MAX_NODES:
                value, depth, is_part = stack.pop()
                visited += 1
                if isinstance(value, dict):
                    yield Node(value, is_part)
                    if depth < _MAX_DEPTH:
                        stack.extend(
                            (v, depth + 1, is_part or key not in _SAME_THING)
                            for key, v in reversed(value.items())
                        )
                elif isinstance(value, list) and depth < _MAX_DEPTH:
                    stack.extend((v, depth + 1, is_part) for v in reversed(value))


def _load(source: str) -> Any:
    for mend in _MENDS:
        source = mend(source)
        try:
            return json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    return any(isinstance(kind, str) and pattern.search(kind) for kind in many(node.get("@type")))


def _type_of(party: Any) -> str:
    kinds = many(party.get("@type")) if isinstance(party, dict) else []
    return next((kind for kind in kinds if isinstance(kind, str)), "")


def _stated(main: dict[str, Any], page: dict[str, Any], by_id: dict[str, Any]) -> Stated:
    def first(key: str) -> Any:
        value = main.get(key)
        return value if value not in (None, "", [], {}) else page.get(key)

    people, organisations = party_credits(
        main.get("author") or main.get("creator") or page.get("author"), by_id
    )
    kinds = [str(kind) for kind in many(main.get("@type") or page.get("@type"))]
    return Stated(
        kind=kinds[0] if kinds else "",
        headline=text_value(
            main.get("headline") or main.get("name") or page.get("headline") or (page.get("name"))
        ),
        authors=people,
        organisations=organisations,
        published=text_value(
            first("datePublished") or main.get("dateCreated") or first("uploadDate")
        ),
        modified=text_value(first("dateModified")),
        url=address_value(main.get("url") or main.get("mainEntityOfPage")),
        section=text_value(main.get("articleSection")),
        keywords=keyword_values(first("keywords")),
        image=address_value(first("image") or main.get("thumbnailUrl")),
        body=prose_value(main.get("articleBody")),
        description=text_value(first("description")),
        language=text_value(first("inLanguage")),
        publisher=party_name(follow_reference(first("publisher"), by_id)),
        publisher_type=_type_of(follow_reference(first("publisher"), by_id)),
        genres=keyword_values(main.get("genre")),
        free=_free(main, page),
    )


def _free(*nodes: dict[str, Any]) -> bool | None:
    """Tell whether an article is free, as its node says, else a part of it; None if unstated."""
    parts = [part for node in nodes for part in many(node.get("hasPart"))]
    flags = (
        flag_value(node.get("isAccessibleForFree"))
        for node in (*nodes, *parts)
        if isinstance(node, dict)
    )
    return next((flag for flag in flags if flag is not None), None)
