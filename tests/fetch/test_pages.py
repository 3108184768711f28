"""From an answer to a page, if it is one that can be read as an article."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from newsmon.fetch import Answer, page
from newsmon.model import Page, Reason, Rejection

NOW = datetime(2026, 3, 2, tzinfo=timezone.utc)
HTML = b"<!DOCTYPE html><html><head><title>t</title></head><body><p>x</p></body></html>"


def answer(body: bytes, content_type: str) -> Answer:
    return Answer(
        "https://e.com/a",
        "https://e.com/b",
        200,
        (("A", "b"),),
        body,
        content_type,
        "utf-8",
        None,
        0.1,
    )


def test_a_page_keeps_what_the_answer_says() -> None:
    found = page(answer(HTML, "text/html"), NOW)
    assert isinstance(found, Page)
    assert (found.url, found.final_url, found.body) == ("https://e.com/a", "https://e.com/b", HTML)
    assert (found.charset, found.headers, found.fetched_at) == ("utf-8", (("A", "b"),), NOW)


@pytest.mark.parametrize(
    ("body", "stated", "kind"),
    [
        (HTML, "text/html", "text/html"),
        (HTML, "application/xhtml+xml", "text/html"),
        (HTML, "", "text/html"),
        (HTML, "text/plain", "text/html"),
        (HTML, "application/octet-stream", "text/html"),
        (b"<?xml version='1.0'?>" + HTML, "application/xml", "text/html"),
        (HTML.decode().encode("utf-16"), "text/html", "text/html"),
        (b"Just words.", "text/plain", "text/plain"),
        (b"<p>The tag &lt;rss&gt; and <code><rss></code> explained", "text/html", "text/html"),
        (b"", "text/html", "text/html"),
    ],
)
def test_pages_are_known_by_what_they_are(body: bytes, stated: str, kind: str) -> None:
    found = page(answer(body, stated), NOW)
    assert isinstance(found, Page)
    assert found.content_type == kind


@pytest.mark.parametrize(
    ("body", "stated", "detail"),
    [
        (b"%PDF-1.7 ...", "text/html", "application/pdf"),
        (b"%PDF-1.7 ...", "application/pdf", "application/pdf"),
        (b"\0\0\0\x18ftypmp42", "text/html", "video/mp4"),
        (b"\x89PNG\r\n", "", "image/png"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "application/xml"),
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom'>",
            "application/atom+xml",
            "application/atom+xml",
        ),
        (b'{"a": 1}', "application/json", "application/json"),
        (b"a,b\n1,2", "text/csv", "text/csv"),
        (b"\x00\x01\x02", "", "unknown"),
    ],
)
def test_what_is_not_html_is_rejected_with_its_type(body: bytes, stated: str, detail: str) -> None:
    assert page(answer(body, stated), NOW) == Rejection(Reason.NOT_HTML, detail)
