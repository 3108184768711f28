"""Everything that a page states for programs, read from its tree before that is pruned."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newsmon.extract.statements.jsonld import Stated, read_jsonld
from newsmon.extract.statements.own_nodes import PageIdentity
from newsmon.extract.statements.page_head import Head, read_head

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review)$")
_NOSCRIPT = 1_000  # characters of a page's fallback text that the gate may read


@dataclass(frozen=True, slots=True)
class Statements:
    """A page's head and JSON-LD, and whether it calls itself an article there."""

    head: Head = field(default_factory=Head)
    stated: Stated = field(default_factory=Stated)
    fallback_text: str = ""  # what the page says where no scripts run
    is_called_article: bool = False
    day_first: bool = True  # in dates of figures alone: only Americans put the month first


def read_statements(tree: HtmlElement, url: str) -> Statements:
    """Read what the page at this address states for programs."""
    fallback = " ".join(e.text_content()[:_NOSCRIPT] for e in list(tree.iter("noscript"))[:5])
    head = read_head(tree)
    addresses = (url, urljoin(url, head.canonical), head.og_url)
    titles = (head.title, head.og_title)
    identity = PageIdentity(tuple(filter(None, addresses)), tuple(filter(None, titles)))
    stated = read_jsonld(tree, identity)
    is_called_article = head.og_type == "article" or _ARTICLE.search(stated.kind) is not None
    day_first = not head.language.lower().startswith("en-us")
    return Statements(head, stated, fallback, is_called_article, day_first)
