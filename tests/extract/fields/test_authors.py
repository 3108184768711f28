"""Authors: people, agencies and desks, and nobody else."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, html, page

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
        (["Nora Quist, Political Editor"], ("Nora Quist",)),
        (["Nora Quist | Reporter"], ("Nora Quist",)),
        (["Nora Quist, Head of Harbours"], ("Nora Quist",)),
        (["Political Editor Nora Quist"], ("Nora Quist",)),
        (["Nora Quist Staff Writer"], ("Nora Quist",)),
        (["Courier-Experte Paul Stein"], ("Paul Stein",)),
        (["Von unserer Korrespondentin Greta Ohm"], ("Greta Ohm",)),
        (["Ein Gastbeitrag von Greta Ohm"], ("Greta Ohm",)),
        (["Kari Holm, journaliste"], ("Kari Holm",)),
        (["Анна Петрова, корреспондент"], ("Анна Петрова",)),
        (["Skrevet av Kari Holm"], ("Kari Holm",)),
        (["Napisał Jan Mały"], ("Jan Mały",)),
        (["Ada Holm"], ("Ada Holm",)),
        (["Publié par Jeanne Petit le 5 mai"], ("Jeanne Petit",)),
        (["Jeanne Petit avec AFP"], ("Jeanne Petit",)),
        (["Nora Quist @noraquist"], ("Nora Quist",)),
        (["Nora Quist is a reporter in Kiel"], ()),
        (["By Our Correspondent"], ()),
        (["홍길동 기자 외 1명"], ("홍길동",)),
        (["この記事を書いた人 田中花子 港湾部 専門・関心分野 船、平和"], ("田中花子",)),
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


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p><strong>Nora Quist</strong></p>", ("Nora Quist",)),
        ("<p><em>Nora Quist/Tomás Peña</em></p>", ("Nora Quist", "Tomás Peña")),
        ("<p><strong>Regional Council</strong></p>", ()),
        ("<p>Nora Quist</p>", ()),
    ],
)
def test_names_set_apart_before_the_text_sign_it(line: str, authors: tuple[str, ...]) -> None:
    result = extract(page(html(before=line)))
    assert isinstance(result, Article)
    assert result.authors == authors


def test_the_site_is_credited_where_its_byline_names_nobody_else() -> None:
    site = '<meta property="og:site_name" content="Example Courier">'
    byline = '<p class="byline">Example Courier</p>'
    signed = "<p><b>Nora Quist</b></p>"
    for before, authors in ((byline, ("Example Courier",)), (byline + signed, ("Nora Quist",))):
        result = extract(page(html(head=site, before=before)))
        assert isinstance(result, Article)
        assert result.authors == authors


def test_the_site_is_no_author_beside_a_person_in_metadata() -> None:
    head = (
        '<meta property="og:site_name" content="Example Courier">'
        '<meta name="author" content="Example Courier"><meta name="author" content="Nora Quist">'
    )
    result = extract(page(html(head=head)))
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
        {"@type": "Organization", "@id": "#org", "name": "Example Courier"}]}"""
    result = extract(page(html(head=f'<script type="application/ld+json">{stated}</script>')))
    assert isinstance(result, Article)
    assert result.authors == ("Nora Quist", "Ada Holm")


def linked_data(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'


@pytest.mark.parametrize(
    ("author", "authors", "kinds"),
    [
        ('{"@type": "Organization", "name": "dpa"}', ("dpa",), {"agency"}),
        ('{"@type": "NewsMediaOrganization", "name": "harbour.example"}', ("harbour.example",), {"organisation"}),
        ('{"@type": "Person", "name": "Reuters"}', ("Reuters",), {"agency"}),
        ('"Associated Press"', ("Associated Press",), {"agency"}),
        ('"Nora Quist, AFP"', ("Nora Quist", "AFP"), {"person", "agency"}),
        ('"Nora Quist (dpa)"', ("Nora Quist", "dpa"), {"person", "agency"}),
        ('[{"@type": "Person", "name": "Nora Quist"}, {"@type": "Organization", "name": "Xinhua"}]', ("Nora Quist", "Xinhua"), {"person", "agency"}),
        ('{"@type": "Person", "name": "Example Courier"}', ("Example Courier",), {"organisation"}),
        ('{"@type": "Person", "name": "Gear Team"}', ("Gear Team",), {"desk"}),
        ('{"@type": "Person", "givenName": "Nora", "familyName": "Quist"}', ("Nora Quist",), {"person"}),
        ('{"@type": "Person", "name": "admin"}', (), set()),
    ],
)  # fmt: skip
def test_whoever_the_page_credits_is_credited_as_what_it_is(
    author: str, authors: tuple[str, ...], kinds: set[str]
) -> None:
    site = '<meta property="og:site_name" content="Example Courier">'
    result = extract(page(html(head=site + linked_data(author))))
    assert isinstance(result, Article)
    assert result.authors == authors
    claims = [c for c in result.candidates if c.field == "authors" and c.chosen]
    assert {claim.kind for claim in claims} == kinds


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ('<p class="credit">Reuters</p>', ("Reuters",)),
        ("<p>Quelle: dpa</p>", ("dpa",)),
        ("<p>(AFP)</p>", ("AFP",)),
        ("<p>Source: <span>Xinhua</span></p>", ("Xinhua",)),
        ("<p>Reuters was founded in London.</p>", ()),
        ('<aside class="related"><p>Reuters</p></aside>', ()),
    ],
)
def test_an_agency_that_a_line_names_is_credited(line: str, authors: tuple[str, ...]) -> None:
    result = extract(page(html(after=line)))
    assert isinstance(result, Article)
    assert result.authors == authors


def test_the_agency_of_a_dateline_is_in_the_provenance_and_no_author() -> None:
    result = extract(page(html(paragraphs=[f"GENEVA (Reuters) - {BODY[0]}", *BODY[1:]])))
    assert isinstance(result, Article)
    assert result.authors == ()
    claims = [c for c in result.candidates if c.field == "agency"]
    assert [(c.value, c.origin, c.kind) for c in claims] == [("Reuters", "dateline", "agency")]


@pytest.mark.parametrize(
    ("label", "value", "authors"),
    [
        ("Written by", "Nora Quist", ("Nora Quist",)),
        ("Verfasst von", "Nora Quist", ("Nora Quist",)),
        ("Escrito por", "Nora Quist", ("Nora Quist",)),
        ("Автор", "Анна Петрова", ("Анна Петрова",)),
        ("Est. reading time", "4 minutes", ()),
        ("Leestijd", "4 minuten", ()),
        ("Czas czytania", "4 minuty", ()),
        ("Tempo de leitura", "4 minutos", ()),
        ("Lokalizacja", "Gdynia", ()),
        ("Price", "Nine Crowns", ()),
        ("", "Nora Quist", ()),
    ],
)
def test_a_card_names_an_author_only_under_a_label_that_says_so(
    label: str, value: str, authors: tuple[str, ...]
) -> None:
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="{value}">'
    result = extract(page(html(head=head)))
    assert isinstance(result, Article)
    assert result.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        '<figure><img src="a.jpg" alt=""><figcaption>The pier. <span class="author">Lee Marks</span></figcaption></figure>',
        '<span class="author">Photo: Lee Marks</span>',
        '<span class="author">Shutterstock, Facebook</span>',
        '<div class="authors"></div><div class="author-date"><span>Publicado:</span> 18 de mayo de 2026</div>',
        '<div class="auteurs-date"><span>Publié le</span> <time datetime="2026-05-18">18/05/26</time></div>',
        '<p class="byline">May 18, 2026</p>',
        '<div class="author">4 Minuten</div>',
        '<div class="author">At the newsstand: May</div>',
        '<div class="author">von</div>',
    ],
)
def test_words_around_a_byline_are_nobody(line: str) -> None:
    result = extract(page(html(before=line)))
    assert isinstance(result, Article)
    assert result.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        '<div class="byline"><a href="/u/1">Nora Quist</a><div>May 18, 2026</div></div>',
        '<div class="byline">Nora Quist, Kiel</div>',
        '<div class="byline"><span class="author">Sports</span> <span class="author">Nora Quist</span></div>',
        '<div class="author"><span class="author-from">von</span> Nora Quist</div>',
        "<p><strong>Autor:</strong> Nora Quist</p>",
        "<p><b>By</b> <span>Nora Quist</span></p>",
    ],
)
def test_a_byline_is_its_names_alone(line: str) -> None:
    result = extract(page(html(before=line)))
    assert isinstance(result, Article)
    assert result.authors == ("Nora Quist",)


@pytest.mark.parametrize(
    "menu",
    ['<div id="navMeta">{}</div>', '<ul class="menu level-1"><li>{}</li></ul>', "<nav>{}</nav>"],
)
def test_a_link_of_a_menu_is_no_author(menu: str) -> None:
    link = menu.format('<a href="/people/about-the-courier">Inside The Courier</a>')
    byline = "<p>By Nora Quist</p>"
    result = extract(page(html(before=link + byline)))
    assert isinstance(result, Article)
    assert result.authors == ("Nora Quist",)
