"""Several articles on one page: the first, under the page's own headline, is its text."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.stories import (
    HEADLINE,
    NEXT_HEADLINE,
    NEXT_STORY,
    STORY,
    WHOLE,
    paragraphs,
    read,
    whole_page,
)

LONG = NEXT_STORY * 3


@pytest.mark.parametrize(
    "box",
    [
        '<div class="story"><h1>{title}</h1><div class="body">{text}</div></div>',
        '<div class="page-item" data-url="/{id}"><h1>{title}</h1>{text}</div>',
        '<div id="post-{id}"><h1>{title}</h1>{text}</div>',
        '<div class="scroll-item"><div class="inner"><h1>{title}</h1><div>{text}</div></div></div>',
        '<section class="story"><header><h1>{title}</h1></header>{text}</section>',
        '<section><h1>{title}</h1>{text}</section>',
        '<div class="article article-{id}"><h1 class="headline">{title}</h1><div class="text">{text}</div></div>',
        '<div class="post"><h2 class="title">{title}</h2><div class="entry">{text}</div></div>',
        '<div class="single"><h1><a href="/{id}">{title}</a></h1>{text}</div>',
        '<div class="loaded"><div class="head"><h1>{title}</h1></div><div class="content">{text}</div></div><hr>',
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{title}</h1><div itemprop="articleBody">{text}</div></div>',
        '<li class="stream-item"><h1>{title}</h1>{text}</li>',
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "following", [[NEXT_STORY], [LONG], [NEXT_STORY, LONG]], ids=["short", "long", "two"]
)
def test_only_the_first_of_several_articles_is_the_text(
    box: str, following: list[list[str]]
) -> None:
    boxes = box.format(id=1, title=HEADLINE, text=paragraphs(STORY))
    for number, lines in enumerate(following, 2):
        boxes += box.format(
            id=number, title=f"{NEXT_HEADLINE}, part {number}", text=paragraphs(lines)
        )
    assert read(whole_page(f"<div id=stream>{boxes}</div>")).text == WHOLE


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_parts_of_one_article_in_boxes_alike_are_all_its_text(tag: str) -> None:
    parts = "".join(
        f'<section class="part"><{tag}>{title}</{tag}>{paragraphs(lines)}</section>'
        for title, lines in (("The fire", STORY[:4]), ("The valley", STORY[4:]))
    )
    text = read(whole_page(f"<main><h1>{HEADLINE}</h1>{parts}</main>")).text
    assert set(STORY) <= set(text.split("\n"))
