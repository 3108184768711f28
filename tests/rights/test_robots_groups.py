"""Lines and groups of robots.txt, by sections of RFC 9309; `robots_forms.yaml` has whole files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.rights import lines_for, lines_of, product

RULES = ("Disallow: /a", "Allow: /a/b", "Content-Signal: ai-train=no", "Crawl-delay: 5")
LINES = (
    *RULES,
    "User-agent: newsmon",
    "User-agent: *",
    "User-agent: x",
    "# why",
    "",
    "Sitemap: /s",
)


def fields(text: str) -> list[tuple[str, str]]:
    return [(line.field, line.value) for line in lines_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Disallow: /a", [("disallow", "/a")]),
        (" dis-allow : /a # b", [("dis-allow", "/a")]),
        ("Disallow:", [("disallow", "")]),  # 2.2: an empty pattern is a rule
        ("Sitemap: https://a.example/s.xml", [("sitemap", "https://a.example/s.xml")]),
        ("DISSALLOW /a", [("disallow", "/a")]),
        ("Sitemap /s.xml", []),  # only fields of groups are read without their colon
        ("Disallow /a /b", []),
        ("# Disallow: /a", []),
        (
            "\ufeffDisallow: /a\r\rAllow: /b\r\n\nAllow: /c",
            [("disallow", "/a"), *[("allow", p) for p in ("/b", "/c")]],
        ),
        ("# a\u2028Disallow: /", []),
    ],
)
def test_a_line_is_a_field_and_its_value(text: str, expected: list[tuple[str, str]]) -> None:
    assert fields(text) == expected


def test_the_wording_of_a_line_is_kept() -> None:
    assert [line.text for line in lines_of("  UserAgent :  x  # why")] == ["UserAgent :  x"]


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("NewsMon", "newsmon"),
        ("newsmon/2.0 (+https://a.example)", "newsmon"),
        ("*", "*"),
        ("* all", "*"),
        ("*bot", ""),
        ('"newsmon"', ""),
        ("", ""),
    ],
)
def test_a_product_token_is_letters_hyphens_and_underscores(agent: str, expected: str) -> None:
    assert product(agent) == expected  # 2.2.1


def test_lines_outside_are_those_before_any_agent() -> None:
    read = lines_for(lines_of("License: a\nUser-agent: newsmon\nLicense: b\n"), "newsmon")
    assert [line.value for line in read.outside] == ["a"]
    assert [line.value for line in read.own] == ["b"]


@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["\r\n", "\r"]))
def test_ends_of_lines_blank_lines_and_comments_change_nothing(lines: list[str], end: str) -> None:
    plain = "\n".join(line for line in lines if line and not line.startswith("#"))
    loose = f"{end}{end}# note{end}".join(lines)
    assert lines_for(lines_of(loose), "newsmon") == lines_for(lines_of(plain), "newsmon")
