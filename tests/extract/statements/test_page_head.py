"""The head of a page: statements by subject, whatever the element's attribute and case."""

from __future__ import annotations

import lxml.html
import pytest

from newsmon.extract.statements.page_head import Head, read_head


def head(markup: str) -> Head:
    return read_head(
        lxml.html.document_fromstring(f"<html lang='de-AT'><head>{markup}</head></html>")
    )


def test_an_empty_head_states_nothing_but_the_language() -> None:
    assert head("") == Head(language="de-AT")


@pytest.mark.parametrize("attribute", ["property", "name", "itemprop", "http-equiv"])
def test_the_name_stands_in_any_of_four_attributes_in_any_case(attribute: str) -> None:
    assert head(f'<meta {attribute}=" OG:Title " content="Ferry  fares">').og_title == "Ferry fares"


def test_the_most_telling_name_counts_and_of_one_name_the_first() -> None:
    dates = (
        '<meta name="pubdate" content="2026-01-02">'
        '<meta property="article:published_time" content="2026-01-03">'
        '<meta property="article:published_time" content="2026-01-04">'
    )
    assert head(dates).published == "2026-01-03"


def test_a_day_that_may_be_the_systems_is_told_from_publication() -> None:
    read = head('<meta name="date" content="2026-01-02">')
    assert (read.published, read.dated) == ("", "2026-01-02")


@pytest.mark.parametrize("rel", ["canonical", "CANONICAL", "canonical nofollow"])
def test_a_link_is_canonical_by_any_of_its_words(rel: str) -> None:
    link = f'<link rel="{rel}" href="https://h.example/1">'
    tree = lxml.html.document_fromstring(f"<html><head>{link}</head><body></body></html>")
    assert read_head(tree).canonical == "https://h.example/1"


def test_bylines_are_by_the_elements_name() -> None:
    bylines = '<meta name="author" content="Ada Roth"><meta name="author" content="Ben Kerr">'
    assert head(bylines + '<meta name="byl" content="By Ada Roth">').authors == (
        ("Ada Roth", "Ben Kerr"),
        ("By Ada Roth",),
    )


@pytest.mark.parametrize(("label", "is_author"), [("Written by", True), ("Price", False)])
def test_a_twitter_card_names_an_author_where_its_label_says_so(
    label: str, is_author: bool
) -> None:
    card = f'<meta name="twitter:label1" content="{label}">'
    read = head(card + '<meta name="twitter:data1" content="Ada Roth">')
    assert read.authors == ((("Ada Roth",),) if is_author else ())


def test_sites_name_themselves_without_the_sign_of_a_handle() -> None:
    names = '<meta name="twitter:site" content="@harbourdaily">'
    names += '<meta property="og:site_name" content="Harbour Daily">'
    assert head(names).site_names == ("Harbour Daily", "harbourdaily")
