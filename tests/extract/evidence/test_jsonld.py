"""JSON-LD as publishers write it."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest

from newsmon.extract.document.page_tree import parse_html
from newsmon.extract.evidence.jsonld import PageIdentity, Stated, read_jsonld
from newsmon.model import Rejection


def stated(*scripts: str) -> Stated:
    tree = parse_html(
        "<html><head>" + "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
        + "</head><body><p>x</p></body></html>"
    )  # fmt: skip
    assert not isinstance(tree, Rejection)
    return read_jsonld(tree, PageIdentity(("https://harbour.example/ferry",), ("Ferry",)))


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry", "author": {"@type": "Person", "name": "Ada Holm"}}',
        '[{"@type": "BreadcrumbList"}, {"@type": ["Article", "NewsArticle"], "headline": "Ferry", "author": "Ada Holm"}]',
        '{"@graph": [{"@type": "ReportageNewsArticle", "headline": "Ferry", "author": [{"name": ["Ada Holm"]}]}]}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry", "author": [{"name": "Ada Holm"}],} -->',
        '{"@type": "NewsArticle", "headline": "Ferry\n", "author": [{"@id": "#a"}]}</script><script type="application/ld+json">{"@id": "#a", "@type": "Person", "name": "Ada Holm"}',
        '{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Ferry", "creator": "Ada Holm"}};',
    ],
)
def test_the_article_is_found_in_any_shape(script: str) -> None:
    result = stated(script)
    assert (result.headline, result.authors) == ("Ferry", ("Ada Holm",))


def test_organisations_are_no_people() -> None:
    result = stated(
        '{"@type": "NewsArticle", "author": [{"@type": "Organization", "name": "Wire"}, {"@type": "Person", "name": "Ada Holm"}]}'
    )
    assert (result.authors, result.organisations) == (("Ada Holm",), ("Wire",))


def test_the_pages_own_article_is_the_one_that_says_most() -> None:
    result = stated(
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another"}]}',
        '{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2026-05-18", "author": "Ada Holm"}',
    )
    assert result.headline == "Ferry"


def test_markup_and_entities_are_undone() -> None:
    result = stated(
        '{"@type": "Article", "headline": "Ships &amp;amp; <b>ports</b>", "articleBody": "<p>One.</p><p>Two.</p>"}'
    )
    assert result.headline == "Ships & ports"
    assert result.body == "One.\nTwo."


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "7",
        '"x"',
        "[[[[]]]]",
        "{",
        '{"@type": 5}',
        '{"@type": "NewsArticle", "author": {"name": {"a": []}}, "image": [[]], "keywords": 3}',
    ],
)
def test_anything_else_states_nothing_and_breaks_nothing(script: str) -> None:
    assert stated(script).headline == ""
