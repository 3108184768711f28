"""Releases are told from articles by what states it, and by nothing that merely speaks of one."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, URL, html, page

from newsmon.extract import extract
from newsmon.extract.source_facts import SourceFacts
from newsmon.model import Article, Kind, Page


def stated(**fields: str) -> str:
    inner = "".join(f', "{name}": {value}' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry"{inner}}}</script>'


def body(first: str) -> list[str]:
    return [first + BODY[0], *BODY[1:]]


RELEASES: dict[str, tuple[Page, str]] = {
    "genre": (page(html(head=stated(genre='"Press Release"'))), "json-ld"),
    "section": (page(html(head=stated(articleSection='"Pressemitteilungen"'))), "json-ld"),
    "type": (page(html(head=stated().replace("NewsArticle", "PressRelease"))), "json-ld"),
    "a ministry": (page(html(head=stated(publisher='{"@type": "GovernmentOrganization", "name": "Ministry of Ports"}'))), "publisher"),
    "meta": (page(html(head='<meta property="article:section" content="Communiqués de presse">')), "meta"),
    "folder": (page(html(), url="https://ports.example/en/press-releases/2026/ferry"), "url"),
    "folder in another language": (page(html(), url="https://ports.example/comunicati_stampa/ferry"), "url"),
    "wire with slashes": (page(html(paragraphs=body("NORHAVEN, May 18, 2026 /PRNewswire/ -- "))), "document"),
    "wire with brackets": (page(html(paragraphs=body("NORHAVEN--(BUSINESS WIRE)--"))), "document"),
    "for immediate release": (page(html(paragraphs=["FOR IMMEDIATE RELEASE: Norhaven, 18 May 2026.", *BODY])), "document"),
    "kicker": (page(html(paragraphs=body("PRESSEMITTEILUNG Norhaven, 18. Mai 2026. "))), "document"),
    "plain text": (page("FOR IMMEDIATE RELEASE\n\n" + "\n\n".join(BODY), url=URL, content_type="text/plain"), "document"),
}  # fmt: skip


@pytest.mark.parametrize("case", RELEASES)
def test_a_release_is_one_by_evidence_that_is_said(case: str) -> None:
    subject, origin = RELEASES[case]
    result = extract(subject)
    assert isinstance(result, Article)
    assert result.kind is Kind.RELEASE
    assert [(c.value, c.origin, c.chosen) for c in result.candidates if c.field == "kind"] == [
        ("release", origin, True)
    ]


def test_what_a_source_of_releases_publishes_is_one() -> None:
    source = SourceFacts(publishes_releases=True)
    result = extract(page(html()), source=source)
    assert isinstance(result, Article)
    assert result.kind is Kind.RELEASE
    assert [c.origin for c in result.candidates if c.field == "kind"] == ["source"]


ARTICLES: dict[str, Page] = {
    "plain": page(html()),
    "speaks of one": page(html(paragraphs=body("The harbour board said in a press release that it is glad. "))),
    "speaks of one late": page(html(paragraphs=[*BODY, "Business Wire was the first to say so: (BUSINESS WIRE)."])),
    "a story about them": page(html(), url="https://news.example.org/media/why-press-releases-fail"),
    "an outlet": page(html(head=stated(publisher='{"@type": "NewsMediaOrganization", "name": "Courier"}'))),
    "another section": page(html(head=stated(articleSection='"Press freedom"'))),
}  # fmt: skip


@pytest.mark.parametrize("case", ARTICLES)
def test_an_ordinary_article_is_one_without_evidence(case: str) -> None:
    result = extract(ARTICLES[case])
    assert isinstance(result, Article)
    assert result.kind is Kind.ARTICLE
    assert not [c for c in result.candidates if c.field == "kind"]
