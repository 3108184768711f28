"""The quick reading is trafilatura's own first stage: the same text, or none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from newsmon.extract.body.quick_reading import KindSelector, read_quickly

SENTENCE = "The council met on Tuesday, heard the mayor and voted for the bridge after all. "
NAMES = (
    "article-body", "post", "entry", "content", "main-content", "share-bar", "comments", "teaser",
    "Comment", "infinite-scroll", "sidebar", "caption", "tags", "cookie", "plain", "story-body",
    "hidden", "nav", "mvp-post-add-box", "elementor-share-buttons", "reply-1",
)  # fmt: skip
TAGS = ("div", "section", "article", "main", "aside", "ul", "details")


def _options() -> Any:
    return Extractor(
        fast=True, recall=True, comments=False, dedup=False, tables=True, output_format="python"
    )


def _page(boxes: str) -> HtmlElement:
    return fromstring(f"<html><body>{boxes}</body></html>")


def _plainly(tree: HtmlElement) -> str | None:
    return getattr(bare_extraction(tree, options=_options()), "text", None)


paragraphs = st.builds(lambda name, count: f'<p class="{name}">{SENTENCE * count}</p>',
                       st.sampled_from(NAMES), st.integers(1, 4))  # fmt: skip
headings = st.sampled_from(("<h1>The bridge is to be built</h1>", "<h2>Background of it</h2>"))
lists = st.builds(lambda count: f"<ul>{f'<li>{SENTENCE}</li>' * count}</ul>", st.integers(1, 3))
links = st.just('<p><a href="/b">Another story that is told elsewhere</a></p>')
parts = st.one_of(paragraphs, headings, lists, links)


@st.composite
def boxes(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(st.sampled_from(TAGS))
    attributes = [f'class="{draw(st.sampled_from(NAMES))}"', f'id="{draw(st.sampled_from(NAMES))}"']
    if draw(st.booleans()):
        attributes.reverse()  # which of them is looked at may depend on their order
    inner = parts if depth == 0 else st.one_of(parts, boxes(depth - 1))
    attributes = attributes[: draw(st.integers(0, 2))]
    return f"<{tag} {' '.join(attributes)}>{''.join(draw(st.lists(inner, max_size=4)))}</{tag}>"


@settings(max_examples=150, deadline=None)
@given(st.lists(boxes(), min_size=1, max_size=3).map("".join))
def test_text_is_what_trafilatura_reads_by_itself(markup: str) -> None:
    tree = _page(markup)
    text = read_quickly(tree, _options())
    assert text is None or text == _plainly(tree)


def test_long_article_is_read_quickly_and_its_tree_stays_as_it_is() -> None:
    tree = _page(f'<div class="article-body"><p>{SENTENCE * 6}</p><p>{SENTENCE * 5}</p></div>')
    before = etree.tostring(tree)
    assert (read_quickly(tree, _options()) or "").count("council") == 11
    assert etree.tostring(tree) == before


def test_short_text_is_left_to_the_stages_that_follow() -> None:
    assert read_quickly(_page(f"<article><p>{SENTENCE}</p></article>"), _options()) is None


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        (".//*[self::div][@id='x' or re:test(@id|@class, 'cookie')]",
         '<div class="cookie" id="a">1</div><div id="a" class="cookie">2</div><p id="x">3</p>'),
        (".//*[contains(@style, 'none') or @aria-hidden='true']",
         '<p style="display:none">1</p><b aria-hidden="true">2</b><i aria-hidden="no">3</i>'),
        (".//article", "<article>1</article><div><article>2</article></div>"),
        (".//*[self::div][@role='nav']", '<o:div role="nav">1</o:div><div role="nav">2</div>'),
    ],
)  # fmt: skip
def test_selector_finds_what_its_xpath_finds_however_often_it_is_asked(
    path: str, markup: str
) -> None:
    xpath = etree.XPath(path, namespaces={"re": "http://exslt.org/regular-expressions"})
    selector = KindSelector([xpath])
    tree = _page(markup)
    assert selector(tree) == xpath(tree) != []
    assert selector(tree) == xpath(tree)
