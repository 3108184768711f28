"""A page or a document in, its evidence out: each place that states something is read once."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newsmon import urls
from newsmon.extract.document.line_keys import text_key
from newsmon.extract.document.page_tree import MAX_CHARACTERS, parse_html
from newsmon.extract.document.prose import Prose
from newsmon.extract.document.prose_accounts import address_key
from newsmon.extract.document.prune import PageNames, prune
from newsmon.extract.evidence.author_claims import is_named
from newsmon.extract.evidence.bylines import bylines
from newsmon.extract.evidence.date_claims import is_dated, publication_claims
from newsmon.extract.evidence.date_guess import guess_date
from newsmon.extract.evidence.headings import headings, named_titles, subheadings
from newsmon.extract.evidence.jsonld import PageIdentity, read_jsonld
from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.extract.evidence.page_head import Head, read_head
from newsmon.extract.evidence.plain_text import Document, read_document
from newsmon.extract.evidence.teaser_boxes import teasers
from newsmon.extract.evidence.visible_dates import visible_dates
from newsmon.extract.source_facts import SourceFacts
from newsmon.model import Entry, Page, Reason, Rejection
from newsmon.text import clean
from newsmon.text.wrapping import unwrap

_TITLE = 10  # letters of a title that a heading can be known by
_NOSCRIPT = 1_000  # characters of a page's fallback text that the gate may read


class PageReading(NamedTuple):
    """The evidence of a page, its tree without what can be no article, and the prose in that."""

    evidence: Evidence
    tree: HtmlElement
    prose: Prose
    before_headline: int | None  # blocks of prose


class DocumentReading(NamedTuple):
    """The evidence of a plain-text document, and its lines by what they are."""

    evidence: Evidence
    document: Document


def read_page(
    page: Page, html: str, entry: Entry | None, source: SourceFacts
) -> PageReading | Rejection:
    """Read what a page states for programs and what it shows its readers."""
    tree = parse_html(html)
    if isinstance(tree, Rejection):
        return tree
    fallback = " ".join(e.text_content()[:_NOSCRIPT] for e in list(tree.iter("noscript"))[:5])
    evidence = _supplied(page, entry, source)
    head = read_head(tree)
    stated = read_jsonld(tree, _identity(evidence.url, head))
    evidence = replace(evidence, head=head, stated=stated, fallback_text=fallback)
    prose, before_headline = prune(tree, _names(evidence))
    evidence = _read_visible(evidence, tree)
    if not evidence.publication_claims:
        evidence = _guess_publication(evidence, html)
    if not evidence.is_called_article:
        evidence = replace(evidence, teasers=teasers(tree, evidence.url))
    return PageReading(evidence, tree, prose, before_headline)


def read_plain_text(
    page: Page, text: str, entry: Entry | None, source: SourceFacts
) -> DocumentReading | Rejection:
    """Read a document that is nothing but text."""
    if len(text) > MAX_CHARACTERS:
        return Rejection(Reason.BODY_TOO_LARGE, f"{len(text)} characters")
    title = page.supplied.title or (entry.title if entry else "")
    document = read_document(clean(unwrap(text)), title=title or None)
    evidence = _supplied(page, entry, source)
    evidence = replace(
        evidence,
        publication_claims=publication_claims(evidence),
        document_title=document.title,
        document_bylines=document.bylines,
    )
    return DocumentReading(evidence, document)


def _identity(url: str, head: Head) -> PageIdentity:
    """Return the addresses and titles by which the page's own JSON-LD is known."""
    addresses = (url, urljoin(url, head.canonical), head.first("og:url")[0])
    titles = (head.title, head.first("og:title")[0])
    return PageIdentity(tuple(filter(None, addresses)), tuple(filter(None, titles)))


def _supplied(page: Page, entry: Entry | None, source: SourceFacts) -> Evidence:
    """Return what is stated before the page is read; an archive's page is the original's."""
    url = urls.original(page.final_url or page.url)
    return Evidence(url, page.fetched_at, page.supplied, entry, source)


def _names(evidence: Evidence) -> PageNames:
    """Return what a page calls itself for programs."""
    titles = (evidence.stated.headline, evidence.head.first("og:title")[0], evidence.head.title)
    addresses = (evidence.url, evidence.head.canonical, evidence.stated.url)
    return PageNames(
        frozenset(key for title in titles if len(key := text_key(title)) >= _TITLE),
        frozenset(address_key(address) for address in addresses if address),
        evidence.is_called_article,
    )


def _read_visible(evidence: Evidence, tree: HtmlElement) -> Evidence:
    """Add what the page shows its readers; no authors or dates where programs are told them.

    Looking for names and dates in markup costs more than everything else that is read here.
    """
    conventions = evidence.date_conventions
    evidence = replace(
        evidence,
        headings=headings(tree),
        named_titles=named_titles(tree),
        subheadings=subheadings(tree),
        bylines=() if is_named(evidence) else bylines(tree),
        visible_dates=() if is_dated(evidence) else visible_dates(tree, conventions),
    )
    return replace(evidence, publication_claims=publication_claims(evidence))


def _guess_publication(evidence: Evidence, html: str) -> Evidence:
    """Guess the day from the page as it came: rare enough to parse it anew, not to keep a copy."""
    tree = parse_html(html)
    if isinstance(tree, Rejection):
        return evidence
    guess = guess_date(tree, evidence.url, evidence.fetched_at)
    return replace(evidence, publication_claims=(guess,) if guess else ())
