"""Everything that a page and its feed say about one article, before anything is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsmon.extract.evidence.credits import AuthorClaim
from newsmon.extract.live.live_blogs import LiveBlog
from newsmon.extract.source_facts import SourceFacts
from newsmon.extract.statements.jsonld import Stated
from newsmon.extract.statements.page_head import Head
from newsmon.extract.statements.page_statements import Statements
from newsmon.model import Entry, Moment, Page, SuppliedMetadata
from newsmon.text import language_code
from newsmon.times import DateConventions

_NO_STATEMENTS = Statements()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The statements that each field is chosen from, each read once."""

    url: str
    fetched_at: datetime
    supplied: SuppliedMetadata
    entry: Entry | None
    source: SourceFacts
    head: Head
    stated: Stated
    fallback_text: str  # what the page says where no scripts run
    is_called_article: bool
    language: str | None  # code; as the page or its feed states it
    site_names: tuple[str, ...]  # that the site gives itself: title suffixes, and no authors
    date_conventions: DateConventions
    live_blog: LiveBlog | None = None
    headings: tuple[str, ...] = ()
    named_titles: tuple[str, ...] = ()
    subheadings: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    author_claims: tuple[AuthorClaim, ...] = ()
    visible_dates: tuple[Moment, ...] = ()  # most explicit first
    publication_claims: tuple[Moment, ...] = ()  # those that can be true
    modification_claims: tuple[Moment, ...] = ()
    teasers: tuple[str, ...] = ()  # letters of each box that leads to another article
    document_title: str = ""  # of a plain-text document
    document_bylines: tuple[str, ...] = ()


def stated_evidence(
    page: Page,
    url: str,
    entry: Entry | None,
    source: SourceFacts,
    statements: Statements = _NO_STATEMENTS,
) -> Evidence:
    """Return what is stated for programs: by the page, its feed, its source, whoever supplied it.

    `url` is the page's address, the original's of an archive's page.
    """
    head, stated = statements.head, statements.stated
    languages = (
        page.supplied.language, stated.language, head.language, head.meta_language,
        entry.language if entry else None,
    )  # fmt: skip
    names = (source.name, stated.publisher, *head.site_names)
    return Evidence(
        url=url,
        fetched_at=page.fetched_at,
        supplied=page.supplied,
        entry=entry,
        source=source,
        head=head,
        stated=stated,
        fallback_text=statements.fallback_text,
        is_called_article=statements.is_called_article,
        language=next(filter(None, map(language_code, languages)), None),
        site_names=tuple(dict.fromkeys(name for name in names if name and "://" not in name)),
        date_conventions=DateConventions(source.country, day_first=statements.day_first),
    )
