"""Path patterns as RFC 9309 has them in section 2.2.3, checked against its examples and protego."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from newsmon.rights import path_patterns


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/", "/anything", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish", False),
        ("/fish/", "/fish", False),
        ("/*.php", "/folder/any.php?x=1", True),
        ("/*.php$", "/any.php?x=1", False),
        ("/*.php$", "/a.php/b.php", True),
        ("/fish*.php", "/fishheads/catfish.php", True),
        ("/exact$", "/exact", True),
        ("/exact$", "/exactly", False),
        ("/a%3Cd.html", "/a%3cd.html", True),
        ("/%7ejoe/", "/~joe/index.html", True),
        ("/a/ツ", "/a/%E3%83%84", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),  # 2.2.2
        ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/a%2Fb", "/a/b", False),
        ("/*/feed/", "/?from=/a/feed/", True),
        ("/file-with-a-%2A.html", "/file-with-a-*.html", True),  # 2.2.3
        ("/file-with-a-%2A.html", "/file-with-a-b.html", False),
        ("/foo-%24", "/foo-$", True),
        ("/foo-%24", "/foo-", False),
        ("/foo-$bar", "/foo-$bar", True),
        ("*", "/anything", True),
        ("/*a*b*c", "/xxaxxbxx", False),
    ],
)
def test_a_pattern_covers_what_it_describes(pattern: str, path: str, expected: bool) -> None:
    assert path_patterns.matches(pattern, path) is expected


@given(
    st.text("ab/*$", max_size=8).map(
        lambda text: "/" + text.replace("$", "") + "$" * ("$" in text)
    ),
    st.text("ab/", max_size=10).map("/{}".format),
)
def test_it_agrees_with_protego(pattern: str, path: str) -> None:
    rules = Protego.parse(f"User-agent: *\nDisallow: {pattern}\n")
    assert path_patterns.matches(pattern, path) is not rules.can_fetch(
        f"https://a.example{path}", "x"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=10).map("/{}".format))
def test_a_path_has_one_spelling(path: str) -> None:
    spelling = path_patterns.comparable(path)
    assert spelling.isascii()
    assert path_patterns.comparable(spelling) == spelling


def test_path_and_query_are_compared() -> None:
    assert path_patterns.path_of("https://a.example/p?q=1#f") == "/p?q=1"
    assert path_patterns.path_of("https://a.example/p?#f") == "/p?"
    assert path_patterns.path_of("https://a.example") == "/"
