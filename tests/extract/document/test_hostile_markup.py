"""Markup that would break a lesser reader: bounded, a reason, no exception."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring
from tests.extract.pages import html, page

from newsmon.extract import extract
from newsmon.extract.prose.prose_blocks import read_prose
from newsmon.model import Article, Reason, Rejection

BOMBS = {
    "ten thousand levels": "<html><body>" + "<div>" * 10_000 + "text" + "</div>" * 10_000,
    "inline nesting": "<p>" + "<b><i>" * 8_000 + "text",
    "enormous spans": "<table><tr>" + '<td colspan="999999999" rowspan="99999999">x</td>' * 3_000 + "</table>",
    "many elements": "<p>x</p>" * 200_000,
    "twenty million characters": "<p>" + "word " * 4_000_000,
    "entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b;</p>',
    "references out of range": "<p>&#x110000; &#xD800; &#0; &#99999999999;</p>",
    "unclosed everything": "<html><head><title><body><p><table><tr><td><script><style><!--",
    "one long attribute": '<p class="' + "author " * 300_000 + '">By x</p>',
    "one long title": "<title>" + "a | b - c : d " * 60_000 + "</title>",
    "nested json": '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>",
    "wide json": '<script type="application/ld+json">[' + '{"@type":"NewsArticle"},' * 50_000 + "{}]</script>",
    "separators": "<p>" + "share " + "! " * 70 + "</p>",
    "headings": "<h1>a</h1>" * 30_000,
    "links": "<p><a href='/author/x'>by von par</a></p>" * 20_000,
    "nothing": "",
    "a frame": "<frameset><frame src=x></frameset>",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_an_article_or_a_reason(name: str) -> None:
    result = extract(page(BOMBS[name]))
    assert isinstance(result, (Article, Rejection))


def test_too_large_is_said() -> None:
    result = extract(page(BOMBS["twenty million characters"]))
    assert isinstance(result, Rejection)
    assert result.reason is Reason.BODY_TOO_LARGE


def test_nul_bytes_do_not_reach_the_article() -> None:
    result = extract(page(html().replace("ferry", "fer\0ry")))
    assert isinstance(result, Article)
    assert "\0" not in result.text + result.title


@pytest.mark.parametrize("character", ["\x08", "\x1b", "\x7f", "\x9b"])
def test_prose_has_no_control_characters(character: str) -> None:
    line = "The first ferry in nine years tied up at the northern harbour on Monday."
    tree = document_fromstring(f"<body><p>{line.replace('first', f'fi{character}rst')}</p></body>")
    assert [block.text for block in read_prose(tree).blocks] == [line]


@settings(max_examples=150)
@given(st.binary(max_size=2_000))
def test_arbitrary_bytes_are_an_article_or_a_reason(body: bytes) -> None:
    assert isinstance(extract(page(body), gate=False), (Article, Rejection))


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class=author>", "</div>", "<h1>", "<article>", "<br>", "<table><tr><td>",
     "<a href=/>", "</a>", "<time datetime=", "'2026", ">", "<script type=application/ld+json>", "{\"@graph\":[",
     "</script>", "By ", "Ada Holm", "A sentence of some length, which ends here. ", "&#0;", "\ud800", "&amp", "<",
     "<blockquote class=twitter-tweet>", "<ul><li>", "<meta property=og:title content='", "'>", "<!--", "]]>"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=60))
def test_broken_markup_is_an_article_or_a_reason(pieces: list[str]) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    assert isinstance(extract(page(body), gate=False), (Article, Rejection))
