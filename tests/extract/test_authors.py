"""Authors as people."""

from __future__ import annotations

import pytest
from tests.extract.pages import html, page

from newsmon.extract import extract
from newsmon.extract.authors import people
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
    found = extract(page(html(before=byline)))
    assert isinstance(found, Article)
    assert found.authors == ("Nora Quist",)


def test_who_commented_is_no_author() -> None:
    comments = '<div class="comments"><span class="comment-author">Loud Reader</span></div>'
    found = extract(page(html(after=comments)))
    assert isinstance(found, Article)
    assert found.authors == ()


def test_order_is_kept() -> None:
    head = '<meta name="author" content="Zoe Abel"><meta name="author" content="Adam Zorn">'
    found = extract(page(html(head=head)))
    assert isinstance(found, Article)
    assert found.authors == ("Zoe Abel", "Adam Zorn")
