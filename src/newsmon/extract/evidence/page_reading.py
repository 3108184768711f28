"""A pruned page or a document in, its evidence out: each statement is read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

from newsmon.extract.evidence.author_claims import author_claims
from newsmon.extract.evidence.bylines import bylines, signatures
from newsmon.extract.evidence.date_claims import (
    is_dated,
    modification_claims,
    publication_claims,
)
from newsmon.extract.evidence.date_guess import guess_date
from newsmon.extract.evidence.headings import headings, named_titles, subheadings
from newsmon.extract.evidence.page_evidence import Evidence, stated_evidence
from newsmon.extract.evidence.plain_text import Document, read_document
from newsmon.extract.evidence.side_boxes import side_boxes
from newsmon.extract.evidence.teaser_boxes import teasers
from newsmon.extract.evidence.visible_dates import visible_dates
from newsmon.extract.live.live_blogs import LiveBlog
from newsmon.extract.source_facts import SourceFacts
from newsmon.model import Entry, Moment, Page
from newsmon.text import clean
from newsmon.text.wrapping import unwrap


class DocumentReading(NamedTuple):
    """The evidence of a plain-text document, and its lines by what they are."""

    evidence: Evidence
    document: Document


def read_visible(evidence: Evidence, tree: HtmlElement, html: str) -> Evidence:
    """Add to what is stated for programs what the pruned page shows its readers.

    Looking for names and dates in markup costs more than everything else that is read here: no
    authors and dates where programs are told them. The day is guessed from the page as it came.
    """
    with _without(_elements_of(evidence.live_blog)):
        return _read_shown(evidence, tree, html)


def _elements_of(blog: LiveBlog | None) -> list[HtmlElement]:
    return [post.element for post in blog.posts if post.element is not None] if blog else []


@contextmanager
def _without(elements: Iterable[HtmlElement]) -> Iterator[None]:
    """Take elements out of their page for a while: their dates are not its own."""
    stand_ins: list[tuple[HtmlElement, HtmlElement]] = []
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            stand_in = parent.makeelement("div")
            parent.replace(element, stand_in)
            stand_ins.append((stand_in, element))
    yield
    for stand_in, element in reversed(stand_ins):
        stand_in.getparent().replace(stand_in, element)


def _read_shown(evidence: Evidence, tree: HtmlElement, html: str) -> Evidence:
    evidence = replace(
        evidence,
        headings=headings(tree),
        named_titles=named_titles(tree),
        subheadings=subheadings(tree),
        author_claims=author_claims(evidence),
        visible_dates=() if is_dated(evidence) else _dates_shown(evidence, tree),
        teasers=() if evidence.is_called_article else teasers(tree, evidence.url),
    )
    for lines in (bylines, signatures):
        if not any(claim.has_full_name for claim in evidence.author_claims):
            evidence = replace(evidence, bylines=(*evidence.bylines, *lines(tree)))
            evidence = replace(evidence, author_claims=author_claims(evidence))
    evidence = _dated(evidence)
    if evidence.publication_claims or evidence.live_blog is not None:
        return evidence
    guess = guess_date(html, evidence.url, evidence.fetched_at)
    return replace(evidence, publication_claims=(guess,) if guess else ())


def _dates_shown(evidence: Evidence, tree: HtmlElement) -> tuple[Moment, ...]:
    with _without(side_boxes(tree, evidence.url)):
        return visible_dates(tree, evidence.date_conventions)


def read_plain_text(
    page: Page, url: str, text: str, entry: Entry | None, source: SourceFacts
) -> DocumentReading:
    """Read a document that is nothing but text."""
    title = page.supplied.title or (entry.title if entry else "")
    document = read_document(clean(unwrap(text)), title=title or None)
    evidence = replace(
        stated_evidence(page, url, entry, source),
        document_title=document.title,
        document_bylines=document.bylines,
    )
    evidence = replace(evidence, author_claims=author_claims(evidence))
    return DocumentReading(_dated(evidence), document)


def _dated(evidence: Evidence) -> Evidence:
    return replace(
        evidence,
        publication_claims=publication_claims(evidence),
        modification_claims=modification_claims(evidence),
    )
