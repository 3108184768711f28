"""No prose is lost, whatever its box is called; what is not the article's stays out."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, TITLE, html, page, text_of

from newsmon.extract import extract
from newsmon.model import Article

MORE = [
    "Two captains share the watch, and both of them were born on the outer islands before the bridge was planned.",
    "Cargo is loaded at night so that cars can drive on from six in the morning, when the bakery opens its shutters.",
    "Nobody on the quay would say how many winters the engine has left, but the yard in Rauma has offered to look at it.",
    "A second crossing on Sundays depends on the fishermen, who want the southern berth for themselves until the ice breaks.",
]
WHOLE = "\n".join([*BODY, *MORE])


def paragraphs(lines: list[str], attributes: str = "") -> str:
    return "".join(f"<p{attributes}>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "name",
    ["paywall", "comment", "expandable", "swiper-slide", "hide-on-mobile", "paid-content", "sidebar-text",
     "widget-text", "attachment", "blurred", "overlay-text", "rating", "menu-text", "newsletter", "related",
     "cookie-consent", "popup", "share-text", "teaser", "promo"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["class", "id"])
def test_a_name_alone_removes_no_prose(name: str, place: str) -> None:
    second = f'<div {place}="{name}">{paragraphs(MORE)}</div>'
    assert text_of(html(after=second)) == WHOLE
    if place == "class":
        assert text_of(html(after=paragraphs(MORE, f' class="{name}"'))) == WHOLE


@pytest.mark.parametrize(
    "box",
    ['<template shadowrootmode="open">{}</template>', "<noscript>{}</noscript>", "<nav>{}</nav>",
     '<section class="comment">{}</section>', '<form method="post">{}</form>', "<div role=search>{}</div>"],
)  # fmt: skip
def test_a_box_that_usually_holds_no_text_keeps_it_where_it_does(box: str) -> None:
    body = box.format(paragraphs([*BODY, *MORE]))
    markup = f"<html><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>{body}</main></body></html>"
    assert text_of(markup) == WHOLE


@pytest.mark.parametrize("heading", ["h2", "h3", "h4"])
def test_a_heading_in_a_button_or_with_an_id_of_its_words_is_text(heading: str) -> None:
    question = f"<{heading}><button aria-expanded=true>Who pays for the ferry?</button></{heading}>"
    named = f'<{heading} id="cookie-fines-pile-up">Cookie fines pile up</{heading}>'
    markup = html(after=f"{question}<p>{MORE[0]}</p>{named}{paragraphs(MORE[1:])}")
    text = text_of(markup)
    assert "Who pays for the ferry?" in text
    assert "Cookie fines pile up" in text


def test_the_next_article_in_a_box_of_its_own_is_not_this_one() -> None:
    def story(title: str, lines: list[str]) -> str:
        return f'<div class="post"><h1>{title}</h1><div class="entry-content">{paragraphs(lines)}</div></div>'

    stories = story(TITLE, [*BODY, *MORE]) + story("Clock museum closes for its roof", MORE * 2)
    markup = f"<html><head><title>{TITLE}</title></head><body><main>{stories}</main></body></html>"
    assert text_of(markup) == WHOLE


def test_what_asks_or_leads_elsewhere_stays_out_by_its_name() -> None:
    pitch = '<div class="newsletter"><p>The harbour letter comes each Friday, with all boats and every tide.</p><form><input></form></div>'
    assert "Friday" not in text_of(html(after=pitch))


def test_comments_stay_out() -> None:
    thread = "".join(
        f'<div class="item"><b>Reader {n}</b><p>I have waited for this boat for {n} years, and so has my dog.</p></div>'
        for n in range(2, 40)
    )
    assert "my dog" not in text_of(html(after=f'<div id="comments">{thread}</div>'))


def test_what_was_put_back_is_in_the_provenance() -> None:
    second = f'<ps-part class="menu-text">{paragraphs(MORE)}</ps-part>'
    result = extract(page(html(after=second)))
    assert isinstance(result, Article)
    origins = [c.origin for c in result.candidates if c.field == "text"]
    confidence = [c.confidence for c in result.candidates if c.field == "text"]
    assert set(MORE) <= set(result.text.split("\n"))
    assert origins[0] == "blocks"
    assert max(confidence) < 0.9 or origins == ["blocks"]


LEAD = "A crossing that the islands had given up for lost is back, and nobody has found out yet who pays for it"


@pytest.mark.parametrize(
    "head",
    [f'<meta name="description" content="{LEAD}.">',
     f'<meta property="og:description" content="{LEAD}">',
     f'<meta name="twitter:description" content="{LEAD} …">',
     f'<meta name="description" content="{LEAD[:60]}…">',
     f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "description": "{LEAD}"}}</script>'],
)  # fmt: skip
@pytest.mark.parametrize(
    "lead",
    ["<div class=dek>{}</div>", "<p class=summary>{}</p>", "<div><span>By sea.</span> <span>{}</span></div>",
     "<div><div class=lead>{}</div><figure><img src=a.jpg><figcaption>The quay.</figcaption></figure></div>",
     "<div><div class=lead>{}</div><p>Copied to the clipboard, and ready to be sent to your friends.</p></div>"],
)  # fmt: skip
def test_the_standfirst_that_a_page_describes_itself_by_opens_the_text(
    head: str, lead: str
) -> None:
    text = text_of(html(head=head, before=lead.format(LEAD), after=paragraphs(MORE)))
    assert LEAD in text
    assert text.index(LEAD) < text.index(BODY[0])


def test_the_sites_description_above_the_headline_is_no_standfirst() -> None:
    head = f'<meta name="description" content="{LEAD}.">'
    markup = html(head=head, after=paragraphs(MORE)).replace("<main>", f"<p>{LEAD}.</p><main>")
    assert LEAD not in text_of(markup)


def test_a_line_that_sends_its_reader_elsewhere_is_no_standfirst() -> None:
    line = '<div>Follow us on <a href="https://chat.example/">Messenger</a>, where the boats are.</div>'
    assert "Messenger" not in text_of(html(before=line, after=paragraphs(MORE)))


CAPTION = "Ilse Maren at the northern pier on Monday, with the timetable that hung on her wall for nine years."


@pytest.mark.parametrize(
    "box",
    ["<div class=image-widget><img src=a.jpg><p>{}</p></div>",
     "<div class='article__picture'><picture><img src=a.jpg></picture><p>{}</p></div>",
     "<ul><li><div class=frame><img src=a.jpg></div><div class=caption><div>{}</div><div>{}</div></div></li></ul>",
     "<div class='photo wide'><p>{}</p><img src=a.jpg></div>",
     "<div class='story-gallery'><img src=a.jpg><img src=b.jpg><p>{}</p></div>"],
)  # fmt: skip
def test_a_caption_is_told_by_its_picture_and_its_name(box: str) -> None:
    text = text_of(
        html(before=box.format(CAPTION, CAPTION), after=paragraphs(MORE) + box.format(CAPTION, ""))
    )
    assert text == WHOLE


def test_a_part_of_a_text_with_a_picture_and_a_heading_is_text() -> None:
    part = f"<div class=image-text><img src=a.jpg><h3>The wall</h3><p>{CAPTION}</p></div>"
    assert CAPTION in text_of(html(after=paragraphs(MORE) + part))


HIDDEN = ["hidden", 'aria-hidden="true"', 'style="display:none"', 'style="visibility: hidden"']


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(
    "rest",
    ["{paragraphs}", "<div {hidden}>{shown}</div>", "<section {hidden}>{shown}</section>"],
)
def test_hidden_paragraphs_that_go_on_with_the_text_are_text(hidden: str, rest: str) -> None:
    after = rest.format(
        hidden=hidden, paragraphs=paragraphs(MORE, f" {hidden}"), shown=paragraphs(MORE)
    )
    assert text_of(html(after=after)) == WHOLE


@pytest.mark.parametrize("hidden", HIDDEN)
def test_slides_are_text_whichever_is_shown(hidden: str) -> None:
    slides = f'<div class="slide">{paragraphs(BODY)}</div>' + "".join(
        f'<div class="slide off" {hidden}><p>{line}</p></div>' for line in MORE
    )
    assert text_of(html(paragraphs=[], after=slides)) == WHOLE


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(
    "box",
    ["<div class=modal {}><p>The harbour letter comes each Friday, with all boats and tides.</p><form><input></form></div>",
     "<div {}><h3>Sent</h3><p>Friday's letter is on its way to you, and to all your friends.</p></div>",
     "<section {}><p>Friday is when the letter comes. Choose what you want to hear of.</p><p>The letter comes on Friday, and costs nothing.</p><button>Send</button></section>",
     "<aside {}><p>Friday is the day on which the harbour letter comes, as ever.</p></aside>"],
)  # fmt: skip
def test_a_hidden_box_that_asks_for_something_stays_out(hidden: str, box: str) -> None:
    assert "Friday" not in text_of(html(after=paragraphs(MORE) + box.format(hidden)))
