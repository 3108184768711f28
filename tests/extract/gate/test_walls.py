"""Walls before articles: a stub is a rejection, a whole text an article whatever the page says."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.body.test_prose_check import MORE, WHOLE, paragraphs
from tests.extract.pages import BODY, TITLE, html, page

from newsmon.extract import extract
from newsmon.model import Article, Reason, Rejection

WALL = "<div class=box><h3>Keep reading with a subscription</h3><p>Already a subscriber? Log in.</p><button>Subscribe</button></div>"
BYLINE = "<p class=byline>By Ilse Maren</p><p>18 May 2026</p>"


def stated(facts: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", {facts}}}</script>'


PART = '{"@type": "WebPageElement", "isAccessibleForFree": %s, "cssSelector": ".box"}'
NOT_FREE = [
    stated('"isAccessibleForFree": false'),
    stated('"isAccessibleForFree": "False"'),
    stated('"isAccessibleForFree": "http://schema.org/False"'),
    stated(f'"hasPart": {PART % "false"}'),
    stated('"hasPart": [' + PART % '"false"' + "]"),
    '<meta property="article:content_tier" content="locked">',
]


@pytest.mark.parametrize("head", NOT_FREE)
@pytest.mark.parametrize("wall", ["", WALL])
def test_a_stub_with_headline_and_byline_of_a_page_that_is_not_free(head: str, wall: str) -> None:
    result = extract(page(html(head=head, before=BYLINE, paragraphs=BODY[:1], after=wall)))
    assert isinstance(result, Rejection), result
    assert result.reason is Reason.PAYWALL


@pytest.mark.parametrize("head", NOT_FREE)
@pytest.mark.parametrize("wall", ["", WALL])
def test_the_whole_text_in_spite_of_the_flag_is_an_article(head: str, wall: str) -> None:
    result = extract(page(html(head=head, after=paragraphs(MORE) + wall)))
    assert isinstance(result, Article), result
    assert result.text == WHOLE
    assert result.paywalled


WALLS = [
    WALL,
    f"<aside>{WALL}</aside>",
    f"<div role=dialog>{WALL}</div>",
    f'<div style="display:none">{WALL}</div>',
    "<p>To keep reading, please become a member.</p>",
    "<p>This story is available to subscribers only.</p>",
    "<div><h2>Weiterlesen mit dem Hafenabo</h2><a href=/abo>Jetzt testen</a></div>",
    "<p>Dieser Artikel ist nur für Abonnenten lesbar.</p>",
    "<section><p>Il vous reste 57 % de cet article à lire. La suite est réservée aux abonnés.</p></section>",
    "<div><p>Este contenido es exclusivo para suscriptores.</p></div>",
    "<div><p>Logga in eller bli prenumerant för att läsa vidare.</p></div>",
    "<p>この記事は有料会員限定です。</p>",
    "<p>Чтобы прочитать статью целиком, оформите подписку.</p>",
]


@pytest.mark.parametrize("wall", WALLS)
def test_what_a_wall_says_counts_wherever_it_stands_after_the_headline(wall: str) -> None:
    result = extract(page(html(before=BYLINE, paragraphs=BODY[:2], after=wall)))
    assert isinstance(result, Rejection), result
    assert result.reason is Reason.PAYWALL


ABOUT = [
    "The Courier wants readers to subscribe to read its island pages from June on, its publisher said.",
    "Members of the rowing club may read this year's full list of races at the pier from Monday on.",
    "Whoever wants to sign up for the crossing can do so at the bakery, which is open from six.",
]


@pytest.mark.parametrize("line", ABOUT)
def test_a_short_article_may_speak_of_members_and_subscriptions(line: str) -> None:
    head = stated('"isAccessibleForFree": true')
    assert isinstance(extract(page(html(head=head, paragraphs=[line, *BODY]))), Article)


@pytest.mark.parametrize(
    "pitch",
    ["<div class=newsletter><p>Subscribe to our harbour letter.</p><form><input></form></div>",
     "<p>Log in to comment.</p>", "<footer><a href=/abo>Subscriptions</a> <a href=/login>Log in</a></footer>",
     "<aside><a href=/p>Why the bakery opens at six (for members)</a></aside>"],
)  # fmt: skip
def test_a_short_article_beside_a_pitch_is_an_article(pitch: str) -> None:
    assert isinstance(extract(page(html(after=pitch))), Article)


def test_a_wall_in_the_menu_above_the_headline_is_none() -> None:
    menu = "<div><p>Subscribe to read the full paper on your phone.</p></div>"
    assert isinstance(extract(page(html().replace("<main>", f"{menu}<main>"))), Article)


def test_the_whole_text_stated_behind_a_wall_is_an_article() -> None:
    body = " ".join([*BODY, *MORE])
    head = stated(f'"isAccessibleForFree": false, "articleBody": "{body}"')
    result = extract(page(html(head=head, paragraphs=BODY[:1], after=WALL)))
    assert isinstance(result, Article), result
    assert MORE[-1] in result.text
