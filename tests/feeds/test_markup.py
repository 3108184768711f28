"""Titles, names and summaries as publishers write them, made harmless and plain."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds import markup
from newsmon.feeds.markup import names, plain, plain_line, sanitised

PIECES = (
    "Fares rise", " ", "\n", "caf\u00e9", "a < b", "x > y", "<p>", "</p>", "<br/>", "<BR>", "<b >",
    "<a href='/more'>", '<a href="x?a=1" rel=nofollow>', "</a>", "<a title='x>y'>", "<p/>", "<i",
    "<em class=\"a b\"\n id='c'>", "<a b=c\"d e=\"f>", "<li>", "</li>", "<ul>", "<table>", "<td>",
    "<script>", "</script>", "<textarea>", "<img src='a' alt>", "<h2>", "</h2 x>", "<pre>",
    "<!-- -->", "<a/href='x'>", "<p\u00a0x>", "</br>", "<select>", "&lt;", "&nbsp", "<strong><em>",
    "<svg>",
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Plain &amp; simple", "Plain & simple"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a<br/>b", "a\nb"),
        ("x < y and y > z", "x < y and y > z"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("AT&amp;amp;T", "AT&T"),
        ("<script>evil()</script>kept<style>p{}</style>", "kept"),
        ("caf&eacute;\u200b&nbsp;bar", "café bar"),
        ("5 &lt; 6", "5 < 6"),
        ("", ""),
    ],
)
def test_markup_becomes_text(written: str, read: str) -> None:
    assert plain(written) == read


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_simple_tags_go_as_the_parser_of_html_takes_them_off(
    written: str,
) -> None:
    quick = plain(written, rounds=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "_SIMPLE_TAG", re.compile(r"(?!)"))
        assert quick == plain(written, rounds=1)


@given(st.text(max_size=300))
def test_one_line_stays_one_line(written: str) -> None:
    assert "\n" not in plain_line(written)


def test_tangled_markup_is_stripped_in_linear_time() -> None:
    assert plain("".join(f"<b id={n}>" for n in range(1100)) + "kept") == "kept"
    assert plain("kept" + "<i>" * 9000) == "kept"
    assert plain("<" * 19_000 + "kept").endswith("kept")


@pytest.mark.parametrize(
    ("written", "gone"),
    [
        ('<p onclick="x()">a</p>', "onclick"),
        ('<a href="javascript:x()">a</a>', "javascript"),
        ('<a href="data:text/html,x">a</a>', "data:"),
        ("<iframe src=//evil></iframe>a", "iframe"),
        ("<svg><script>x()</script></svg>a", "script"),
        ('<img src=x onerror="x()">', "onerror"),
        ("<form action=/x><input></form>a", "form"),
        ("<style>@import 'x'</style>a", "import"),
    ],
)
def test_kept_content_cannot_execute(written: str, gone: str) -> None:
    assert gone not in sanitised(written)


def test_content_too_large_to_sanitise_is_left_to_the_page() -> None:
    assert sanitised("<p>" * 1001) == ""
    assert sanitised("a" * 500_001) == ""


@pytest.mark.parametrize(
    ("bylines", "people"),
    [
        (["By Ana Brook"], ("Ana Brook",)),
        (["Ana Brook and Tom Reed"], ("Ana Brook", "Tom Reed")),
        (["Ana Brook, Tom Reed"], ("Ana Brook", "Tom Reed")),
        (["Ana Brook; Tom Reed | Li Wei"], ("Ana Brook", "Tom Reed", "Li Wei")),
        (["desk@example.com (Ana Brook)"], ("Ana Brook",)),
        (["Ana Brook <ana@example.com>"], ("Ana Brook",)),
        (["desk@example.com"], ()),
        (["admin", "None", ""], ()),
        (["https://example.com/ana"], ()),
        (["Ana Brook", "Ana Brook"], ("Ana Brook",)),
        (["<b>Ana</b> Brook"], ("Ana Brook",)),
        (["Anderson Sandberg"], ("Anderson Sandberg",)),
    ],
)
def test_names_are_read_from_bylines(bylines: list[str], people: tuple[str, ...]) -> None:
    assert names(bylines) == people
