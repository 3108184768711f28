"""Statements of a page about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsmon.text import clean, clean_line
from newsmon.text.line_keys import text_key

_MAX_SCRIPT = 1_500_000  # characters
_MAX_NODES = 3_000
_MAX_DEPTH = 14

_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|Review|ReviewNewsArticle)$"
)
_PAGE = re.compile(
    r"(?:WebPage|ItemPage|VideoObject|Recipe|Product|PodcastEpisode|Event|JobPosting|"
    r"ImageGallery|MediaGallery|CollectionPage|SearchResultsPage|ProfilePage)$"
)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# What publishers do to their JSON, undone one by one until it can be read.
_MENDS: tuple[Callable[[str], str], ...] = (
    str,
    lambda source: _WRAPPING.sub("", _WRAPPING.sub("", source)),
    lambda source: _TRAILING_COMMA.sub(r"\1", source),
    unescape,
)
# Keys whose value is the thing itself, or the page about it; any other names another thing.
_SAME_THING = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "@list", "@set"})
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>")
_BLOCK_END = re.compile(r"</(?:p|div|li|h\d|blockquote)>|<br\s*/?>", re.I)


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
    free: bool | None = None
    posts: tuple[str, ...] = ()  # addresses of a live blog's posts; empty texts where unstated


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """Addresses and titles by which a page's own article node is told from others."""

    addresses: tuple[str, ...]  # its own address, as fetched and as it states it
    titles: tuple[str, ...]  # as its head states them


@dataclass(frozen=True, slots=True)
class _Node:
    """One object of a page's JSON-LD, and whether it is a part of another article's node."""

    fields: dict[str, Any]
    is_part: bool


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
    article = _own_node([node for node in nodes if _is(node.fields, _ARTICLE)], identity)
    page = _own_node([node for node in nodes if _is(node.fields, _PAGE)], identity)
    if not article and not page:
        return Stated()
    return _stated(article, page, by_id)


def _own_node(nodes: list[_Node], identity: PageIdentity) -> dict[str, Any]:
    """Return the fields of the page's own node; where it has several, all that they state."""
    own_keys = {_address_key(address) for address in identity.addresses}
    whole = [node.fields for node in nodes if not node.is_part]
    own = [fields for fields in whole if not own_keys.isdisjoint(_address_keys(fields))]
    if own:
        own.sort(key=_completeness, reverse=True)
        merged: dict[str, Any] = {}
        for fields in reversed(own):
            merged |= {key: value for key, value in fields.items() if value is not None}
        return merged
    titles = [text_key(title) for title in identity.titles]
    for fields in whole:
        if not _address_keys(fields) or _shares_title(fields, titles):
            return fields
    return {}


def _completeness(fields: dict[str, Any]) -> int:
    """Count the telling keys of nodes that are all the page's own: the fuller one is believed."""
    telling_keys = ("headline", "datePublished", "author", "articleBody", "publisher")
    return sum(bool(fields.get(key)) for key in telling_keys)


def _shares_title(fields: dict[str, Any], titles: list[str]) -> bool:
    headline = text_key(_text(fields.get("headline") or fields.get("name")))
    return (
        not headline
        or not titles
        or any(headline in title or title in headline for title in titles)
    )


def _address_keys(fields: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return what a node states as its own address, comparable; nothing where it states none."""
    entity = fields.get("mainEntityOfPage")
    stated = (fields.get("url"), fields.get("@id"), entity)
    keys = (_address_key(address) for value in stated if "://" in (address := _address(value)))
    return {key for key in keys if key[0]}


def _address_key(address: str) -> tuple[str, str, str]:
    """Host, path and query of an address without what does not tell pages apart."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", "", ""
    return (parts.hostname or "").removeprefix("www."), unquote(parts.path).rstrip("/"), parts.query


def _nodes(tree: HtmlElement) -> Iterator[_Node]:
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _MAX_SCRIPT:
            stack: list[tuple[Any, int, bool]] = [(_load(script.text), 0, False)]
            visited = 0
            while stack and visited < _MAX_NODES:
                value, depth, is_part = stack.pop()
                visited += 1
                if isinstance(value, dict):
                    yield _Node(value, is_part)
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
    return any(isinstance(kind, str) and pattern.search(kind) for kind in _many(node.get("@type")))


def _stated(main: dict[str, Any], page: dict[str, Any], by_id: dict[str, Any]) -> Stated:
    def first(key: str) -> Any:
        value = main.get(key)
        return value if value not in (None, "", [], {}) else page.get(key)

    people, organisations = _authors(
        main.get("author") or main.get("creator") or page.get("author"), by_id
    )
    kinds = [str(kind) for kind in _many(main.get("@type") or page.get("@type"))]
    return Stated(
        kind=kinds[0] if kinds else "",
        headline=_text(
            main.get("headline") or main.get("name") or page.get("headline") or (page.get("name"))
        ),
        authors=people,
        organisations=organisations,
        published=_text(first("datePublished") or main.get("dateCreated") or first("uploadDate")),
        modified=_text(first("dateModified")),
        url=_address(main.get("url") or main.get("mainEntityOfPage")),
        section=_text(main.get("articleSection")),
        keywords=_keywords(first("keywords")),
        image=_address(first("image") or main.get("thumbnailUrl")),
        body=_prose(main.get("articleBody")),
        description=_text(first("description")),
        language=_text(first("inLanguage")),
        publisher=_name(_follow(first("publisher"), by_id)),
        free=_flag(main.get("isAccessibleForFree", page.get("isAccessibleForFree"))),
        posts=tuple(
            _address(post.get("url") or post.get("@id"))
            for post in _many(main.get("liveBlogUpdate"))
            if isinstance(post, dict)
        ),
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    value = next(iter(_many(value)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return (
        clean_line(unescape(_MARKUP.sub("", unescape(str(value)))))
        if isinstance(value, (str, int))
        else ""
    )


def _address(value: Any) -> str:
    value = next(iter(_many(value)), "")
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("contentUrl") or ""
        return _address(value) if isinstance(value, list) else str(value)
    return value.strip() if isinstance(value, str) else ""


def _keywords(value: Any) -> tuple[str, ...]:
    words = [_text(word) for word in _many(value)]
    if len(words) == 1:
        words = words[0].split(",")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))[:50]


def _prose(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    value = unescape(value)
    return clean(unescape(_MARKUP.sub(" ", _BLOCK_END.sub("\n", value))))


def _follow(value: Any, by_id: dict[str, Any]) -> Any:
    value = next(iter(_many(value)), None)
    if isinstance(value, dict) and not value.get("name"):
        return by_id.get(str(value.get("@id")), value)
    return value


def _name(value: Any) -> str:
    return next(iter(_names(value)), "")


def _names(value: Any) -> list[str]:
    """Return the names of a party: as stated, or put together from its parts."""
    if not isinstance(value, dict):
        return [_text(value)]
    names = [_text(name) for name in _many(value.get("name"))]
    parts = " ".join(filter(None, (_text(value.get("givenName")), _text(value.get("familyName")))))
    return [*filter(None, names)] or [parts or _text(value.get("alternateName"))]


def _authors(value: Any, by_id: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people: list[str] = []
    organisations: list[str] = []
    for author in _many(value)[:30]:
        node = _follow(author, by_id)
        is_organisation = isinstance(node, dict) and "Organization" in str(node.get("@type"))
        (organisations if is_organisation else people).extend(_names(node))
    return tuple(filter(None, people)), tuple(filter(None, organisations))


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rsplit("/", 1)[-1])
    return value if isinstance(value, bool) else None
