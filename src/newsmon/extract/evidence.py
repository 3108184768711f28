"""Everything that a page and its feed say about one article, before anything is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from lxml.html import HtmlElement

from newsmon.extract.bylines import bylines
from newsmon.extract.facts import SourceFacts
from newsmon.extract.head import Head, read_head
from newsmon.extract.headings import headings, named_titles, subheadings
from newsmon.extract.jsonld import Stated, read_jsonld
from newsmon.extract.shown import shown_moments
from newsmon.model import Entry, Moment, Page, SuppliedMetadata


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the choosers of each field look at."""

    url: str
    fetched_at: datetime
    given: SuppliedMetadata = field(default_factory=SuppliedMetadata)
    entry: Entry | None = None
    source: SourceFacts = field(default_factory=SourceFacts)
    head: Head = field(default_factory=Head)
    stated: Stated = field(default_factory=Stated)
    headings: tuple[str, ...] = ()
    named_titles: tuple[str, ...] = ()
    subheadings: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    shown: tuple[Moment, ...] = ()  # dates in the visible page, most explicit first

    @property
    def site_names(self) -> tuple[str, ...]:
        """Names the site gives itself: for title suffixes, and no people among authors."""
        names = (
            self.source.name,
            self.stated.publisher,
            *self.head.meta.get("og:site_name", ()),
            *self.head.meta.get("application-name", ()),
            *self.head.meta.get("apple-mobile-web-app-title", ()),
            *self.head.meta.get("publisher", ()),
            *self.head.meta.get("dc.publisher", ()),
            *(name.lstrip("@") for name in self.head.meta.get("twitter:site", ())),
        )
        return tuple(dict.fromkeys(name for name in names if name and "://" not in name))


def read_structured(
    page: Page, tree: HtmlElement | None, entry: Entry | None, source: SourceFacts
) -> Evidence:
    """Read what a page states about itself for programs; `tree` is None for plain text."""
    evidence = Evidence(page.final_url or page.url, page.fetched_at, page.supplied, entry, source)
    if tree is None:
        return evidence
    return replace(evidence, head=read_head(tree), stated=read_jsonld(tree))


def read_visible(
    evidence: Evidence, tree: HtmlElement, *, named: bool = False, dated: bool = False
) -> Evidence:
    """Add what the page shows its readers; nothing of authors or dates that are known already.

    Looking for names and dates in markup costs more than everything else that is read here.
    """
    month_first = evidence.head.language.lower().startswith("en-us")
    return replace(
        evidence,
        headings=headings(tree),
        named_titles=named_titles(tree),
        subheadings=subheadings(tree),
        bylines=() if named else bylines(tree),
        shown=() if dated else shown_moments(tree, month_first=month_first),
    )
