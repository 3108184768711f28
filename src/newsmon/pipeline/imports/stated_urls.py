"""The address that a page gives for itself, where nothing else says where it is from."""

from __future__ import annotations

from typing import Final, cast
from urllib.parse import urljoin

from lxml import etree, html

from newsmon.urls import is_front_page, normalise, original

# `rel` is a list of words, in small letters or capitals.
_CANONICAL: Final = (
    "//link[contains(concat(' ', translate(normalize-space(@rel), 'CANOIL', 'canoil'), ' '), "
    "' canonical ')]"
)


def stated_url(body: bytes) -> str | None:
    """Return the address that a page gives for itself (rel=canonical, og:url), if it is one.

    A front page is none: templates name it on every page of a site. A relative one counts where
    the page has a `base`; without a scheme (`//host/page`) it is of `https`.
    """
    try:
        tree = html.document_fromstring(body)
    except (etree.LxmlError, ValueError):
        return None
    claims = tree.xpath(f"{_CANONICAL}/@href | //meta[@property='og:url']/@content")
    base = "".join(cast("list[str]", tree.xpath("//base/@href"))[:1]).strip()
    for claim in cast("list[str]", claims):
        try:
            address = original(normalise(urljoin(base or "https:", str(claim).strip())))
        except ValueError:
            continue
        if not is_front_page(address):
            return address
    return None
