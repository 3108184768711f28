"""Names, ids and unusual tags around prose of the article: none of them removes it."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.stories import (
    HEADLINE,
    NEXT_STORY,
    STORY,
    WHOLE,
    article,
    paragraphs,
    read,
    whole_page,
)

SECOND = paragraphs(STORY[4:])


@pytest.mark.parametrize(
    "page",
    [
        '<div class="comment"><h1>{title}</h1>{text}</div>',
        '<div id="comment"><h1>{title}</h1>{text}</div>',
        '<section class="comments"><header><h1>{title}</h1></header>{text}</section>',
        '<h1>{title}</h1><div class="comment-body">{text}</div>',
        '<h1>{title}</h1><div class="comment-content"><div class="comment-text">{text}</div></div>',
        '<h1>{title}</h1><div class="opinion opinion--comment">{text}</div>',
        '<main class="section-comments"><h1>{title}</h1><div class="text">{text}</div></main>',
        '<article class="comment is-free"><h1>{title}</h1><div>{text}</div></article>',
        '<h1>{title}</h1><section id="comments">{text}</section>',
        '<div id="comments-page"><h1>{title}</h1><div class="kommentar">{text}</div></div>',
        '<div class="type-comment"><p class="kicker">Comment</p><h1>{title}</h1><div class="comment__body">{text}</div></div>',
        '<h1>{title}</h1><div class="commentaire">{text}</div>',
        '<h1>{title}</h1><div id="respond">{text}</div>',
        '<h1>{title}</h1><div class="forum">{text}</div>',
        '<h1>{title}</h1><div class="hidden">{text}</div>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("thread", [False, True], ids=["alone", "with readers"])
def test_an_opinion_in_a_box_called_comment_is_text_and_readers_are_not(
    page: str, thread: bool
) -> None:
    content = page.format(title=HEADLINE, text=paragraphs(STORY))
    if thread:
        readers = (
            f"<li><b>Reader {n}</b><p>I have read this {n} times, and I do not agree with any of it.</p></li>"
            for n in range(2, 9)
        )
        content += f'<ol class="comment-list">{"".join(readers)}</ol>'
    assert read(whole_page(content)).text == WHOLE


@pytest.mark.parametrize(
    "content",
    [
        "{first}<noscript>{second}</noscript>",
        "<noscript>{first}{second}</noscript>",
        "{first}<nav class=chapters>{second}</nav>",
        "<nav>{first}{second}</nav>",
        '<x-story><template shadowrootmode="open"><div>{first}</div></template></x-story><div>{second}</div>',
        '<x-story><template shadowrootmode="closed"><slot></slot>{first}{second}</template></x-story>',
        '<x-a><template shadowrootmode="open"><x-b><template shadowrootmode="open">{first}{second}</template></x-b></template></x-a>',
        "{first}<menu>{second}</menu>",
        '<div role="navigation">{first}{second}</div>',
        "{first}<form action=/save>{second}<input type=hidden name=a></form>",
        "{first}<details>{second}</details>",
        "{first}<details open><summary>Go on</summary>{second}</details>",
        '{first}<div class="collapse" id="more" aria-hidden="true">{second}</div>',
        '{first}<div class="read-more-content" style="display:none">{second}</div>',
        "<figure>{first}{second}</figure>",
    ],
)  # fmt: skip
def test_prose_is_text_in_whatever_tag_it_stands(content: str) -> None:
    text = article(content.format(first=paragraphs(STORY[:4]), second=SECOND)).text
    assert set(STORY) <= set(text.split("\n"))


@pytest.mark.parametrize(
    "question",
    [
        "<h2><button>{}</button></h2>",
        "<h3 class=accordion-header><button class=accordion-button aria-expanded=false aria-controls=a1>{}</button></h3>",
        "<div class=accordion-title role=heading><button>{}</button></div>",
        "<button class=accordion aria-expanded=false>{}</button>",
        "<dl><dt><button aria-controls=b1>{}</button></dt></dl>",
        "<h3><a role=button href='#a1'>{}</a></h3>",
        "<details><summary>{}</summary></details>",
        "<div class=question><span role=button aria-expanded=true>{}</span></div>",
        "<h4><button><span>{}</span><svg></svg></button></h4>",
        "<summary><h3>{}</h3></summary>",
    ],
)  # fmt: skip
def test_questions_of_an_accordion_are_text_with_their_answers(question: str) -> None:
    questions = ["Who lit the furnace?", "Who pays for the sand?", "How long will it burn?"]
    answers = [STORY[:3], STORY[3:5], STORY[5:]]
    parts = "".join(
        f"<div class=item>{question.format(q)}<div class=panel>{paragraphs(a)}</div></div>"
        for q, a in zip(questions, answers, strict=True)
    )
    text = article(parts).text
    assert {*questions, *STORY} <= {line.removeprefix("- ") for line in text.split("\n")}


IDS = [
    "comments-on-the-budget", "related-parties", "newsletter-affair", "subscription-fraud", "cookie-tax",
    "recommended-by-the-court", "popular-vote", "sponsored-clubs", "recent-floods", "donation-scandal",
    "promo-tour", "widget-makers", "sharing-the-water", "breadcrumb-trail", "advertisement-ban",
    "paywall-debate", "footer-of-the-bill", "sidebar-deal", "hidden-costs", "social-media-ban",
]  # fmt: skip


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize(
    "part",
    [
        '<section id="{id}"><h2>{heading}</h2>{text}</section>',
        '<div id="{id}"><h3>{heading}</h3>{text}</div>',
        '<h2 id="{id}">{heading}</h2>{text}',
        '<h2><span id="{id}">{heading}</span></h2>{text}',
        '<h3 id="h-{id}" class="heading">{heading} <a class="anchor" href="#h-{id}">#</a></h3>{text}',
        '<div id="{id}" class="chapter"><h2>{heading}</h2><div>{text}<p><a href="/a">The ruling of the ombudsman in full</a></p></div></div>',
    ],
)  # fmt: skip
def test_an_id_made_of_a_headings_words_removes_nothing(name: str, part: str) -> None:
    heading = name.replace("-", " ").capitalize()
    text = article(paragraphs(STORY[:4]) + part.format(id=name, heading=heading, text=SECOND)).text
    assert {heading, *STORY} <= {line.removesuffix(" #") for line in text.split("\n")}


@pytest.mark.parametrize(
    "name",
    ["paywall", "teaser", "expandable", "swiper-slide", "promo", "hidden", "ad-free", "subscriber-only",
     "premium-content", "meter", "collapse", "sponsored", "related-text", "social", "share", "caption",
     "tags", "nav-text", "footer-note", "author-text", "lightbox", "tooltip", "print-only", "noprint",
     "d-none d-md-block", "sr-only", "meta", "byline", "infobox", "shoutbox", "disclaimer", "subtitle"],
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ["paragraphs", "later paragraphs", "box", "later box", "each in a box", "nested"]
)
def test_a_class_alone_removes_no_paragraph(name: str, form: str) -> None:
    attribute = f'class="{name}"'
    contents = {
        "paragraphs": paragraphs(STORY, attribute),
        "later paragraphs": paragraphs(STORY[:4]) + paragraphs(STORY[4:], attribute),
        "box": f"<div {attribute}>{paragraphs(STORY)}</div>",
        "later box": f"{paragraphs(STORY[:4])}<div {attribute}>{SECOND}</div>",
        "each in a box": "".join(f"<div {attribute}><p>{line}</p></div>" for line in STORY),
        "nested": f"<div class=body>{paragraphs(STORY[:4])}<div {attribute}><div class=inner>{SECOND}</div></div></div>",
    }
    assert article(contents[form]).text == WHOLE


def signed(lines: list[str], names: list[str]) -> str:
    """Return lines as boxes, each under a name."""
    return "".join(
        f"<div class=item><b>{name}</b><p>{line}</p></div>"
        for name, line in zip(names, lines, strict=True)
    )


BOXES = ['<div id="comments">{}</div>', '<section class="comment-section"><h3>Voices</h3><div>{}</div></section>',
         '<div class="kommentare"><h2>Voices</h2>{}</div>', '<div class="comment"><div><div>{}</div></div></div>']  # fmt: skip


@pytest.mark.parametrize("box", BOXES)
def test_a_round_table_is_no_thread_of_comments(box: str) -> None:
    turns = signed(NEXT_STORY * 2, ["Solvang:", "Aune:"] * 4)
    text = article(paragraphs(STORY) + box.format(turns)).text
    assert {*STORY, *NEXT_STORY} <= set(text.split("\n"))


@pytest.mark.parametrize("box", BOXES)
def test_a_thread_of_comments_within_the_box_of_an_opinion_is_not_its_text(box: str) -> None:
    lines = [
        f"I have read this {n} times, and I do not agree with any of it." for n in range(2, 12)
    ]
    thread = signed(lines, [f"Reader {n}" for n in range(2, 12)])
    content = (
        f'<div class="opinion"><h1>{HEADLINE}</h1>{paragraphs(STORY)}{box.format(thread)}</div>'
    )
    assert read(whole_page(content)).text == WHOLE


@pytest.mark.parametrize(
    "thread",
    [
        '<div class="box commentlinks"><ul>{}</ul></div>',
        '<ul class="forum">{}</ul>',
        '<div id="forum"><ol class="thread">{}</ol></div>',
    ],
)
def test_readers_after_an_article_are_none_of_its_text_whatever_their_thread_is_called(
    thread: str,
) -> None:
    reader = "<li><b>Reader {n}</b><p>I have read all of this {n} times, and I do not agree with any of it.</p>{reply}</li>"
    reply = f"<ul class=thread>{reader.format(n=9, reply='')}</ul>"
    readers = "".join(reader.format(n=n, reply=reply) for n in range(2, 9))
    content = f"<h1>{HEADLINE}</h1><div>{paragraphs(STORY)}</div>{thread.format(readers)}"
    assert read(whole_page(content)).text == WHOLE


def test_a_span_called_hidden_says_nothing() -> None:
    data = '<span class="hidden"><span>https://news.example.org/pier.jpg 540 960 Desk, the photograph of the day, by the desk itself.</span></span>'
    content = f"<article><h1>{HEADLINE}</h1>{paragraphs(STORY)}{data}</article>"
    assert read(whole_page(content)).text == WHOLE


@pytest.mark.parametrize(
    "picture",
    [
        '<div class="slide"><img src="/pier.jpg" alt=""><div class="caption"><p>{}</p></div></div>',
        "<figure><img src='/pier.jpg' alt=''><figcaption>{}</figcaption></figure>",
        '<figure class="text-block"><p>{}</p></figure>',
    ],
)
def test_captions_are_the_text_where_a_page_has_no_other(picture: str) -> None:
    pictures = "".join(picture.format(line) for line in STORY)
    assert read(whole_page(f"<div><h1>{HEADLINE}</h1>{pictures}</div>")).text == WHOLE


def test_a_hidden_tab_like_the_one_that_is_shown_is_text() -> None:
    tab = '<div class="tab-pane" style="display:{}">{}</div>'
    tabs = tab.format("block", paragraphs(STORY[:4])) + tab.format("none", SECOND)
    assert read(whole_page(f"<article><h1>{HEADLINE}</h1>{tabs}</article>")).text == WHOLE
