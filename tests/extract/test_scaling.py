"""Twice the page takes twice the work, or little more, whatever shape its markup has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

import pytest
from tests.scaling import assert_grows_in_proportion, cpu_seconds

from newsmon.extract import extract
from newsmon.model import Article, Page, Rejection

pytestmark = pytest.mark.slow

PAGE = "<html lang=en><head><title>T</title>{head}</head><body><article><h1>T</h1>{body}</article>"
SIZE = 60_000  # characters, then twice as many; at this size squares took seconds
SLACK = 0.3  # seconds: what a busy machine adds
SENTENCE = "The harbour of {} was opened again on Monday after two years of work. "
NOW = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)

Shape = Callable[[int], str]


def body(unit: str) -> Shape:
    return lambda size: PAGE.format(head="", body=unit * (size // len(unit)))


def head(unit: str) -> Shape:
    return lambda size: PAGE.format(head=unit * (size // len(unit)), body="<p>word")


def prose(size: int) -> str:
    paragraphs = (f"<p>{SENTENCE.format(n) * 2}</p>" for n in range(size // 150))
    return PAGE.format(head="", body="".join(paragraphs))


def nested(tag: str, depth: int) -> Shape:
    """Blocks of elements within each other, word by word."""
    name = tag.split(maxsplit=1)[0]
    block = f"<{tag}>word " * depth + f"</{name}>" * depth
    return lambda size: PAGE.format(head="", body=block * (size // len(block)))


def live(size: int) -> str:
    post = '{{"@type":"BlogPosting","headline":"h {0}","articleBody":"text of post {0}"}}'
    posts = ",".join(post.format(number) for number in range(size // 70))
    stated = f'{{"@type":"LiveBlogPosting","liveBlogUpdate":[{posts}]}}'
    return PAGE.format(head=f'<script type="application/ld+json">{stated}</script>', body="<p>word")


SHAPES: dict[str, Shape] = {
    "prose": prose,
    "open links": body("<a href=x>"),
    "open links with words": body("<a href=x>word "),
    "open spans": body("<span>word "),
    "spans within each other": nested("span", 200),
    "links within each other": nested("a href=x", 200),
    "buttons within each other": nested("button", 200),
    "buttons": body("<button>word</button>"),
    "spans": body("<span>word</span> "),
    "empty paragraphs": body("<p>"),
    "paragraphs of a word": body("<p>word."),
    "empty boxes": body("<div></div>word "),
    "boxes": body("<div>word</div>"),
    "lists": body("<li>word"),
    "cells": body("<td>word"),
    "forms": body("<form>word</form>"),
    "headings": body("<h2>word</h2>"),
    "bylines": body("<p class=byline>By A B and C D</p>"),
    "dates": body("<span class=date>1 January 2026</span>"),
    "times": body("<time datetime=2026-01-01>1 Jan 2026</time>"),
    "comments of readers": body("<div class=comment><p>word</p></div>"),
    "pointers": body("<p>Read also: <a href=x>word</a></p>"),
    "articles": body("<article><h2>word</h2><p>word</p></article>"),
    "pictures": body("<figure><img src=x><figcaption>word</figcaption></figure>"),
    "open comments": body("<!--"),
    "references": body("&x"),
    "quotes that do not end": body("<a b='"),
    "a word": body("w"),
    "sentences on a line": body("A word. "),
    "meta elements": head("<meta property='article:tag' content='A B'>"),
    "hidden boxes": body(f"<div hidden><p>{SENTENCE}</p></div>"),
    "agencies": body("<p>(AP)</p>"),
    "scripts": head("<script>x</script>"),
    "JSON-LD": head('<script type="application/ld+json">{"@type":"NewsArticle"}</script>'),
    "posts of a live blog": live,
}


def seconds(markup: bytes) -> float:
    page = Page("http://h.example/a", "http://h.example/a", markup, "text/html", None, NOW)
    results: list[object] = []
    spent = cpu_seconds(lambda: results.append(extract(page)))
    assert isinstance(results[0], Article | Rejection)
    return spent


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_with_the_page(name: str) -> None:
    shape = SHAPES[name]
    assert_grows_in_proportion(lambda size: seconds(shape(size).encode()), SIZE, slack=SLACK)
