"""Statements of a page's head, by subject: `meta` and `link` elements, and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsmon.text import clean_line

_LONGEST = 2_000  # characters of one value

# Names of `meta` elements (`property`, `name`, `itemprop`, `http-equiv`), the most telling first.
_TITLE = ("citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title",
          "headline", "title", "twitter:title")  # fmt: skip
_LANGUAGE = ("og:locale", "content-language", "language", "dc.language")
_SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher",
         "dc.publisher", "twitter:site")  # fmt: skip
_AUTHOR = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator",
           "dc:creator", "parsely-author", "sailthru.author", "byl", "og:author", "authors",
           "creator", "cxenseparse:author")  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "published-date", "dc.date.issued",
    "dcterms.issued", "article.published", "cxenseparse:recs:publishtime", "og:published_time",
    "og:pubdate",
)  # fmt: skip
# Names that systems also use for the day they last wrote the page.
_DATE = ("date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "created",
         "date.created", "citation_date", "last-modified-date")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
             "dc.date.modified", "last-modified", "lastmod", "revised")  # fmt: skip
_DESCRIPTION = ("description", "og:description", "twitter:description")
_SECTION = ("section", "parsely-section", "sailthru.section", "cxenseparse:section")
# Labels of `twitter:data1` and `twitter:data2` that announce an author; others a price or a place.
_AUTHOR_LABEL = re.compile(
    r"\b(?:by|written|auth?ors?|von|verfasst|geschrieben|autor\w*|auteure?s?|par|écrit|rédigé|"
    r"escrito|por|scritto|autore|door|geschreven|skrev\w*|skriven|av|af|napisan\w*|przez|автор\w*|"
    r"написа\w*|yazan|yazar|penulis|ditulis)\b"
    r"|作者|著者|執筆者|글쓴이|작성자|كاتب|كتبه|نویسنده|מאת|נכתב",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A head's statements, as written; empty where it makes none."""

    title: str = ""  # of the `title` element
    og_title: str = ""
    meta_titles: tuple[str, ...] = ()
    canonical: str = ""
    og_url: str = ""
    base: str = ""  # what relative addresses are relative to
    language: str = ""  # of the root element
    meta_language: str = ""
    og_type: str = ""  # lower case
    site_names: tuple[str, ...] = ()
    authors: tuple[tuple[str, ...], ...] = ()  # bylines, by the element's name
    published: str = ""
    dated: str = ""  # published, or last written by the system
    modified: str = ""
    description: str = ""
    descriptions: tuple[str, ...] = ()
    og_section: str = ""
    meta_section: str = ""
    og_image: str = ""
    meta_image: str = ""
    og_tags: tuple[str, ...] = ()
    news_keywords: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    content_tier: str = ""  # lower case


def read_head(tree: HtmlElement) -> Head:
    """Read the head of a page; of `meta` elements with one name, the first."""
    parts = _parts(tree)
    meta = _meta(parts["meta"])

    def first(*names: str) -> str:
        return next((meta[name][0] for name in names if name in meta), "")

    links = (e.get("href") or "" for e in parts["link"] if is_canonical(e))
    bases = (e.get("href") or "" for e in parts["base"])
    title = next((clean_line(e.text or "") for e in parts["title"] if e.text), "")
    return Head(
        title=title[:_LONGEST],
        og_title=first("og:title"),
        meta_titles=tuple(meta[name][0] for name in _TITLE if name in meta),
        canonical=next(filter(None, links), "").strip(),
        og_url=first("og:url"),
        base=next(filter(None, bases), "").strip(),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        meta_language=first(*_LANGUAGE),
        og_type=first("og:type").lower(),
        site_names=tuple(name.lstrip("@") for key in _SITE for name in meta.get(key, ())),
        authors=_bylines(meta),
        published=first(*_PUBLISHED),
        dated=first(*_DATE),
        modified=first(*_MODIFIED),
        description=first("description", "og:description"),
        descriptions=tuple(meta[name][0] for name in _DESCRIPTION if name in meta),
        og_section=first("article:section"),
        meta_section=first(*_SECTION),
        og_image=first("og:image:secure_url", "og:image", "og:image:url"),
        meta_image=first("twitter:image", "twitter:image:src", "image"),
        og_tags=tuple(meta.get("article:tag", ())),
        news_keywords=tuple(meta.get("news_keywords", ())),
        keywords=tuple(meta.get("keywords", ())),
        content_tier=first("article:content_tier").lower(),
    )


def is_canonical(link: HtmlElement) -> bool:
    """Tell whether a `link` is the canonical one; `rel` is words in small letters or capitals."""
    return "canonical" in (link.get("rel") or "").lower().split()


def _parts(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    """Return the elements of a head by tag, wherever on the page they stand."""
    parts: dict[str, list[HtmlElement]] = {"meta": [], "link": [], "base": [], "title": []}
    for element in tree.iter(*parts):
        parts[str(element.tag)].append(element)
    return parts


def _meta(elements: Iterable[HtmlElement]) -> dict[str, list[str]]:
    """Return the values of `meta` elements by lower-case name, in order."""
    meta: dict[str, list[str]] = {}
    for element in elements:
        content = clean_line(element.get("content") or "")[:_LONGEST]
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := (element.get(key) or "").strip().lower():
                    meta.setdefault(name, []).append(content)
    return meta


def _bylines(meta: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    lines = [tuple(meta[name]) for name in _AUTHOR if name in meta]
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if data in meta and _AUTHOR_LABEL.search(" ".join(meta.get(label, ()))):
            lines.append(tuple(meta[data]))
    return tuple(lines)
