"""Whose JSON-LD it is: another article's node on the page says nothing about this one."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.extract.stories import (
    HEADLINE,
    NEXT_HEADLINE,
    NEXT_STORY,
    STORY,
    WHOLE,
    article,
    paragraphs,
)

URL = "https://valley.example/2026/glassworks"
NEXT = "https://valley.example/2026/sledges"
OTHER: dict[str, Any] = {
    "@type": "NewsArticle", "headline": NEXT_HEADLINE, "datePublished": "2019-02-03T04:05:06Z",
    "dateModified": "2019-02-04T04:05:06Z", "author": {"@type": "Person", "name": "Odd Tveit"},
    "articleSection": "Roads", "articleBody": "\n".join(NEXT_STORY * 5), "publisher": {"name": "The Valley"},
}  # fmt: skip
OWN: dict[str, Any] = {
    "@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-05-14T07:00:00Z",
    "author": {"@type": "Person", "name": "Signe Aune"},
}  # fmt: skip


def scripts(*nodes: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **n} if isinstance(n, dict) else n)}</script>'
        for n in nodes
    )


PLACES: dict[str, list[Any]] = {
    "before it, by url": [OTHER | {"url": NEXT}, OWN],
    "before it, by @id": [OTHER | {"@id": f"{NEXT}#article"}, OWN],
    "before it, by mainEntityOfPage": [OTHER | {"mainEntityOfPage": NEXT}, OWN],
    "before it, by the page's node": [OTHER | {"mainEntityOfPage": {"@type": "WebPage", "@id": NEXT}}, OWN],
    "by a path": [OTHER | {"url": "/2026/sledges"}, OWN | {"url": "/2026/glassworks"}],
    "by a path in @id": [OTHER | {"@id": "/2026/sledges#a"}, OWN],
    "in one array": [[OTHER | {"url": NEXT}, OWN | {"url": URL}]],
    "in one graph": [{"@graph": [OTHER | {"url": NEXT}, OWN | {"url": URL}]}],
    "in a graph, own by mainEntity": [{"@graph": [OTHER, {"@type": "WebPage", "@id": URL, "url": URL, "mainEntity": {"@id": "#own"}}, OWN | {"@id": "#own"}]}],
    "in a graph, own by isPartOf": [{"@graph": [OTHER | {"isPartOf": {"@id": NEXT}}, OWN | {"isPartOf": {"@id": URL}}]}],
    "in a list": [{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": OTHER | {"url": NEXT}}]}, OWN],
    "in a list, no address": [{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}, OWN],
    "as a part": [OWN | {"hasPart": [OTHER | {"url": NEXT}]}],
    "as what it is based on": [OWN | {"isBasedOn": OTHER}],
    "as what a comment is about": [{"@type": "Comment", "about": OTHER}, OWN],
    "as the subject": [OWN | {"about": OTHER, "mentions": [OTHER]}],
    "as significant link": [{"@type": "WebPage", "url": URL, "relatedLink": NEXT, "significantLink": OTHER}, OWN],
    "in the publisher": [OWN | {"publisher": {"@type": "Organization", "name": "The Valley", "subjectOf": OTHER}}],
    "after it, fuller": [OWN, OTHER],
    "after it, both with addresses": [OWN | {"url": f"{URL}?utm_source=a"}, OTHER | {"url": NEXT}],
    "before it, no address": [OTHER, OWN],
    "before it, own address with a fragment": [OTHER | {"url": NEXT}, OWN | {"url": f"{URL}#top"}],
    "before it, own address in capitals": [OTHER | {"url": NEXT}, OWN | {"url": "HTTPS://VALLEY.EXAMPLE/2026/glassworks"}],
    "before it, own address of the phone page": [OTHER | {"url": NEXT}, OWN | {"url": "https://m.valley.example/2026/glassworks"}],
    "before it, own address with index": [OTHER | {"url": NEXT}, OWN | {"mainEntityOfPage": [URL]}],
    "a video of another story": [{"@type": "VideoObject", "name": NEXT_HEADLINE, "uploadDate": "2019-02-03T04:05:06Z", "url": NEXT}, OWN],
    "another site's event": [{"@type": "Event", "name": NEXT_HEADLINE, "url": NEXT, "author": "Odd Tveit"}, OWN],
    "as review": [OTHER | {"@type": "Review", "itemReviewed": {"@type": "Book"}, "url": NEXT}, OWN],
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_another_articles_statements_are_not_this_ones(place: str) -> None:
    result = article(paragraphs(STORY), scripts(*PLACES[place]))
    assert result.text == WHOLE
    assert (result.title, result.authors) == (HEADLINE, ("Signe Aune",))
    assert result.published is not None
    assert result.published.at.year == 2026
    assert result.section != "Roads"


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "givenName": "Signe", "familyName": "Aune"},
        {"@type": "Person", "name": "", "givenName": "Signe", "familyName": "Aune"},
        {"@type": "Person", "name": None, "givenName": "Signe", "familyName": "Aune"},
        {"@type": "Person", "name": {"givenName": "Signe", "familyName": "Aune"}},
        {"@type": "Person", "givenName": ["Signe"], "familyName": ["Aune"]},
        {"@type": "Person", "name": "Signe", "givenName": "Signe", "familyName": "Aune"},
        {"@type": "Person", "name": "Aune", "givenName": "Signe", "familyName": "Aune"},
        {"@type": "Person", "name": "saune", "givenName": "Signe", "familyName": "Aune"},
        {"@type": "Person", "givenName": "Signe", "additionalName": "", "familyName": "Aune"},
        {"@type": ["Person"], "name": {"@value": "Signe Aune", "@language": "nb"}},
        [{"@type": "Person", "@id": "#a"}, {"@type": "Person", "@id": "#a", "givenName": "Signe", "familyName": "Aune"}],
        {"@list": [{"@type": "Person", "name": "Signe Aune"}]},
        {"@type": "Role", "roleName": "reporter", "author": {"@type": "Person", "name": "Signe Aune"}},
    ],
)  # fmt: skip
def test_a_persons_name_may_be_stated_in_parts(author: Any) -> None:
    assert article(paragraphs(STORY), scripts(OWN | {"author": author})).authors == ("Signe Aune",)
