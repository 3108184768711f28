"""Pages that are no articles, each with its reason."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, html, page

from newsmon.extract import extract
from newsmon.model import Article, Kind, Reason, Rejection


def bare(body: str, title: str = "Courier", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


PAGES = [
    (Reason.NO_TEXT, bare("")),
    (Reason.TOO_SHORT, bare("<article><p>The ferry left at noon, and nobody was aboard.</p></article>")),
    (Reason.SOFT_404, bare("<h1>Page not found</h1><p>Try the front page or search for what you need.</p>", "Page not found")),
    (Reason.SOFT_404, bare("<main><p>Sorry, the page you are looking for has moved or been taken down by our editors.</p></main>")),
    (Reason.SOFT_404, bare("<h1>Seite nicht gefunden</h1><p>Bitte prüfen Sie die Adresse.</p>", "Seite nicht gefunden")),
    (Reason.CONSENT_WALL, bare("<div><h2>Before you continue</h2><p>We and our 812 partners store and/or access information on a device to show you advertisements.</p><button>Accept all</button></div>")),
    (Reason.NEEDS_JAVASCRIPT, bare("<div id=app></div><noscript>You need to enable JavaScript to run this app.</noscript>")),
    (Reason.NEEDS_JAVASCRIPT, bare("<h1>One moment</h1><p>Checking if the site connection is secure. This takes a few seconds.</p>")),
    (Reason.PAYWALL, html(paragraphs=["The first ferry in nine years tied up on Monday.", "Subscribe to continue reading this story and support the harbour desk."])),
    (Reason.NOT_ARTICLE, html(head='<meta property="og:type" content="video.other">', paragraphs=BODY[:2])),
    (Reason.NOT_ARTICLE, html(head='<script type="application/ld+json">{"@type": "JobPosting", "name": "Deckhand"}</script>', paragraphs=BODY[:2])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "markup"), PAGES, ids=lambda v: v.value if isinstance(v, Reason) else ""
)
def test_what_is_no_article_is_rejected_with_its_reason(reason: Reason, markup: str) -> None:
    result = extract(page(markup))
    assert isinstance(result, Rejection), result
    assert result.reason is reason


def test_a_long_article_may_speak_of_cookies_and_missing_pages() -> None:
    line = "The ministry's site answered “page not found” for a week, and we use cookies, it said, was all that it showed."
    result = extract(page(html(paragraphs=[*BODY, line, *[f"{p} Again." for p in BODY]])))
    assert isinstance(result, Article)


def test_a_short_flash_is_an_article() -> None:
    flash = " ".join(BODY[:2])
    assert isinstance(extract(page(html(paragraphs=[flash]))), Article)


FLASH = "The harbour bridge opened to traffic on Monday, four years late, the ministry said."


def test_a_sentence_that_was_given_as_text_is_an_article_and_two_words_are_not() -> None:
    assert isinstance(extract(page(FLASH, content_type="text/plain")), Article)
    two = extract(page("Bridge opens.", content_type="text/plain"))
    assert isinstance(two, Rejection)
    assert two.reason is Reason.TOO_SHORT


def test_a_sentence_on_a_page_is_as_likely_to_be_its_boilerplate() -> None:
    result = extract(page(html(paragraphs=[FLASH])))
    assert isinstance(result, Rejection)
    assert result.reason is Reason.TOO_SHORT


def live(*addresses: str) -> str:
    posts = ", ".join(
        f'{{"@type": "BlogPosting", "headline": "Post {n}", "url": "{address}"}}'
        for n, address in enumerate(addresses)
    )
    stated = f'{{"@type": "LiveBlogPosting", "headline": "x", "liveBlogUpdate": [{posts}]}}'
    return html(head=f'<script type="application/ld+json">{stated}</script>', paragraphs=BODY * 3)


def test_a_live_blog_is_an_article_and_so_is_a_post_with_its_own_address() -> None:
    blog = "https://news.example.org/live/strike"
    places = [f"{blog}#post-{n}" for n in range(6)]
    addresses = [f"{blog}/post-{n}" for n in range(6)]
    for markup in (live(*places), live(*addresses)):
        result = extract(page(markup, url=blog))
        assert isinstance(result, Article)
        assert result.kind is Kind.LIVE_BLOG
    post = extract(page(live(*addresses), url=addresses[3]))
    assert isinstance(post, Article)
    assert post.kind is Kind.ARTICLE


@pytest.mark.parametrize("kind", ["JobPosting", "CollectionPage", "SearchResultsPage"])
def test_what_calls_itself_something_else_is_no_article_however_long(kind: str) -> None:
    stated = f'<script type="application/ld+json">{{"@type": "{kind}", "name": "x"}}</script>'
    result = extract(page(html(head=stated, paragraphs=BODY * 4)))
    assert isinstance(result, Rejection)
    assert result.reason is Reason.NOT_ARTICLE


SUMMARY = "Part {n} tells what happened at the pier on that day, who was there to see it, and what the harbour office said of it in the end."
HEADING = "The council speaks of pier number {n} again"
FRONTS = [
    '<div class="item"><h3><a href="/harbour/part-{n}">' + HEADING + "</a></h3><time>{n} May 2026</time><p>" + SUMMARY + "</p></div>",
    '<li><a href="https://news.example.org/harbour/part-{n}"><h2>' + HEADING + "</h2><p>" + SUMMARY + "</p></a></li>",
    '<div><div class="t"><a href="part-{n}.html">' + HEADING + '</a></div><div class="s">' + SUMMARY + "</div></div>",
]  # fmt: skip


@pytest.mark.parametrize("teaser", FRONTS)
def test_a_list_of_teasers_is_no_article_even_if_it_does_not_say_so(teaser: str) -> None:
    front = "".join(teaser.replace("{n}", str(n)) for n in range(1, 10))
    result = extract(page(bare(f"<main><h1>Harbour news</h1>{front}</main>", "Harbour news")))
    assert isinstance(result, Rejection)
    assert result.reason is Reason.NOT_ARTICLE


@pytest.mark.parametrize("teaser", FRONTS)
def test_an_article_above_a_list_of_teasers_is_one(teaser: str) -> None:
    more = "".join(teaser.replace("{n}", str(n)) for n in range(1, 10))
    result = extract(
        page(html(paragraphs=BODY * 2).replace("</main>", f"</main><div>{more}</div>"))
    )
    assert isinstance(result, Article)


def test_an_article_in_the_form_of_a_list_is_one() -> None:
    places = "".join(
        f'<h2><a href="/places/{n}">{n}. The pier of the island in the {side}</a></h2>'
        + "".join(f"<p>{line} That goes for the {side}.</p>" for line in BODY)
        for n, side in enumerate(("north", "south", "east", "west", "bay", "strait", "sound"), 1)
    )
    markup = bare(
        f"<article><h1>Seven piers worth the crossing</h1><p>{BODY[0]}</p>{places}</article>"
    )
    assert isinstance(extract(page(markup)), Article)


def test_what_calls_itself_an_article_may_be_a_list_of_summaries() -> None:
    digest = "".join(FRONTS[0].replace("{n}", str(n)) for n in range(1, 10))
    head = '<meta property="og:type" content="article">'
    assert isinstance(extract(page(bare(f"<main>{digest}</main>", head=head))), Article)
