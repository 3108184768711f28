"""Statements of a page about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from newsmon.text import clean, clean_line

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
    language: str = ""
    publisher: str = ""
    free: bool | None = None
    posts: tuple[str, ...] = ()  # addresses of a live blog's posts; empty texts where unstated


def read_jsonld(tree: HtmlElement) -> Stated:
    """Return the node that describes the page's article, merged with the page's own node."""
    nodes = list(_nodes(tree))
    by_id = {str(node["@id"]): node for node in nodes if len(node) > 1 and "@id" in node}
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    pages = [node for node in nodes if _is(node, _PAGE)]
    main = max(articles, key=_richness, default=None)
    page = max(pages, key=_richness, default=None)
    if main is None and page is None:
        return Stated()
    return _stated(main or {}, page or {}, by_id)


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _MAX_SCRIPT:
            stack: list[tuple[Any, int]] = [(_load(script.text), 0)]
            visited = 0
            while stack and visited < _MAX_NODES:
                value, depth = stack.pop()
                visited += 1
                if isinstance(value, dict):
                    yield value
                    if depth < _MAX_DEPTH:
                        stack.extend((v, depth + 1) for v in list(value.values())[::-1])
                elif isinstance(value, list) and depth < _MAX_DEPTH:
                    stack.extend((v, depth + 1) for v in value[::-1])


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


def _richness(node: dict[str, Any]) -> int:
    """Count the telling keys: of the articles that a page names its own says most."""
    telling_keys = (
        "headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "publisher",
    )  # fmt: skip
    return sum(bool(node.get(key)) for key in telling_keys)


def _stated(main: dict[str, Any], page: dict[str, Any], by_id: dict[str, Any]) -> Stated:
    def first(key: str) -> Any:
        return main.get(key) or page.get(key)

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
        language=_text(first("inLanguage")),
        publisher=_name(_follow(first("publisher"), by_id)),
        free=_flag(first("isAccessibleForFree")),
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
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("alternateName"))
    return _text(value)


def _authors(value: Any, by_id: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people: list[str] = []
    organisations: list[str] = []
    for author in _many(value)[:30]:
        node = _follow(author, by_id)
        names = _many(node.get("name")) if isinstance(node, dict) else [node]
        organisation = isinstance(node, dict) and "Organization" in str(node.get("@type"))
        for name in names:
            (organisations if organisation else people).append(_text(name))
    return tuple(filter(None, people)), tuple(filter(None, organisations))


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rsplit("/", 1)[-1])
    return value if isinstance(value, bool) else None
