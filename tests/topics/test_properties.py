"""Properties that hold for any text and any rule."""

from __future__ import annotations

import unicodedata
from typing import Any, Literal

from hypothesis import example, given
from hypothesis import strategies as st
from tests.topics.build import tagger

from newsmon.text.typewriter import typewritten
from newsmon.topics import Tagger, compile, parse  # noqa: A004
from newsmon.topics.fold import fold
from newsmon.topics.grammar import GROUP_KEYS
from newsmon.topics.term_patterns import TermError, parse_term, patterns

TERMS = [
    "US",
    "U.S.",
    "=Turkey",
    "sanction~",
    "Zelensky*",
    "trade war",
    "中国",
    "Malmö",
    "AT&T",
    "G7",
]
_PRINTED = """US us U.S. u.s. Turkey TURKEY turkey sanctions Sanctioned Zelenskyy trade war
    trade-war 中国的 Malmö MALMO Malmo\u0308 AT&T G7 US$5 US–China the of and. End! “quoted” l’US
    ﬁn İstanbul ß\u0301 … 𝔘𝔖 🇺🇸"""
WORDS = [*_PRINTED.split(), "\n", "\xa0"]

texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=40).map(" ".join)


def sample() -> Tagger:
    return tagger(
        {
            "any": {"any": TERMS},
            "near": {"near": ["US", "@rest"], "within": "4 words"},
            "close": {
                "near": ["@rest", "@rest"],
                "not_near": {"any": ["trade"], "within": "2 words"},
            },
            "title": {"title": TERMS, "parent": "any"},
        },
        {"rest": {"terms": TERMS[1:], "except": ["trade war of", "G7 and"]}},
    )


SAMPLE = sample()
FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


@given(texts, texts)
def test_offsets_always_slice_to_the_mention(title: str, text: str) -> None:
    composed = {"title": unicodedata.normalize("NFC", title)}
    body = unicodedata.normalize("NFC", text)
    folded_terms = {term: fold(term.strip("=*~")).strip() for term in TERMS}
    for match in SAMPLE.tag(title, text):
        assert match.mentions
        for mention in match.mentions:
            cut = fold(composed.get(mention.zone, body)[mention.start : mention.end])
            assert cut.strip().startswith(folded_terms[mention.term][:6])
            assert mention.end - mention.start <= len(cut)


@given(texts, texts)
def test_composed_and_decomposed_text_get_the_same_verdict(title: str, text: str) -> None:
    forms = []
    for form in FORMS:
        matches = SAMPLE.tag(unicodedata.normalize(form, title), unicodedata.normalize(form, text))
        forms.append([(match.topic, match.score, match.mentions) for match in matches])
    assert forms[0] == forms[1]


@given(texts)
@example("Sanctions – the “trade war” isn’t Malmö’s")
def test_typography_never_changes_a_verdict(text: str) -> None:
    printed = text.replace("-", "–").replace("'", "’").replace('"', "”")
    typed = text.replace("–", "-").replace("’", "'").replace("“", '"').replace("”", '"')
    first, second = ([(m.topic, m.score) for m in SAMPLE.tag("", t)] for t in (printed, typed))
    assert first == second


@given(st.lists(st.sampled_from(["sanctions", "trade war", "malmö", "Zelenskyy", "rain", "of"])))
def test_case_never_changes_the_verdict_of_plain_terms(words: list[str]) -> None:
    text = " ".join(words)
    verdicts = [
        [(m.topic, m.score) for m in SAMPLE.tag("", changed)]
        for changed in (text, text.upper(), text.lower(), text.title())
    ]
    assert all(verdict == verdicts[0] for verdict in verdicts)


@given(st.text())
def test_folding_keeps_the_length_and_folding_twice_is_folding_once(text: str) -> None:
    assert len(typewritten(text)) == len(fold(text)) == len(text)
    assert typewritten(typewritten(text)) == typewritten(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_term_that_is_accepted_finds_itself(written: str) -> None:
    try:
        term = parse_term(written)
        assert patterns(term)
    except TermError:
        return
    topics, problems = parse({"topics": {"t": {"any": ["x", {"any": [written]}]}}})
    if written.strip().startswith("@") or problems:
        return
    matches = compile(topics).tag("", f"Well, {term.body} it is.")
    assert matches or "\n" in term.body


keys = st.sampled_from([*GROUP_KEYS, "except", "parent", "min"])
scalars = st.one_of(
    st.sampled_from([*TERMS, "@rest", "@none-such", "sentence", "3 words", "t", ""]),
    st.integers(-3, 30), st.none(), st.booleans(), st.floats(), st.text(max_size=3),
)  # fmt: skip
rules: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["t", "u", "v"]), rules, max_size=3), rules, texts)
def test_what_parse_accepts_can_be_compiled_and_run(topics: Any, further: Any, text: str) -> None:
    parsed, problems = parse({"topics": topics, "sets": {"rest": further}})
    assert len(parsed) + len({p.path[:2] for p in problems}) >= len(topics)
    for match in compile(parsed).tag(text, text):
        assert match.score >= min(t.minimum for t in parsed if t.slug == match.topic)


@given(rules)
def test_any_value_at_all_gives_problems_and_never_an_exception(value: Any) -> None:
    parse(value)
    parse({"topics": value, "sets": value})
