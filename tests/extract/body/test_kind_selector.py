"""XPaths asked once a kind of element select what they select by themselves."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, fromstring
from trafilatura.xpaths import BODY_XPATH, OVERALL_DISCARD_XPATH

from newsmon.extract.body.kind_selector import KindSelector, discards, text_boxes

NAMES = (
    "article-body", "post", "entry", "content", "main-content", "share-bar", "comments", "teaser",
    "Comment", "infinite-scroll", "sidebar", "caption", "tags", "cookie", "plain", "story-body",
    "hidden", "nav", "mvp-post-add-box", "elementor-share-buttons", "reply-1",
)  # fmt: skip
TAGS = ("div", "section", "article", "main", "aside", "p", "details", "span")


def _page(boxes: str) -> HtmlElement:
    return fromstring(f"<html><body>{boxes}</body></html>")


@st.composite
def boxes(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(st.sampled_from(TAGS))
    attributes = [f'class="{draw(st.sampled_from(NAMES))}"', f'id="{draw(st.sampled_from(NAMES))}"']
    if draw(st.booleans()):
        attributes.reverse()  # which of them is looked at may depend on their order
    inner = draw(st.lists(boxes(depth - 1), max_size=3)) if depth else []
    attributes = attributes[: draw(st.integers(0, 2))]
    return f"<{tag} {' '.join(attributes)}>{''.join(inner)}</{tag}>"


@settings(max_examples=100, deadline=None)
@given(st.lists(boxes(), min_size=1, max_size=3).map("".join))
def test_what_trafilatura_selects_is_selected(markup: str) -> None:
    tree = _page(markup)
    discarded = {e for path in OVERALL_DISCARD_XPATH for e in cast("list[HtmlElement]", path(tree))}
    elements = list(tree.iterdescendants())
    assert discarded <= set(discards()(elements))
    for path, selector in zip(BODY_XPATH, text_boxes(), strict=True):
        assert selector(elements)[:1] == cast("list[HtmlElement]", path(tree))[:1]


def test_lists_go_by_trafilaturas_names_for_them() -> None:
    tree = _page('<ul class="tags"><li class="share-bar">a</li></ul><ol><li>b</li></ol>')
    assert [e.tag for e in discards()(tree.iterdescendants())] == ["ul", "li"]


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        (".//*[self::div][@id='x' or re:test(@id|@class, 'cookie')]",
         '<div class="cookie" id="a">1</div><div id="a" class="cookie">2</div><p id="x">3</p>'),
        (".//*[contains(@style, 'none') or @aria-hidden='true']",
         '<p style="display:none">1</p><b aria-hidden="true">2</b><i aria-hidden="no">3</i>'),
        (".//*[self::p][not(@class='a') and @id]", '<p id="1">1</p><p id="2" class="a">2</p>'),
        (".//*[contains(translate(@class, 'N','n'), 'nav') or @data-x or re:test(@id, '^b', 'i')]",
         '<p class="subNav">1</p><p data-x="">2</p><p id="Bar">3</p><p class="n" id="ab">4</p>'),
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
    assert selector(tree.iterdescendants()) == xpath(tree) != []
    assert selector(tree.iterdescendants()) == xpath(tree)


def test_element_with_a_name_that_none_may_have_is_not_selected() -> None:
    tree = _page('<p class="share-bar">1</p>')
    tree[0][0].set("class", "share-bar")
    assert discards()(tree.iterdescendants()) == [tree[0][0]]
