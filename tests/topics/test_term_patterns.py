"""Matches of terms, as an analyst would expect them."""

from __future__ import annotations

import unicodedata

import pytest
from tests.topics.build import cut_out, single_topic, term

from newsmon.topics.term_patterns import TermError, parse_term, patterns


@pytest.mark.parametrize(
    ("written", "text", "mention"),
    [
        ("sanctions", "New Sanctions loom.", "Sanctions"),
        ("sanctions", "SANCTIONS LOOM", "SANCTIONS"),
        ("China", "China's answer", "China"),
        ("China", "China’s answer", "China"),
        ("China", "anti-China and pro‑China", "China"),
        ("arms control", "an arms-control pact", "arms-control"),
        ("arms-control", "a pact on arms control", "arms control"),
        ("export ban", "an export\xa0ban", "export\xa0ban"),
        ("People's Army", "the People’s Army", "People’s Army"),
        ("Erdogan", "Erdoğan left", "Erdoğan"),
        ("Erdoğan", "Erdogan left", "Erdogan"),
        ("Malmö", "in MALMO", "MALMO"),
        ("Łódź", "to Lodz", "Lodz"),
        ("café", "a cafe\u0301 here", "café"),
        ("орёл", "Орел летит", "Орел"),
        ("ＮＡＴＯ", "NATO met", "NATO"),
        ("US–China", "the U.S. and US-China ties", "US-China"),
        ("AT&T", "with AT&T today", "AT&T"),
        ("OPEC+", "what OPEC+ does", "OPEC"),
        ("5G", "the 5G network", "5G"),
        ("S-300", "two S-300 batteries", "S-300"),
        ("Xi'an", "the walls of Xi’an", "Xi’an"),
    ],
)
def test_a_plain_term_is_found_whatever_its_dress(written: str, text: str, mention: str) -> None:
    assert cut_out(term(written), unicodedata.normalize("NFC", text))[:1] == [mention]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("arms", "He has an alarm and swarms of bees."),
        ("China", "Indochina and Chinatown"),
        ("AT&T", "At T-junctions look left."),
        ("S-300", "between 200-300 people"),
        ("Xi'an", "Xi met the mayor"),
        ("white house", "The hall was white. House music played."),
        ("white house", "The hall was white\nHouse music played."),
        ("Iran", "The Iranian"),
    ],
)
def test_a_plain_term_is_a_whole_word_or_phrase(written: str, text: str) -> None:
    assert cut_out(term(written), text) == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("The US left; they told us.", ["US"]),
        ("Us and them", []),
        ("US troops join us", ["US"]),
        ("TURNOUT IN US RISES", ["US"]),
        ("US–China, anti-US, US's, US’", ["US", "US", "US", "US"]),
        ("US$5bn, $US 5bn, US€", []),
        ("a bus, USB, US1", []),
    ],
)
def test_a_short_word_in_capitals_must_stand_in_capitals(text: str, mentions: list[str]) -> None:
    assert cut_out(term("US"), text) == mentions


def test_capitals_of_a_short_word_count_inside_phrases_too() -> None:
    assert cut_out(term("US troops"), "US Troops here; for us troops") == ["US Troops"]


@pytest.mark.parametrize(
    "text",
    ["The U.S. left.", "the u.s. army", "U.S.-led", "U.S.’s role", "the U.S", "in the U.S.;"],
)
def test_dotted_capitals_are_found_in_any_case(text: str) -> None:
    (mention,) = cut_out(term("U.S."), text)
    assert mention.lower() in {"u.s.", "u.s"}


@pytest.mark.parametrize("text", ["U S", "us", "a U-S thing", "US"])
def test_dotted_capitals_need_their_dots(text: str) -> None:
    assert cut_out(term("U.S."), text) == []


def test_exact_terms_keep_case_and_accents() -> None:
    turkey = term("=Turkey")
    assert cut_out(turkey, "Turkey ate no turkey. Turkey’s vote.") == ["Turkey", "Turkey"]
    assert cut_out(term("=Peña"), "Pena and Peña") == ["Peña"]


def test_exact_terms_are_found_in_headlines_of_capitals_and_not_in_mere_shouts() -> None:
    turkey = term("=Turkey")
    assert cut_out(turkey, "", "TURKEY SIGNS GRAIN DEAL") == ["TURKEY"]
    assert cut_out(turkey, "They yelled TURKEY at the dinner guests who came late.") == []
    assert cut_out(turkey, "A quiet day. TURKEY SIGNS GRAIN DEAL") == ["TURKEY"]


@pytest.mark.parametrize(
    ("written", "text", "mentions"),
    [
        ("sanction~", "sanctions sanctioned sanctioning sanctionable", 3),
        ("supply~", "supply supplies supplied supplying supplier", 4),
        ("ban~", "ban bans banned banning banner bane", 4),
        ("invade~", "invades invaded invading invasion", 3),
        ("tax~", "tax taxes taxed taxing taxi", 4),
        ("embargo~", "embargo embargos embargoes", 3),
        ("strike~", "strikes struck striking", 3),
        ("crisis~", "crisis crises", 2),
        ("woman~", "Woman women", 2),
        ("arm~ shipment~", "Arms shipments, an arms shipment, arms", 2),
    ],
)
def test_tilde_finds_inflections(written: str, text: str, mentions: int) -> None:
    assert len(cut_out(term(written), text)) == mentions


def test_star_finds_beginnings_and_mentions_the_whole_word() -> None:
    zelensky = term("Zelensky*")
    assert cut_out(zelensky, "Zelenskyy, Zelensky’s and ZELENSKY") == [
        "Zelenskyy", "Zelensky", "ZELENSKY",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("中国", "美国与中国的关系"),
        ("台灣", "前往台灣訪問"),
        ("중국", "중국은 답했다"),
        ("ประเทศจีน", "ในประเทศจีนวันนี้"),
        ("ロシア", "対ロシア制裁"),
    ],
)
def test_scripts_without_spaces_match_inside_longer_runs(written: str, text: str) -> None:
    assert cut_out(term(written), text) == [written]


def test_scripts_with_spaces_match_whole_words() -> None:
    assert cut_out(term("Иран"), "Иран и иранский, ИРАН") == ["Иран", "ИРАН"]
    assert cut_out(term("भारत"), "भारत भारतीय") == ["भारत"]


EXCEPT = {"terms": ["US", "=Washington"], "except": ["US Open", "Washington Post"]}


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("The Washington Post was there.", []),
        ("The Washington Post’s man in Washington", ["Washington"]),
        ("At the US Open in June", []),
        ("The US open to talks", ["US"]),
        ("THE US OPEN BEGINS", []),
    ],
)
def test_a_longer_phrase_under_except_hides_the_term_inside(text: str, mentions: list[str]) -> None:
    assert cut_out(single_topic({"any": ["@place"]}, {"place": EXCEPT}), text) == mentions


def test_except_of_a_topic_applies_to_its_sets_too() -> None:
    rule = {"any": ["@metals"], "except": ["tin hat"]}
    tagger = single_topic(rule, {"metals": ["tin"]})
    assert cut_out(tagger, "A tin hat, some tin") == ["tin"]


def test_of_overlapping_terms_the_longest_is_mentioned() -> None:
    tagger = term("sanctions", "secondary sanctions", "China", "South China Sea")
    assert cut_out(tagger, "Secondary sanctions in the South China Sea") == [
        "Secondary sanctions", "South China Sea",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["", "...", "~", "=", "*", "a*", "mid*dle", "a~b", "word~*", "@", "=@x", "– –"]
)
def test_terms_that_mean_nothing_are_refused(written: str) -> None:
    with pytest.raises(TermError):
        patterns(parse_term(written))


def test_a_phrase_with_countless_forms_is_refused() -> None:
    with pytest.raises(TermError, match="forms"):
        patterns(parse_term("strike~ " * 9))


@pytest.mark.parametrize(
    ("written", "text"),
    [("سلاح هسته‌ای", "سلاح هسته ای ساختند."), ("צה״ל", 'דובר צה"ל אמר.')],
)
def test_a_joiner_is_a_space_and_gershayim_are_quotes(written: str, text: str) -> None:
    assert cut_out(term(written), text)
