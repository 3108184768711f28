"""The address that a page claims, as far as it is believed."""

from __future__ import annotations

import pytest

from newsmon.urls import canonical

PAGE = "https://www.example.com/world/2026/harbour-bridge-opens-after-repairs-48211734"


@pytest.mark.parametrize(
    "claimed",
    [
        "https://example.com/world/2026/harbour-bridge-opens-after-repairs-48211734",
        "https://www.example.com/world/harbour-bridge-reopened-48211734",
        "https://www.example.com/node/48211734",
        "/world/2026/harbour-bridge-opens-after-repairs-48211734",
    ],
)
def test_plausible_claims_are_believed(claimed: str) -> None:
    assert canonical(PAGE, claimed) != PAGE or claimed.startswith("/")


@pytest.mark.parametrize(
    "claimed",
    [
        None,
        "",
        "javascript:void(0)",
        "https://",
        "https://www.example.com/",
        "https://www.example.com",
        "https://www.example.com/world/2026",
        "https://www.example.com/world/2026/council-vote-on-school-meals-48211999",
        "https://attacker.example.net/world/2026/harbour-bridge-opens-after-repairs-48211734",
    ],
)
def test_implausible_claims_are_not_believed(claimed: str | None) -> None:
    assert canonical(PAGE, claimed) == PAGE


def test_another_slug_is_another_article() -> None:
    page = "https://example.com/harbour-bridge-opens-after-repairs"
    assert canonical(page, "https://example.com/council-votes-for-school-meals") == page


def test_opaque_addresses_may_claim_a_readable_one() -> None:
    readable = "https://example.com/2026/05/harbour-bridge-opens"
    assert canonical("https://example.com/?p=123", readable) == readable


def test_a_later_page_may_claim_the_first() -> None:
    assert canonical(
        "https://example.com/long-read-about-bridges/2",
        "https://example.com/long-read-about-bridges",
    ) == ("https://example.com/long-read-about-bridges")


def test_the_front_page_may_claim_itself() -> None:
    assert (
        canonical("https://www.example.com/?utm_source=x", "https://example.com/")
        == "https://example.com/"
    )


def test_https_pages_stay_on_https() -> None:
    assert (
        canonical("https://example.com/a", "http://www.example.com/a")
        == "https://www.example.com/a"
    )


@pytest.mark.parametrize(
    ("base", "claimed"),
    [
        ("https://example.com/deep/er/", "story.html"),
        ("/deep/er/", "story.html"),
        ("https://example.com/deep/er/index.html", "story.html"),
        ("https://example.com/deep/", "er/story.html"),
        ("https://example.com/deep/er/x/", "../story.html"),
        ("https://example.com/", "deep/er/story.html"),
        ("https://cdn.example.net/", "/deep/er/story.html"),
        ("https://example.com/elsewhere/", "https://example.com/deep/er/story.html"),
        ("", "https://example.com/deep/er/story.html"),
        (None, "/deep/er/story.html"),
    ],
)
def test_a_relative_claim_goes_by_the_base_of_the_page(base: str | None, claimed: str) -> None:
    page = "https://example.com/x/page"
    elsewhere = base is not None and base.startswith("https://cdn.")
    story = "https://example.com/deep/er/story.html"
    assert canonical(page, claimed, base=base) == (page if elsewhere else story)


@pytest.mark.parametrize("front", ["/", "/en/", "/index.html", "/home", "/?", "/index.php#top"])
def test_a_front_page_is_no_articles_address(front: str) -> None:
    assert canonical(PAGE, f"https://www.example.com{front}") == PAGE


@pytest.mark.parametrize(
    ("own", "claimed", "believed"),
    [
        ("/one", "/other", False),
        ("/harbour/crane.html", "/harbour/museum.html", False),
        ("/a/ferry", "/a/Ferry", True),
        ("/a/ferry.html", "/a/ferry", True),
        ("/a/ferry", "/b/ferry", True),
        ("/a/4711", "/a/ferry-fares-to-rise", True),
        ("/a/ferry", "/a/ferry-fares-to-rise", True),
    ],
)
def test_another_plain_word_in_the_same_folder_is_another_page(
    own: str, claimed: str, believed: bool
) -> None:
    address = canonical(f"https://www.example.com{own}", f"https://www.example.com{claimed}")
    assert address == f"https://www.example.com{claimed if believed else own}"
