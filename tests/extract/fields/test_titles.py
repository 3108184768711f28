"""The headline among what a page calls its title."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.pages import page

from newsmon.extract import extract
from newsmon.model import Article

TEXT = (
    "<p>"
    + "The harbour master spoke to reporters for an hour about the new timetable. " * 6
    + "</p>"
)


def title_of(head: str, body: str) -> str:
    result = extract(page(f"<html><head>{head}</head><body>{body}{TEXT}</body></html>"), gate=False)
    assert isinstance(result, Article)
    return result.title


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            '<title>Old lighthouse sold for one krone - The Daily Tide</title><meta property="og:site_name" content="The Daily Tide">',
            "", "Old lighthouse sold for one krone",
        ),
        ("<title>Daily Tide: Old lighthouse sold</title>", "<h1>Old lighthouse sold</h1>", "Old lighthouse sold"),
        ("<title>Storm closes three bridges | Weather | Tide</title>", "", "Storm closes three bridges"),
        (
            '<title>Storm bridges closed news</title><meta property="og:title" content="Storm bridges closed news">',
            "<h1>Storm closes three bridges in one night</h1>", "Storm closes three bridges in one night",
        ),
        (
            "<title>Three bridges closed - Tide</title>",
            '<h1><a href="/">Tide</a></h1><h2 class="entry-title">Three bridges closed</h2>', "Three bridges closed",
        ),
        (
            "<title>Three bridges closed by the storm - Tide</title>",
            "<h1><span>Weather</span> <span>Three bridges closed by the storm</span></h1>",
            "Three bridges closed by the storm",
        ),
        ("<title>«Nobody warned us»</title>", "<h1>«Nobody warned us»</h1>", "«Nobody warned us»"),
        ("<title>»Nobody warned us«</title>", "", "»Nobody warned us«"),
        (
            '<title>Bridges: what to do in the storm - Tide</title><meta property="og:title" content="What to do about bridges in a storm">',
            "<article><ul><li><h1>Bridges: what to do in the storm</h1></li></ul><h2><span>Weather</span><span>Three bridges shut in the storm</span></h2></article>",
            "Weather: Three bridges shut in the storm",
        ),
        (
            '<title>Bridges: storm shuts three</title><meta property="og:title" content="Bridges: storm shuts three">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridges: storm shuts three"}</script>',
            "<h1>Three bridges shut after the storm</h1>", "Three bridges shut after the storm",
        ),
        (
            '<title>Storm shuts three bridges</title><meta property="og:title" content="Storm shuts three bridges">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Storm shuts three bridges"}</script>',
            "<h1>Readers tell of the winter</h1>", "Storm shuts three bridges",
        ),
        (
            '<title>Old Harbour: a walk in the storm</title><meta property="og:title" content="Old Harbour: a walk in the storm">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old Harbour: a walk in the storm"}</script>',
            "<h2>Old Harbour</h2>", "Old Harbour: a walk in the storm",
        ),
        ('<title>세 다리가 폭풍으로 닫혔다ㅣ항구신문</title><meta property="og:site_name" content="항구신문">', "", "세 다리가 폭풍으로 닫혔다"),
        ('<title>嵐で三つの橋が閉鎖｜港新聞</title><meta property="og:site_name" content="港新聞">', "", "嵐で三つの橋が閉鎖"),
        ("<title>Ports - and what they cost</title>", "<h1>Ports - and what they cost</h1>", "Ports - and what they cost"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_site(head: str, body: str, expected: str) -> None:
    assert title_of(head, body) == expected


def test_a_page_without_any_title_has_an_empty_one() -> None:
    assert title_of("", "") == ""


def test_reading_aids_are_no_part_of_a_title() -> None:
    assert (
        title_of("", "<h1><ruby>港<rt>みなと</rt></ruby>の<ruby>話<rt>はなし</rt></ruby></h1>")
        == "港の話"
    )


HEADLINE = "Ferry returns to the northern harbour"


@pytest.mark.parametrize(
    "trail",
    [
        "<ul><li><a href='/'>Home</a></li><li><h1>Ferry: boats are back, and how</h1></li></ul>",
        "<nav><a href='/'>Home</a> <h1>Ferry: boats are back, and how</h1></nav>",
    ],
)
def test_a_heading_in_a_trail_of_links_is_not_the_headline(trail: str) -> None:
    head = f'<title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}">'
    assert title_of(head, f"{trail}<h2>{HEADLINE}</h2>") == HEADLINE


def test_a_trail_called_so_ends_in_no_headline() -> None:
    head = f'<title>Ferry: boats are back</title><meta property="og:title" content="{HEADLINE}">'
    trail = '<p class="breadcrumbs"><a href="/">Home</a> <h1 class="breadcrumb_last">Ferry: boats are back</h1></p>'
    assert title_of(head, f"{trail}<h2>{HEADLINE}</h2>") == HEADLINE


@pytest.mark.parametrize("name", ["Harbour news", "Example"])
def test_a_heading_that_names_the_section_or_the_site_is_not_the_headline(name: str) -> None:
    body = f"<h1>{name}</h1><h1>{HEADLINE}</h1>{TEXT}"
    html = f"<html><head><title>{name}</title></head><body>{body}</body></html>"
    result = extract(page(html, url="https://example.org/harbour-news/2020/ferry.html"), gate=False)
    assert isinstance(result, Article)
    assert result.title == HEADLINE


def test_a_second_level_heading_that_microdata_calls_the_headline_is_it() -> None:
    assert title_of("<title>Ferry - Tide</title>", f'<h2 itemprop="headline">{HEADLINE}</h2>') == (
        HEADLINE
    )


def test_a_section_joined_by_a_hyphen_goes_where_another_place_states_the_headline() -> None:
    head = (
        "<title>폭풍으로 세 다리가 닫혔다-사회</title>"
        '<meta name="twitter:title" content="폭풍으로 세 다리가 닫혔다">'
    )
    assert title_of(head, "") == "폭풍으로 세 다리가 닫혔다"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("<span>Night storm</span>Three bridges shut", "Night storm: Three bridges shut"),
        ("<em>Titanic</em> sails again", "Titanic sails again"),
    ],
)
def test_a_box_glued_to_the_headline_is_its_kicker(heading: str, expected: str) -> None:
    assert title_of("", f"<h1>{heading}</h1>") == expected


def test_a_kicker_in_the_headline_stays_whatever_its_class() -> None:
    whole = f"Harbour: {HEADLINE}"
    head = f'<title>{whole}</title><meta property="og:title" content="{whole}">'
    body = f'<h1><span class="teaser subtitle">Harbour: </span>{HEADLINE}</h1>'
    assert title_of(head, body) == whole
