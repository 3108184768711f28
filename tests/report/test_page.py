"""The page: nothing that a publisher wrote can act in it."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.conftest import fresh_database
from tests.newsroom import Newsroom

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.report import write_digest
from newsmon.report.chart import bars
from newsmon.report.page import plain, safe_url, shortened
from newsmon.store import connect
from newsmon.topics import Topics

MARK = "document.documentElement.dataset.pwned=1"
HOSTILE = [
    f"<script>{MARK}</script>",
    f"<img src=x onerror={MARK}>",
    f"\"><svg onload='{MARK}'>",
    f"'><iframe srcdoc='<script>parent.{MARK}</script>'></iframe>",
    f"</title></style></head><script>{MARK}</script>",
    f"{{{{ ''.__class__ }}}}{{% raw %}}<script>{MARK}</script>",
    f"<style>@import 'http://127.0.0.1:9/x'</style><script>{MARK}</script>",
    f"<meta http-equiv=refresh content='0;url=javascript:{MARK}'>",
    "<base href='https://evil.example/'><a href='x'>",
    "\u202egnp.exe\u2066 \u200b\x07",
    "&lt;script&gt; &amp;amp; &#x3c;",
]
HOSTILE_URLS = [
    f"javascript:{MARK}",
    f"JaVaScRiPt:{MARK}",
    f" javascript:{MARK}",
    f"java\nscript:{MARK}",
    f"data:text/html,<script>{MARK}</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "urn:newsmon:seed:002",
    "//evil.example/x",
    "https:",
    "https://",
    "http://[::1",
    'https://a.example/"><script>x</script> y',
    "https://a.example/\u202ex",
]
ALLOWED_TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section",
    "article", "h1", "h2", "h3", "p", "span", "a", "ul", "li", "dl", "div", "dt", "dd", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect", "code", "pre", "bdi",
    "details", "summary", "small", "strong", "ol",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    "lang", "dir", "class", "id", "href", "rel", "title", "charset", "name", "content",
    "http-equiv", "scope", "aria-labelledby", "aria-label", "role", "viewbox",
    "preserveaspectratio", "x", "y", "width", "height",
}  # fmt: skip


def hostile_newsroom(newsroom: Newsroom) -> None:
    """Every text a publisher or a feed decides on, in its worst form."""
    for n, text in enumerate(HOSTILE):
        visible = text.replace("\x00", "")
        source = f"s{n}"
        newsroom.source(source, visible)
        event = newsroom.event(visible)
        newsroom.topic(f"t{n}", visible)
        main = newsroom.article(
            visible, lead=visible, source=source, event=event, topics=(f"t{n}",), language="en"
        )
        newsroom.article(visible, copy_of=main, source="other")
        newsroom.article(visible, event=event, language='x"><script>', source="third")
        newsroom.rejection(f"https://a.example/{visible}", "not_article")
        newsroom.failure(f"https://a.example/{n}/{visible}", "timeout")
        newsroom.feed(f"https://a.example/{n}{visible}", "failing", source=source, reason=visible)
    for url in HOSTILE_URLS:
        newsroom.article("A link", url=url)
    newsroom.roll_up()


@pytest.fixture(scope="module")
def hostile_html(server: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of that newsroom; made once, since the tests only look at it."""
    settings = Settings.model_validate({"report": {"directory": str(tmp_path_factory.mktemp("r"))}})
    config = Config(settings, (), Topics(), Path())
    with fresh_database(server, template) as url, closing(connect(url)) as conn:
        hostile_newsroom(Newsroom(conn))
        return write_digest(conn, config).read_text()


@pytest.fixture
def hostile_page(hostile_html: str, tmp_path: Path) -> Path:
    path = tmp_path / "digest.html"
    path.write_text(hostile_html)
    return path


def opened(page: Path) -> Any:
    return lxml_html.fromstring(page.read_text())


def test_hostile_text_stays_text(hostile_page: Path) -> None:
    tree = opened(hostile_page)
    for element in tree.iter():
        assert element.tag in ALLOWED_TAGS
        assert {name.lower() for name in element.attrib} <= ALLOWED_ATTRIBUTES
    text = " ".join(tree.itertext())
    assert f"<script>{MARK}</script>" in text
    assert "{{ ''.__class__ }}" in text


def test_links_lead_to_http_addresses_only(hostile_page: Path) -> None:
    tree = opened(hostile_page)
    links = tree.findall(".//a")
    assert links
    targets = set(tree.xpath("//@id"))
    for link in links:
        if link.get("href", "").startswith("#"):  # to another place of the page, which is there
            assert link.get("href")[1:] in targets
            continue
        assert re.match(r"https?://[a-z0-9]", link.get("href", ""))
        assert link.get("rel") == "noopener noreferrer nofollow"
    assert len(tree.xpath("//li/span[text()='A link']")) == len(HOSTILE_URLS)


def test_the_pages_own_policy_allows_its_style_and_nothing_else(hostile_page: Path) -> None:
    tree = opened(hostile_page)
    (style,) = tree.findall(".//style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_it_needs_nothing_from_anywhere(hostile_page: Path) -> None:
    tree = opened(hostile_page)
    assert not tree.xpath("//@src | //@srcset | //link | //script | //@style")
    (style,) = tree.findall(".//style")
    assert not re.search(r"url\(|@import", style.text or "")


def test_invisible_and_direction_changing_characters_are_gone(hostile_page: Path) -> None:
    page = hostile_page.read_text()
    assert "gnp.exe" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", page)


@given(st.text())
def test_plain_text_has_no_control_characters_and_is_one_line(text: str) -> None:
    cleaned = plain(text)
    assert cleaned == " ".join(cleaned.split())
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", cleaned)
    assert plain(cleaned) == cleaned


@given(st.text() | st.sampled_from(HOSTILE_URLS))
def test_a_safe_url_is_http_or_nothing(url: str) -> None:
    cleaned = safe_url(url)
    assert cleaned is None or re.match(r"https?://[^/\s]", cleaned, re.IGNORECASE)


def test_ordinary_addresses_are_linked() -> None:
    for url in ("https://a.example/x?y=1&z=2#t", "http://a.example:8080/", "https://b.example/é"):
        assert safe_url(url) == url


@given(st.text(), st.integers(10, 50))
def test_shortened_text_is_not_longer(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most + 1


def test_text_is_cut_between_words() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("x" * 50, 10) == "x" * 10 + "…"
    assert shortened("short", 10) == "short"


def test_bars_share_a_scale_and_days_with_something_are_seen() -> None:
    days = [datetime(2026, 5, n, tzinfo=timezone.utc).date() for n in (1, 2, 3)]
    drawn = bars(days, [0, 1, 1000], highest=1000)
    heights = [float(bar.height) for bar in drawn.bars]
    assert heights[0] < heights[1] < heights[2] <= 36
    assert [bar.newest for bar in drawn.bars] == [False, False, True]
    assert drawn.bars[2].label == "3 May: 1000"
    assert drawn.summary == "1001 articles in 3 days, most on 3 May (1000)"
    assert bars(days, [0, 0, 0], highest=0).summary == "0 articles in 3 days"


@pytest.fixture
def browser() -> Callable[[Path], str]:
    """Load a page in a real browser, scripts allowed to run; the document afterwards."""
    cleaned = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome", "chrome")
         if (path := shutil.which(name))), None,
    )  # fmt: skip
    if cleaned is None:
        reason = "no chromium here to open the page with"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    def load(path: Path) -> str:
        command = [
            cleaned, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--no-first-run", "--virtual-time-budget=3000",
            f"--user-data-dir={path.parent / 'profile'}", "--dump-dom", path.as_uri(),
        ]  # fmt: skip
        process: Any = subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=True
        )
        return str(process.stdout)

    return load


@pytest.mark.slow
def test_a_browser_runs_nothing_of_it(hostile_page: Path, browser: Callable[[Path], str]) -> None:
    assert "data-pwned" not in browser(hostile_page)


@pytest.mark.slow
def test_the_browser_would_have_shown_it(tmp_path: Path, browser: Callable[[Path], str]) -> None:
    page = tmp_path / "bad.html"
    for text in HOSTILE[:3]:
        page.write_text(f"<!doctype html><html><body>{text}</body></html>")
        assert "data-pwned" in browser(page)


@pytest.mark.slow
def test_even_unescaped_the_policy_would_stop_it(
    hostile_page: Path, browser: Callable[[Path], str]
) -> None:
    page = hostile_page.read_text().replace("<main>", f"<main>{''.join(HOSTILE[:4])}")
    hostile_page.write_text(page)
    assert "data-pwned" not in browser(hostile_page)
