"""Lines that stand beside a byline or in its place, and name nobody who wrote the article."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import json

import pytest
from tests.extract.stories import STORY, article, paragraphs

NOBODY = [
    "News",
    "4 min read", "Reading time: 4 minutes", "4 min", "Lesezeit 4 Minuten", "Temps de lecture 4 min", "Lectura de 4 minutos",
    "Photo: Per Lund", "Per Lund / Getty Images", "Foto: Per Lund", "Picture by Per Lund", "© Per Lund", "Image: Per Lund",
    "Bild: Per Lund/dpa", "Photography by Per Lund", "Foto von Per Lund", "Credit: Per Lund",
    "May 14, 2026", "3 hours ago", "vor 3 Stunden", "Il y a 3 heures", "Share", "Follow", "2 comments",
]  # fmt: skip


@pytest.mark.parametrize("line", NOBODY)
@pytest.mark.parametrize(
    "form",
    ['<div class="byline">{}</div>', '<p class="author">{}</p>', '<span class="post-author">{}</span>',
     '<div class="byline"><span>Signe Aune</span> <span>{}</span></div>',
     '<div class="byline">By Signe Aune<br>{}</div>',
     '<ul class="byline"><li>Signe Aune</li><li>{}</li></ul>'],
)  # fmt: skip
def test_a_time_a_count_or_a_picture_credit_is_no_author(line: str, form: str) -> None:
    names = article(form.format(line) + paragraphs(STORY)).authors
    assert names == (("Signe Aune",) if "Signe" in form else ())


@pytest.mark.parametrize(
    "line",
    [
        "Lindal",
        "Lindal, Norway",
        "Oslo / Bergen",
        "Culture & Society",
        "Valley News",
        "Thursday",
        "Chief Reporter",
    ],
)
@pytest.mark.parametrize(
    "form",
    ['<div class="byline"><span>Signe Aune</span> <span>{}</span></div>',
     '<div class="byline"><a href="/p/1">By Signe Aune</a> <em>{}</em></div>',
     '<div class="byline">By Signe Aune<br>{}</div>',
     '<ul class="byline"><li>Signe Aune</li><li>{}</li></ul>'],
)  # fmt: skip
def test_a_place_a_desk_a_section_or_a_day_beside_a_name_is_no_author(line: str, form: str) -> None:
    assert article(form.format(line) + paragraphs(STORY)).authors == ("Signe Aune",)


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ('<div class="byline">By <a>Signe Aune</a> and <a>Per Lund</a></div>', ("Signe Aune", "Per Lund")),
        ('<div class="byline"><a>Signe Aune</a>, <a>Per Lund</a> & <a>Kari Moe</a></div>', ("Signe Aune", "Per Lund", "Kari Moe")),
        ('<ul class="authors"><li>Signe Aune</li><li>Per Lund</li></ul>', ("Signe Aune", "Per Lund")),
        ('<p class="byline"><span>Signe</span> <span>Aune</span></p>', ("Signe Aune",)),
        ('<p class="byline"><b>Signe Aune</b> <span>und Per Lund</span></p>', ("Signe Aune", "Per Lund")),
        ('<p class="byline">By Signe Aune and <span>Per Lund</span></p>', ("Signe Aune", "Per Lund")),
        ('<p class="byline">SIGNE AUNE<br>PER LUND</p>', ("Signe Aune", "Per Lund")),
        ('<p class="author">Signe Aune (text), Per Lund (photo)</p>', ("Signe Aune",)),
        ('<p class="author">Signe Aune; photos: Per Lund</p>', ("Signe Aune",)),
        ('<p class="author">Text: Signe Aune, Foto: Per Lund</p>', ("Signe Aune",)),
        ('<p class="byline">Text: <b>Signe Aune</b> Foto: <b>Per Lund</b></p>', ("Signe Aune",)),
        ('<p class="byline">Foto: <b>Per Lund</b></p>', ()),
        ('<p>Theme: <a href="/t">Glass Blower</a> by <a href="/p">pelund</a></p>', ()),
        ('<p class="byline">von Signe Aune<span class="job">Head of Glass</span></p>', ("Signe Aune",)),
    ],
)  # fmt: skip
def test_all_who_wrote_are_read_and_nobody_else(form: str, names: tuple[str, ...]) -> None:
    assert article(form + paragraphs(STORY)).authors == names


@pytest.mark.parametrize("line", NOBODY)
def test_a_page_that_states_such_a_line_as_its_author_states_no_person(line: str) -> None:
    node = {"@type": "NewsArticle", "author": {"@type": "Person", "name": line}}
    stated = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert article(paragraphs(STORY), stated).authors == ()


@pytest.mark.parametrize(
    "section", ["Culture & Society", "Local Affairs", "Valley", "Lindal and Surroundings"]
)
@pytest.mark.parametrize(
    "head",
    ['<meta property="article:section" content="{}">',
     '<script type="application/ld+json">{{"@type": "NewsArticle", "articleSection": "{}"}}</script>',
     '<script type="application/ld+json">{{"@type": "NewsArticle", "articleSection": "{0}", "author": "{0}"}}</script>',
     '<meta name="section" content="{0}"><meta name="author" content="{0}">'],
)  # fmt: skip
def test_the_section_that_a_page_states_is_no_author(section: str, head: str) -> None:
    byline = f'<div class="author">{section}</div>'
    assert article(byline + paragraphs(STORY), head.format(section)).authors == ()
