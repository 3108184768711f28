"""Articles as they come from extraction, on their way into the database."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from newsmon.model import Article
from newsmon.text.line_keys import text_key


@dataclass(frozen=True, slots=True)
class Origin:
    """The page and address that an article was extracted from."""

    address_id: int
    source_id: int
    page_id: int
    url_key: str  # identity of the address it was fetched at
    first_seen_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Alias:
    """Another URL that an article is known by."""

    url_key: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """An article with its origin and its other addresses."""

    article: Article
    origin: Origin
    aliases: tuple[Alias, ...]
    replay: bool  # the same page extracted again, which never makes a version

    @property
    def url_keys(self) -> list[str]:
        return [self.origin.url_key, *(alias.url_key for alias in self.aliases)]

    def traits(self) -> set[Hashable]:
        """Return what two that may come to one stored article have in common.

        That is an address, the URL, the words, or one path (before the query) with one headline.
        """
        article, keys = self.article, self.url_keys
        headline = text_key(article.title)
        return {
            *keys,
            ("url", article.url),
            ("words", article.title, article.text),
            *(("headline", key.partition("?")[0], headline) for key in keys),
        }


def apart(extracted: Iterable[ExtractedArticle]) -> Iterator[list[ExtractedArticle]]:
    """Yield them in their order, in batches in which no two may come to one stored article."""
    batch: list[ExtractedArticle] = []
    traits: set[Hashable] = set()
    for item in extracted:
        own = item.traits()
        if not traits.isdisjoint(own):
            yield batch
            batch, traits = [], set()
        batch.append(item)
        traits |= own
    if batch:
        yield batch
