"""What can't be an article is taken out of a page's tree before its text is looked for.

That makes the text cleaner and every later pass over the tree cheaper. Rules look at roles that
markup states (tags, ARIA, schema.org), at what is hidden, and at whole words of class and id
names that mean the same on every site; never at one publisher's names.
"""

from __future__ import annotations

import functools
import re

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.places import letters, name_words

# No text of an article stands in these.
_NEVER = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "link", "base", "input", "select", "textarea", "button", "dialog",
    "nav", "menu", "source", "track", "datalist", "applet", "frameset", "fencedframe",
)  # fmt: skip

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

# Whole words of class or id names, as parts between punctuation or camel-case humps.
_FURNITURE = frozenset(
    """
    newsletter newsletters subscribe subscription signup sharing sharebar sharetools sharethis
    addthis addtoany sharedaddy sociable related relateds recirc recirculation recommended
    recommendations readnext taboola outbrain dianomi zergnet revcontent breadcrumb
    breadcrumbs pagination cookie cookies gdpr consent paywall rollover tooltip popover popup
    lightbox advert advertisement adslot adbox sponsored disqus livefyre
    """.split()  # noqa: SIM905 - a table
)
_NOT_FURNITURE = re.compile(
    r"\b(?:article|story|post|entry|content|main|page|body|text)[-_ ]?(?:body|text|content)?\b",
    re.I,
)

# A block with more letters than this is not dropped for its name alone.
_MUCH = 1_200
_SHARE = 0.25  # nor one that holds this share of the page's letters


def prune(tree: HtmlElement) -> None:
    """Remove from the tree, in place, what is certainly no part of an article."""
    etree.strip_elements(tree, *_NEVER, with_tail=False)
    doomed = [element for element in tree.iter(etree.Element) if _is_furniture(element)]
    limit = max(_MUCH, int(letters(tree) * _SHARE)) if doomed else 0
    for element in doomed:
        if element.getparent() is not None and letters(element) < limit:
            element.drop_tree()


def _is_furniture(element: HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes or element.tag in ("html", "body", "article", "main"):
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return True
    if attributes.get("role") in ("navigation", "complementary", "dialog", "alertdialog", "search"):
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return len(names) > 1 and _named_furniture(names)


@functools.lru_cache(maxsize=20_000)
def _named_furniture(names: str) -> bool:
    return not _FURNITURE.isdisjoint(name_words(names))
