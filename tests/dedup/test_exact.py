"""The exact tier."""

from __future__ import annotations

from tests.dedup.writing import article

from newsmon.dedup import body_hash, sign


def digest(text: str, title: str = "Fog on the cape") -> object:
    return body_hash(sign(text), title)


def test_boilerplate_style_and_title_do_not_matter_to_a_body() -> None:
    text = article(1)
    assert digest(text) == digest("By Ann Weaver\n" + text.upper(), "Another headline")
    assert digest(text) != digest(article(2))


def test_a_thin_body_counts_with_its_title() -> None:
    text = "Watch the video of the launch below."
    assert digest(text, "Ferry launched at Elm") == digest(text, "Ferry launched at Elm")
    assert digest(text, "Ferry launched at Elm") != digest(text, "Rocket launched at Borland")


def test_next_to_nothing_has_no_digest() -> None:
    assert digest("") is None
    assert digest("Video", "Fog") is None
