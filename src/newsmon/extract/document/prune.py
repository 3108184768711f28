"""Take out of a page's tree what can't be an article, before its text is looked for.

That makes the text cleaner and every later pass over the tree cheaper. Rules look at roles that
markup states (tags, ARIA, schema.org), at what is hidden, and at whole words of class and id
names that mean the same on every site; never at one publisher's names.
"""

from __future__ import annotations

import functools
import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.document.elements import found_by, letters, name_words

# No text of an article stands in these.
_NEVER = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "link", "base", "input", "select", "textarea", "button", "dialog",
    "nav", "menu", "source", "track", "datalist", "applet", "frameset", "fencedframe",
)  # fmt: skip

# Looking elements up by XPath is several times faster than asking each of them, and beginning at
# the few attributes faster than at the many elements.
_STATING = etree.XPath("//@hidden/.. | //@aria-hidden[.='true']/.. | //@role/.. | //@style/..")
_NAMED = etree.XPath("//*[@class or @id]")

_OTHER_ROLES = ("navigation", "complementary", "search")
_DIALOGS = ("dialog", "alertdialog")
_STRUCTURAL = ("html", "body", "article", "main")

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

# Whole words of class or id names, as parts between punctuation or camel-case humps.
_BOILERPLATE = frozenset(
    """
    newsletter newsletters subscribe subscription signup sharing sharebar sharetools sharethis
    addthis addtoany sharedaddy sociable related relateds recirc recirculation recommended
    recommendations readnext taboola outbrain dianomi zergnet revcontent breadcrumb
    breadcrumbs pagination cookie cookies gdpr consent paywall rollover tooltip popover popup
    comment comments commentlist kommentar kommentare commentaires comentarios commenti respond
    lightbox advert advertisement adslot adbox sponsored disqus livefyre
    """.split()  # noqa: SIM905 - a table
)
_NOT_BOILERPLATE = re.compile(
    r"\b(?:article|story|post|entry|content|main|page|body|text)[-_ ]?(?:body|text|content)?\b",
    re.I,
)

# A block with more letters than this is not dropped for its name alone.
_MUCH = 1_200
_SHARE = 0.25  # nor one that holds this share of the page's letters


def prune(tree: HtmlElement) -> None:
    """Remove from the tree, in place, what is certainly no part of an article."""
    etree.strip_elements(tree, *_NEVER, with_tail=False)
    stating = found_by(_STATING, tree)
    doomed = [e for e in stating if _is_hidden(e) or e.get("role") in _DIALOGS]
    called = [e for e in stating if e.get("role") in _OTHER_ROLES]
    called += [
        e for e in found_by(_NAMED, tree) if _is_named_boilerplate(e.get("class"), e.get("id"))
    ]
    if called:
        headline_boxes = _around_headline(tree)
        doomed += [e for e in called if e not in headline_boxes]
    limit = max(_MUCH, int(letters(tree) * _SHARE)) if doomed else 0
    for element in doomed:
        if (
            element.tag not in _STRUCTURAL
            and element.getparent() is not None
            and letters(element) < limit
        ):
            element.drop_tree()


def _around_headline(tree: HtmlElement) -> frozenset[HtmlElement]:
    """Return a page's only first-level heading and its boxes: never boilerplate."""
    headings = list(islice(tree.iter("h1"), 2))
    if len(headings) != 1:
        return frozenset()
    return frozenset((headings[0], *headings[0].iterancestors()))


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or bool(style and _HIDDEN.search(style))
    )


@functools.lru_cache(maxsize=4_096)
def _is_named_boilerplate(class_names: str | None, id_name: str | None) -> bool:
    return not _BOILERPLATE.isdisjoint(name_words(f"{class_names or ''} {id_name or ''}"))
