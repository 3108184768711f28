"""Pages for the tests, in our own words: a news page in parts that each test may change."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

from datetime import datetime, timezone

from newsmon.extract import extract
from newsmon.model import Article, Page, SuppliedMetadata

UNSTATED = SuppliedMetadata()
NOW = datetime(2026, 5, 20, 12, tzinfo=timezone.utc)
URL = "https://news.example.org/harbour/2026/05/18/ferry-returns"
TITLE = "Ferry returns to the northern harbour after nine years"

BODY = [
    "The first ferry in nine years tied up at the northern harbour on Monday, and about four hundred people had come to watch it.",
    "The crossing to the islands takes two hours. The regional council pays half of the fare, and the rest comes from passengers and freight.",
    "“We never believed that the line was dead,” said Ilse Maren, who runs the bakery beside the pier and kept a timetable from 2017 on her wall.",
    "The council wants to review the service after one summer. Opponents say that the money would be better spent on the mainland road.",
]

MORE = [f"{line} It will be so until the autumn." for line in BODY]


def html(
    *,
    head: str = "",
    title: str = f"{TITLE} | Example Courier",
    before: str = "",
    after: str = "",
    paragraphs: list[str] | None = None,
    lang: str = "en",
) -> str:
    text = "\n".join(f"<p>{p}</p>" for p in (BODY if paragraphs is None else paragraphs))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>{TITLE}</h1>'
        f"{before}{text}{after}</article></main><footer><p>About the Courier</p></footer></body></html>"
    )


def page(
    body: str | bytes,
    *,
    url: str = URL,
    content_type: str = "text/html",
    supplied: SuppliedMetadata = UNSTATED,
) -> Page:
    raw = body.encode("utf-8") if isinstance(body, str) else body
    return Page(url, url, raw, content_type, "utf-8", NOW, supplied=supplied)


def text_of(markup: str) -> str:
    """The text of a page that must be an article."""
    result = extract(page(markup))
    assert isinstance(result, Article), result
    return result.text
