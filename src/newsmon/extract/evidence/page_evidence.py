"""Everything that a page and its feed say about one article, before anything is chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from newsmon.extract.evidence.jsonld import Stated
from newsmon.extract.evidence.page_head import Head
from newsmon.extract.source_facts import SourceFacts
from newsmon.model import Entry, Moment, SuppliedMetadata
from newsmon.text import language_code
from newsmon.times import DateConventions

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The statements that each field is chosen from."""

    url: str
    fetched_at: datetime
    supplied: SuppliedMetadata = field(default_factory=SuppliedMetadata)
    entry: Entry | None = None
    source: SourceFacts = field(default_factory=SourceFacts)
    head: Head = field(default_factory=Head)
    stated: Stated = field(default_factory=Stated)
    headings: tuple[str, ...] = ()
    named_titles: tuple[str, ...] = ()
    subheadings: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    visible_dates: tuple[Moment, ...] = ()  # most explicit first
    publication_claims: tuple[Moment, ...] = ()  # those that can be true
    teasers: tuple[str, ...] = ()  # letters of each box that leads to another article
    fallback_text: str = ""  # what the page says where no scripts run
    document_title: str = ""  # of a plain-text document
    document_bylines: tuple[str, ...] = ()

    @property
    def site_names(self) -> tuple[str, ...]:
        """Return the names that the site gives itself: title suffixes, and no authors."""
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

    @property
    def date_conventions(self) -> DateConventions:
        """Return what the page's dates are read by: only Americans put the month first."""
        is_american = self.head.language.lower().startswith("en-us")
        return DateConventions(self.source.country, day_first=not is_american)

    @property
    def is_called_article(self) -> bool:
        """Tell whether the page says of itself that it is an article."""
        kind = self.head.first("og:type")[0].lower()
        return kind == "article" or _ARTICLE.search(self.stated.kind) is not None

    @property
    def language(self) -> str | None:
        """Return the code of the language that the page or its feed states."""
        claims = (
            self.supplied.language,
            self.stated.language,
            self.head.language,
            self.head.first("og:locale", "content-language", "language", "dc.language")[0],
            self.entry.language if self.entry else None,
        )
        return next(filter(None, map(language_code, claims)), None)
