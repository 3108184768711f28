"""Empty boxes go, and what they had of text stays where it stood."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, XHTMLParser
from tests.scaling import assert_grows_in_proportion, cpu_seconds

from newsmon.extract.body.hollow import drop_hollow

BOXES = ["div", "span", "p", "img", "section"]
TEXT = st.sampled_from(["", "", " ", "a", "b c "])


def markup(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw a box with what is drawn in it, and text around."""
    return st.builds(
        "<{0}{1}>{2}{3}</{0}>{4}".format,
        st.sampled_from([*BOXES, "b", "td"]),
        st.sampled_from(["", ' class="x"']),
        TEXT,
        inner,
        TEXT,
    )


TREES = st.recursive(
    markup(st.just("")), lambda inner: markup(st.lists(inner, max_size=4).map("".join))
)


def tree_of(inner: str) -> HtmlElement:
    tree: HtmlElement = etree.fromstring(f"<body>{inner}</body>", XHTMLParser())
    return tree


def drop_by_turns(tree: HtmlElement) -> None:
    """Take out element after element, as lxml does it: simple, and slow."""
    for box in reversed(list(tree.iter(*BOXES))):
        hollow = len(box) == 0 and not (box.text and box.text.strip())
        if hollow or (box.tag == "span" and not box.attrib):
            box.drop_tag()


@given(TREES)
def test_it_leaves_what_taking_out_element_after_element_leaves(inner: str) -> None:
    tree = tree_of(inner)
    expected = copy.deepcopy(tree)
    drop_hollow(tree)
    drop_by_turns(expected)
    assert etree.tostring(tree) == etree.tostring(expected)


@pytest.mark.parametrize("unit", ["<p/>", "<p/>word ", "<span>word</span>", "<span><b/></span> x"])
def test_twice_as_many_take_twice_the_time(unit: str) -> None:
    def seconds(count: int) -> float:
        tree = tree_of(unit * count)
        return cpu_seconds(lambda: drop_hollow(tree))

    assert_grows_in_proportion(seconds, 10_000, slack=0.05)
