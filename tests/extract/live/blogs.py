# ruff: noqa: E501 - cases read better unbroken
"""Live blogs for the tests, in our own words: the same posts in each shape that pages have."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from tests.extract.pages import NOW

from newsmon.extract import extract
from newsmon.model import Article, Page

URL = "https://news.example.org/live/2026/lock-gate"
TITLE = "Lock gate stuck: the day at the canal as it happens"
BEGUN = datetime(2026, 5, 18, 6, 30, tzinfo=timezone.utc)
INTRODUCTION = (
    "The western gate of the canal's largest lock has been jammed since dawn, and about sixty barges "
    "are waiting on both sides of it. Follow the repair here."
)
HEADLINES = [
    "Divers find a cable in the hinge",
    "Barges queue as far as the paper mill",
    "Harbour master asks for a crane from the coast",
    "First passenger boats are turned round",
    "The gate moves by a hand's breadth",
]
TEXTS = [
    "Two divers who went down at first light have found a steel cable wound around the lower hinge. They say that it has to be cut link by link.",
    "The queue on the eastern side now reaches the paper mill, four kilometres away. Skippers have been told to save fuel and to wait for the evening.",
    "A floating crane is to be towed up from the coast, said the harbour master, Oda Brisk. She does not expect it before Tuesday noon.",
    "Three boats with day trippers had to turn round below the lock. Their owner wants the canal authority to pay for the lost tickets.",
    "Cheers on the quay: the gate has moved for the first time today, if only by a hand's breadth. The pumps are being moved to the other side.",
]


def posted(number: int) -> datetime:
    """Return when a post was made; the later number is the later post."""
    return BEGUN + timedelta(minutes=47 * (number + 1))


def node(number: int, **fields: object) -> dict[str, object]:
    """Return a post as a node of JSON-LD."""
    return {
        "@type": "BlogPosting",
        "headline": HEADLINES[number],
        "articleBody": TEXTS[number],
        "datePublished": posted(number).isoformat(),
        "url": f"{URL}#post-{number}a7",
        "author": {"@type": "Person", "name": "Una Keel"},
        **fields,
    }


def blog(updates: object, **fields: object) -> dict[str, object]:
    """Return a live blog as a node of JSON-LD."""
    return {
        "@type": "LiveBlogPosting",
        "url": URL,
        "headline": TITLE,
        "datePublished": BEGUN.isoformat(),
        "coverageEndTime": "2026-05-19T20:00:00Z",
        "author": {"@type": "Person", "name": "Per Anker"},
        "liveBlogUpdate": updates,
        **fields,
    }


def script(node_: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node_)}</script>'


def newest_first(count: int = 5) -> list[int]:
    return list(reversed(range(count)))


def markup(*, head: str = "", posts: str = "", title: str = TITLE) -> str:
    """Return a page with posts under an introduction, between navigation and footer."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Example Courier</title>{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><main><article><h1>{title}</h1><p>{INTRODUCTION}</p>{posts}</article></main>'
        "<footer><p>About the Courier</p></footer></body></html>"
    )


def read(html: str, url: str = URL) -> Article:
    """Return the article of a page that must be one."""
    result = extract(Page(url, url, html.encode(), "text/html", "utf-8", NOW))
    assert isinstance(result, Article), result
    return result
