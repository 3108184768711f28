"""Authors as people."""

from __future__ import annotations

import pytest
from tests.extract.pages import html, page

from newsmon.extract import extract
from newsmon.extract.evidence.credits import people
from newsmon.model import Article


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (["By Nora Quist"], ("Nora Quist",)),
        (["Nora Quist and Tomás de la Peña"], ("Nora Quist", "Tomás de la Peña")),
        (["Von Greta Ohm und Paul Stein"], ("Greta Ohm", "Paul Stein")),
        (["NORA QUIST, REUTERS"], ("Nora Quist",)),
        (["Reuters", "Nora Quist"], ("Nora Quist",)),
        (["Agence France-Presse"], ()),
        (["Staff Writer"], ()),
        (["Courier Newsroom"], ()),
        (["Redaktion"], ()),
        (["Photo: Max Lens/Getty Images"], ()),
        (["https://facebook.com/courier"], ()),
        (["courier.example.com"], ()),
        (["Nora Quist, Senior Harbour Correspondent"], ("Nora Quist",)),
        (["Claus Boer-Thiel"], ("Claus Boer-Thiel",)),
        (["Quist, Nora"], ("Nora Quist",)),
        (["Ada Holm, PhD"], ("Ada Holm",)),
        (["Анна Петрова"], ("Анна Петрова",)),
        (["田中花子"], ("田中花子",)),
        (["文・田中花子"], ("田中花子",)),
        (["本报记者 王小明"], ("王小明",)),
        (["홍길동 기자"], ("홍길동",)),
        (["Nora Quist", "nora quist"], ("Nora Quist",)),
        (["admin"], ()),
    ],
)
def test_people_are_told_from_everything_else(stated: list[str], names: tuple[str, ...]) -> None:
    assert people(stated) == names


def test_the_site_itself_is_no_author() -> None:
    assert people(["Example Courier", "Nora Quist"], ["Example Courier"]) == ("Nora Quist",)


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Nora Quist</p>',
        '<span class="post-meta__author">Nora Quist</span>',
        '<a rel="author" href="/people/nora">Nora Quist</a>',
        '<div>By <a href="/authors/nora-quist">Nora Quist</a></div>',
        "<p>By Nora Quist</p>",
        "<p>Posted on May 18, 2026 by Nora Quist</p>",
        "<p>Autor: Nora Quist</p>",
    ],
)
def test_a_byline_is_found_in_the_visible_page(byline: str) -> None:
    result = extract(page(html(before=byline)))
    assert isinstance(result, Article)
    assert result.authors == ("Nora Quist",)


def test_who_commented_is_no_author() -> None:
    comments = '<div class="comments"><span class="comment-author">Loud Reader</span></div>'
    result = extract(page(html(after=comments)))
    assert isinstance(result, Article)
    assert result.authors == ()


def test_order_is_kept() -> None:
    head = '<meta name="author" content="Zoe Abel"><meta name="author" content="Adam Zorn">'
    result = extract(page(html(head=head)))
    assert isinstance(result, Article)
    assert result.authors == ("Zoe Abel", "Adam Zorn")


def test_a_byline_is_read_where_only_the_desk_is_stated() -> None:
    stated = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Courier Staff"}}'
    head = f'<script type="application/ld+json">{stated}</script>'
    byline = '<p class="byline">By <a rel="author" href="/by/nora-quist">Nora Quist</a></p>'
    result = extract(page(html(head=head, before=byline)))
    assert isinstance(result, Article)
    assert result.authors == ("Nora Quist",)


def test_authors_that_are_only_referred_to_are_followed() -> None:
    stated = """{"@graph": [{"@type": "NewsArticle", "headline": "x", "author": [{"@id": "#one"}, {"@id": "#two"}]},
        {"@type": ["Person"], "@id": "#two", "name": "Ada Holm"}, {"@type": "Person", "@id": "#one", "name": "Nora Quist"},
        {"@type": "Organization", "@id": "#org", "name": "Example Courier"}]}"""  # noqa: E501
    result = extract(page(html(head=f'<script type="application/ld+json">{stated}</script>')))
    assert isinstance(result, Article)
    assert result.authors == ("Nora Quist", "Ada Holm")
