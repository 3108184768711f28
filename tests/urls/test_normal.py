"""One spelling for each fetchable URL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon import urls
from newsmon.urls import normal

PIECES = st.sampled_from(
    [
        "http://",
        "HTTPS://",
        "example.com",
        "www.",
        ":80",
        ":443",
        ":8080",
        "/",
        "//",
        "..",
        ".",
        "%2e",
        "%41",
        "%zz",
        "%",
        "?",
        "&",
        "=",
        "utm_source=rss",
        "a=1",
        "ref=rss",
        ";jsessionid=0A",
        "#x",
        "ü",
        "münchen.de",
        " ",
        "\t",
        "\\",
        "@",
        "[::1]",
        "amp/s/",
        "www.google.com/amp/s/",
        "\ud800",
        "\x00",
        "sid=",
    ]
)
WILD = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.text(max_size=80).map(lambda tail: "https://example.com/" + tail),
    st.text(max_size=80),
)


@given(WILD)
def test_normalising_twice_is_normalising_once(url: str) -> None:
    try:
        once = urls.normalise(url)
    except ValueError:
        return
    assert urls.normalise(once) == once
    assert once.isascii()
    assert urls.url_key(once) == urls.url_key(url)


@given(
    st.one_of(
        WILD,
        st.from_regex(
            r"https?://[a-zA-Z0-9_.-]{1,12}(:[0-9]{1,6})?(/[\w.;=%~-]{0,5}){0,4}\??[^#]{0,6}"
        ),
    )
)
def test_what_counts_as_spelled_is_spelled(url: str) -> None:
    if normal._is_spelled(url):
        assert normal._joined(*normal._split(url)) == url


@given(WILD)
def test_any_text_gives_a_url_or_value_error(url: str) -> None:
    assert urls.is_fetchable(url) in {True, False}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.COM:80/a", "http://example.com/a"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/a/b/..", "https://example.com/a/"),
        ("https://example.com/../../etc", "https://example.com/etc"),
        ("https://example.com/a/%2e%2E/b", "https://example.com/b"),
        ("https://example.com/%7ejo/%c3%bc", "https://example.com/~jo/%C3%BC"),
        ("https://example.com/é t", "https://example.com/%C3%A9%20t"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("  https://example.com/a\n ", "https://example.com/a"),
        ("https://exa\tmple.com/a", "https://example.com/a"),
        ("https:\\\\example.com\\a", "https://example.com/a"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.com./x", "https://example.com/x"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
    ],
)
def test_spellings_are_settled(url: str, expected: str) -> None:
    assert urls.normalise(url) == expected


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=rss&utm_medium=feed",
        "fbclid=x1",
        "at_medium=RSS&at_campaign=KARANGA",
        "CMP=share_btn",
        "traffic_source=rss",
        "ref=rss",
        "source=rss",
        "outputType=amp",
        "amp=1",
        "PHPSESSID=abc",
        "sid=0123456789abcdef0123456789abcdef",
        "gclid=1&yclid=2",
        "maca=en-rss-en-all",
    ],
)
def test_tracking_parameters_are_dropped(query: str) -> None:
    assert urls.normalise(f"https://example.com/a?{query}") == "https://example.com/a"
    assert urls.normalise(f"https://example.com/a?id=7&{query}") == "https://example.com/a?id=7"


@pytest.mark.parametrize(
    "query", ["id=7&page=2", "source=42", "ref=A-118", "sid=12", "b=1&a=2", "from=2024-05-01"]
)
def test_parameters_with_meaning_stay_in_their_order(query: str) -> None:
    assert urls.normalise(f"https://example.com/a?{query}").endswith("?" + query)


def test_session_keys_in_the_path_are_dropped() -> None:
    assert urls.normalise("https://example.com/a;jsessionid=0A1B/b") == "https://example.com/a/b"
    assert urls.normalise("https://example.com/(S(abc123))/b") == "https://example.com/b"


def test_amp_caches_are_unwrapped_to_the_publisher() -> None:
    expected = "https://news.example.com/a"
    assert urls.normalise("https://www.google.com/amp/s/news.example.com/a") == expected
    assert (
        urls.normalise("https://news-example-com.cdn.ampproject.org/c/s/news.example.com/a")
        == expected
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/a",
        "//example.com/a",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@example.com",
        "http://",
        "http:///a",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://[::1/",
        "http://a b/",
        "http://exa<mple.com/",
        "http://[fe80::1%25eth0]/",
        "http://..",
        "https://example.com/" + "a" * 5000,
        "http://" + "a" * 64 + ".com/",
    ],
)
def test_what_cannot_be_fetched_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        urls.normalise(url)


def test_host_is_lower_case_ascii_without_port() -> None:
    assert urls.host("https://Bücher.example:8443/x") == "xn--bcher-kva.example"


def test_an_amp_address_behind_a_session_key_is_unwrapped_at_once() -> None:
    once = urls.normalise("https://a.cdn.ampproject.org/c;jsessionid=1/s/example.com/story")
    assert once == urls.normalise(once) == "https://example.com/story"
