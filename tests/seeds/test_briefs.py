"""The briefs: pages of our own about the five articles, and what is read out of them."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import re
from datetime import datetime, timezone
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from newsmon.extract import extract
from newsmon.model import Article, Edition, Moment, Page, Precision, SuppliedMetadata

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NOW = datetime(2026, 11, 20, tzinfo=timezone.utc)
FACTS: list[dict[str, Any]] = YAML(typ="safe").load((SEEDS / "manifest.yaml").read_text("utf-8"))
IDS = [facts["id"] for facts in FACTS]
WORD = re.compile(r"\w+")
LONGEST_RUN = 8  # words in a row that a brief may not share with an original

# Rules by which lines within the text of each brief are left out; 001 has its furniture beside it.
LEFT_OUT: dict[str, set[str]] = {
    "000": {"updated", "translation notice"},
    "001": set(),
    "002": {"newsletter pitch", "related pointer"},
    "003": {
        "closing block", "author biography", "legal notice", "breaking banner", "byline",
    },
    "004": {"subscribe pitch", "related pointer"},
}  # fmt: skip
FURNITURE = (
    "machine translation", "Live updates", "live coverage", "newsletter", "Newsletter", "click here",
    "undesirable", "Accessibility", "Skip to", "Breaking", "Copy link", "Read more", "Read also",
    "Updated", "Sign up", "rights reserved", "trial subscription", "written for newsmon", "Facebook",
)  # fmt: skip


def facts_of(seed: str) -> dict[str, Any]:
    return next(facts for facts in FACTS if facts["id"] == seed)


def brief(seed: str) -> Article:
    body = (SEEDS / "briefs" / f"{seed}.html").read_bytes()
    url = facts_of(seed)["url"]
    found = extract(Page(url, url, body, "text/html", None, NOW, edition=Edition.BRIEF))
    assert isinstance(found, Article), found
    return found


def runs(text: str, length: int = LONGEST_RUN) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_the_manifest_has_five_articles_with_all_their_facts() -> None:
    assert IDS == ["000", "001", "002", "003", "004"]
    for facts in FACTS:
        assert set(facts) == {
            "id",
            "source",
            "name",
            "url",
            "title",
            "authors",
            "published",
            "sha256",
        }
        assert re.fullmatch(r"[0-9a-f]{64}", facts["sha256"])


@pytest.mark.parametrize("seed", IDS)
def test_a_brief_is_an_article_with_the_facts_of_the_manifest(seed: str) -> None:
    facts, found = facts_of(seed), brief(seed)
    assert found.title == facts["title"]
    assert list(found.authors) == facts["authors"]
    assert found.published is not None
    assert found.published.local.date().isoformat() == str(facts["published"])[:10]
    assert found.url == facts["url"]
    assert found.language == "en"
    assert found.edition is Edition.BRIEF


@pytest.mark.parametrize("seed", IDS)
def test_the_furniture_of_a_brief_is_gone_and_the_text_is_left(seed: str) -> None:
    found = brief(seed)
    assert 150 <= found.words <= 300
    assert not [phrase for phrase in FURNITURE if phrase in found.text]
    assert {line.rule for line in found.removed} == LEFT_OUT[seed]


@pytest.mark.parametrize("seed", IDS)
def test_every_brief_is_about_china_the_united_states_and_the_war(seed: str) -> None:
    text = brief(seed).text
    assert {"Sullivan", "Yang", "Rome", "China", "Moscow", "Beijing"} <= set(WORD.findall(text))
    assert len(re.findall(r"\b(?:war|invasion)\b", text)) >= 2


def test_all_but_one_speak_of_sanctions() -> None:
    counts = {seed: len(re.findall("sanction", brief(seed).text)) for seed in IDS}
    assert counts.pop("001") == 0
    assert all(count >= 3 for count in counts.values())
    page = (SEEDS / "briefs" / "001.html").read_text("utf-8").lower()
    assert "punishing" in page
    assert "sanction" not in page


def test_no_brief_repeats_another() -> None:
    texts = {seed: brief(seed).text for seed in IDS}
    for one, other in combinations(IDS, 2):
        shared = runs(texts[one], 5) & runs(texts[other], 5)
        assert len(shared) < 8, shared


@pytest.mark.parametrize("seed", IDS)
def test_no_brief_copies_an_original(seed: str, shared: Path) -> None:
    headlines = set().union(*(runs(facts["title"]) for facts in FACTS))
    originals = set().union(*(runs(p.read_text("utf-8")) for p in (shared / "seeds").glob("*.txt")))
    copied = runs((SEEDS / "briefs" / f"{seed}.html").read_text("utf-8")) & originals - headlines
    assert not copied


def originals_by_seed(shared: Path) -> dict[str, bytes]:
    from hashlib import sha256

    bodies = [path.read_bytes() for path in (shared / "seeds").glob("*.txt")]
    by_digest = {sha256(body).hexdigest(): body for body in bodies}
    return {facts["id"]: by_digest[facts["sha256"]] for facts in FACTS}


GONE = {
    "000": ["Powered by automated translation", "Live updates:", "Updated:", "hotel after a meeting"],
    "001": [],
    "002": [],
    "003": ["Accessibility links", "Breaking News", "To subscribe, click here.", "undesirable organization",
            "(file photo)", "16x9", "About The Newsletter", "biweekly dispatch", "fines or imprisonment"],
    "004": ["Getty Images", "U.S., U.K. Warn China"],
}  # fmt: skip
# How the article's own text begins and ends: single words that a cut would lose.
KEPT = {"000": "abstention", "001": "abstention", "002": "raft", "003": "Gabuev", "004": "seven"}


@pytest.mark.parametrize("seed", IDS)
def test_an_original_is_cleaned_and_keeps_its_text(seed: str, shared: Path) -> None:
    facts = facts_of(seed)
    supplied = SuppliedMetadata(
        title=facts["title"],
        authors=tuple(facts["authors"]),
        published=Moment(NOW, Precision.DAY, "manifest"),
    )
    body = originals_by_seed(shared)[seed]
    subject = Page(facts["url"], facts["url"], body, "text/plain", None, NOW, edition=Edition.ORIGINAL, supplied=supplied)  # fmt: skip
    found = extract(subject, gate=False)
    assert isinstance(found, Article)
    assert (found.title, list(found.authors)) == (facts["title"], facts["authors"])
    assert found.published == supplied.published
    assert not [phrase for phrase in GONE[seed] if phrase in found.text]
    assert facts["title"] not in found.text
    assert KEPT[seed] in found.text
    assert found.words > 300
