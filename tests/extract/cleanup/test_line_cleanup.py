"""Lines that belong to the site and not to the article."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.pages import BODY, TITLE

from newsmon.extract.cleanup.line_cleanup import clean_lines
from newsmon.extract.document.line_rules import RULES, Rule

BOILERPLATE = [
    ("Accessibility links", "accessibility link"),
    ("Skip to main content", "accessibility link"),
    ("Live updates: the harbour strike as it happens", "live updates"),
    ("Follow our live coverage of the strike", "live updates"),
    ("Powered by machine translation", "translation notice"),
    ("This article was automatically translated from Danish.", "translation notice"),
    ("Sign up for our weekly newsletter on the islands", "newsletter pitch"),
    ("The news of the coast, straight to your inbox", "newsletter pitch"),
    ("To subscribe, click here.", "subscribe pitch"),
    ("Already a subscriber? Sign in", "subscribe pitch"),
    ("Share this article on Facebook", "share bar"),
    ("Facebook Twitter WhatsApp", "share bar"),
    ("Teilen", "share bar"),
    ("Start your trial subscription to the Courier today.", "subscribe pitch"),
    ("Follow the Courier on Instagram and Facebook.", "follow us"),
    ("Read more: Who pays for the ferries?", "related pointer"),
    ("RELATED: The last captain", "related pointer"),
    ("Lesen Sie auch: Wer zahlt die Fähren?", "related pointer"),
    ("Czytaj więcej", "related pointer"),
    ("The Courier has been declared a “foreign agent” by the neighbouring government.", "legal notice"),
    ("© 2026 Example Courier. All rights reserved.", "copyright"),
    ("Advertisement", "advertisement"),
    ("Story continues below", "advertisement"),
    ("16x9 Image", "image label"),
    ("[button link=”/join” type=”big”]Join[/button]", "shortcode"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "rule"), BOILERPLATE)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_boilerplate_is_removed_wherever_it_stands(line: str, rule: str, place: int) -> None:
    result = clean_lines([*BODY[:place], line, *BODY[place:]])
    assert result.lines == tuple(BODY)
    assert [(r.line, r.rule) for r in result.removed] == [(line, rule)]


@pytest.mark.parametrize(
    "line",
    [
        "The live updates that the ministry promised never came, and nobody was told why.",
        "Subscribers to the old ferry company were offered their money back on Tuesday.",
        "“Read more books,” the captain told the pupils who had come aboard.",
        "Follow-up talks are planned for June on the larger of the two islands.",
        "He was declared the winner shortly before midnight, and she conceded.",
        "Related parties must be named in the annual report, the court found.",
        "Copyright law does not protect a timetable, the judges wrote.",
        "Share prices of both shipping lines fell by a tenth on the news.",
        "Tweets by the minister had angered the crews.",
        "Comments by the minister angered the crews on both ships.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 2, 4])
def test_honest_sentences_stay(line: str, place: int) -> None:
    lines = [*BODY[:place], line, *BODY[place:]]
    assert clean_lines(lines).lines == tuple(lines)


def test_the_headline_and_the_byline_go() -> None:
    result = clean_lines(
        [TITLE.upper(), "By Nora Quist", *BODY], titles=[TITLE], authors=["Nora Quist"]
    )
    assert result.lines == tuple(BODY)
    assert [r.rule for r in result.removed] == ["headline", "byline"]


def test_a_closing_block_goes_with_all_its_lines() -> None:
    block = [
        "About the newsletter",
        "Two paragraphs on the coast",
        "Each Friday we look at one harbour.",
    ]
    result = clean_lines([*BODY, *block])
    assert result.lines == tuple(BODY)
    assert {r.rule for r in result.removed} == {"closing block"}


def test_an_article_about_a_newsletter_is_not_cut() -> None:
    lines = ["About the newsletter", *BODY]
    assert set(BODY) <= set(clean_lines(lines).lines)


def test_the_biography_of_an_author_goes() -> None:
    biography = "Nora Quist is the Courier's correspondent on the coast and writes about ports."
    assert clean_lines([*BODY, biography], authors=["Nora Quist"]).lines == tuple(BODY)
    assert clean_lines([*BODY, biography], authors=["Ada Holm"]).lines == (*BODY, biography)


def test_headlines_listed_under_a_bare_pointer_go_with_it() -> None:
    listed = ["Don't miss", "Why the bridge was never built", "Nine ports that lost their ships"]
    assert clean_lines([*BODY[:2], *listed, *BODY[2:]]).lines == tuple(BODY)


def test_a_line_printed_twice_in_a_row_stays_once() -> None:
    assert clean_lines([BODY[0], BODY[0], *BODY[1:]]).lines == tuple(BODY)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.cues], ids=lambda rule: rule.name)
@settings(max_examples=40)
@given(data=st.data())
def test_cues_hide_no_line_that_a_rule_would_strike(rule: Rule, data: st.DataObject) -> None:
    line = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    assert any(cue in line.lower() for cue in rule.cues)


@pytest.mark.parametrize(
    "line",
    [
        "Von Jörg Müller und Änne Groß",
        "Par Jörg Müller",
        "JÖRG MÜLLER",
        "Text: Änne Groß",
        "文・Änne Groß",
    ],
)
def test_a_line_that_names_the_authors_and_nothing_else_goes(line: str) -> None:
    cleaned = clean_lines([line, *BODY], authors=("Jörg Müller", "Änne Groß"))
    assert cleaned.lines == tuple(BODY)
    assert [r.rule for r in cleaned.removed] == ["byline"]


def test_a_sentence_about_the_author_stays() -> None:
    line = "Jörg Müller was there."
    assert clean_lines([*BODY, line], authors=("Jörg Müller",)).lines == (*BODY, line)


@pytest.mark.parametrize(
    "line",
    ["19. März 2026, 18:05 Uhr", "2026年5月19日 18:05", "Tue 19 May 2026 | 6.05pm", "19/05/2026"],
)
def test_a_date_alone_above_the_text_goes_and_one_that_opens_a_sentence_stays(line: str) -> None:
    assert clean_lines([line, *BODY]).lines == tuple(BODY)
    sentence = "19 May 2026 was the day on which the ferry came."
    assert clean_lines([sentence, *BODY]).lines[0] == sentence
