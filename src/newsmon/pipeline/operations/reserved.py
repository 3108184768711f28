"""Stored articles whose use is reserved by now: a publisher's change of mind, acted upon."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline.operations.forget import forget
from newsmon.pipeline.stages.stored_rights import stored_files
from newsmon.rights import (
    Origin,
    OriginFiles,
    Use,
    decide,
    first_honoured,
    from_json,
    origin_of,
)
from newsmon.store import Database, connect, fetch_all

_OF_FILES: Final = frozenset({Origin.ROBOTS, Origin.TDMREP})


@dataclass(frozen=True, slots=True)
class ReservedArticle:
    """An article that would not be loaded today."""

    article_id: int
    url: str
    statement: str


def reserved_articles(database: Database, config: Config) -> list[ReservedArticle]:
    """Return the articles whose page reserves a use that is honoured.

    What the page and its headers stated when it was last fetched goes before what the files of its
    origin state now; nothing is asked of anybody.
    """
    with closing(connect(database)) as conn:
        return list(_reserved(conn, config))


def forget_reserved(database: Database, articles: list[ReservedArticle]) -> None:
    """Forget these articles, each in a transaction of its own."""
    for article in articles:
        forget(database, str(article.article_id))


def _reserved(conn: Connection, config: Config) -> Iterator[ReservedArticle]:
    settings = config.settings.fetch
    honoured = frozenset(map(Use, settings.honoured))
    origins: dict[str, OriginFiles] = {}
    for row in fetch_all(conn, "rights.of_articles") if honoured else ():
        origin = origin_of(row.url)
        if origin not in origins:
            origins[origin] = stored_files(conn, origin, settings.user_agent)
        own = [s for s in from_json(row.statements or ()) if s.origin not in _OF_FILES]
        decided = decide([own, origins[origin].of(row.url)])
        if statement := first_honoured(decided, honoured):
            yield ReservedArticle(row.article_id, row.url, statement.text)
