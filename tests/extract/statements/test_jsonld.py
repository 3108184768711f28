"""JSON-LD as publishers write it."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest

from newsmon.extract.document.page_tree import parse_html
from newsmon.extract.statements.jsonld import Stated, read_jsonld
from newsmon.extract.statements.own_nodes import PageIdentity
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


@pytest.mark.parametrize(
    "kind",
    [
        "application/ld+json; charset=utf-8",
        "application/ld+json;profile='http://www.w3.org/ns/json-ld#compacted'",
        "application/LD+JSON",
    ],
)
def test_a_media_type_has_parameters_and_no_case(kind: str) -> None:
    tree = parse_html(
        f'<html><head><script type="{kind}">{{"@type": "NewsArticle", "headline": "Ferry"}}</script>'
        "</head><body><p>x</p></body></html>"
    )
    assert not isinstance(tree, Rejection)
    assert (
        read_jsonld(tree, PageIdentity(("https://harbour.example/ferry",), ())).headline == "Ferry"
    )


def test_organisations_are_no_people() -> None:
    result = stated(
        '{"@type": "NewsArticle", "author": [{"@type": "Organization", "name": "Wire"}, {"@type": "Person", "name": "Ada Holm"}]}'
    )
    assert (result.authors, result.organisations) == (("Ada Holm",), ("Wire",))


def test_an_article_of_a_list_is_not_the_pages_own() -> None:
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


OTHER = (
    '{"@type": "NewsArticle", "url": "https://harbour.example/herring", "headline": "The herring are late again",'
    ' "datePublished": "2020-01-02", "author": "Zed Zorn", "publisher": {"name": "Courier"}, "articleBody": "Late."}'
)


@pytest.mark.parametrize(
    "own",
    [
        '{"@type": "NewsArticle", "url": "https://harbour.example/ferry", "author": "Ada Holm"}',
        '{"@type": "NewsArticle", "url": "http://www.harbour.example/ferry/", "author": "Ada Holm"}',
        '{"@type": "NewsArticle", "@id": "https://harbour.example/ferry#article", "author": "Ada Holm"}',
        '{"@type": "NewsArticle", "mainEntityOfPage": "https://harbour.example/ferry", "author": "Ada Holm"}',
        '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://harbour.example/ferry"}, "author": "Ada Holm"}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "url": "https://harbour.example/ferry", "author": "Ada Holm"}}',
        '{"@graph": [{"@type": "Article", "url": "https://harbour.example/ferry", "author": "Ada Holm"}]}',
        '{"@type": "NewsArticle", "headline": "Ferry", "author": "Ada Holm"}',
        '{"@type": "NewsArticle", "url": "https://harbour.example/", "headline": "Ferry", "author": "Ada Holm"}',
    ],
)
def test_the_pages_own_article_is_told_by_its_address_not_by_what_it_says(own: str) -> None:
    assert stated(OTHER, own).authors == ("Ada Holm",)
    assert stated(own, OTHER).authors == ("Ada Holm",)


@pytest.mark.parametrize(
    "key", ["hasPart", "mentions", "citation", "relatedLink", "isPartOf", "liveBlogUpdate"]
)
def test_an_article_within_another_is_not_the_pages_own(key: str) -> None:
    own = (
        f'{{"@type": "NewsArticle", "headline": "Ferry", "author": "Ada Holm", "{key}": [{OTHER}]}}'
    )
    assert stated(own).authors == ("Ada Holm",)


def test_a_page_that_describes_only_other_articles_states_nothing() -> None:
    assert stated(OTHER) == Stated()


def test_a_page_states_its_article_in_several_places() -> None:
    result = stated(
        '{"@type": "Article", "url": "https://harbour.example/ferry", "headline": "Ferry", "datePublished": "2026-05-18", "author": "Ada Holm"}',
        '{"@type": "BlogPosting", "url": "https://harbour.example/ferry", "articleSection": "Ports"}',
    )
    assert (result.headline, result.section) == ("Ferry", "Ports")


@pytest.mark.parametrize(
    ("flag", "is_free"),
    [
        ("false", False),
        ("true", True),
        ('"False"', False),
        ('"True"', True),
        ("null", None),
        ('"https://schema.org/False"', False),
    ],
)
def test_a_page_says_whether_it_is_free(flag: str, is_free: bool | None) -> None:
    script = f'{{"@type": "NewsArticle", "headline": "Ferry", "isAccessibleForFree": {flag}}}'
    assert stated(script, '{"@type": "WebPage", "name": "Ferry"}').free is is_free


def test_a_live_blog_is_dated_by_itself() -> None:
    posts = '{"@type": "BlogPosting", "headline": "Update", "datePublished": "2026-05-18T10:20:00Z", "articleBody": "Long.", "author": "Zed Zorn"}'
    result = stated(
        f'{{"@type": "LiveBlogPosting", "url": "https://harbour.example/ferry", "datePublished": "2026-05-18T08:00:00Z", "liveBlogUpdate": [{posts}, {posts}]}}'
    )
    assert result.published == "2026-05-18T08:00:00Z"
    assert result.blog is not None
    assert len(result.blog.posts) == 2


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
