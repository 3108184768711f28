"""Details of the newest version of an article: full-text search, candidates, removed lines."""

from __future__ import annotations

from collections.abc import Iterable

from psycopg2.extensions import connection as Connection

from newsmon.model import Article
from newsmon.store.queries import execute, execute_values


class Details:
    """The details of many articles, gathered and then written with few statements.

    Of an article that is given twice the later one counts.
    """

    def __init__(self) -> None:
        self._articles: dict[int, Article] = {}

    def add(self, article_id: int, article: Article) -> None:
        self._articles[article_id] = article

    def drop(self, article_ids: Iterable[int]) -> None:
        """Leave out articles that are gone."""
        for article_id in article_ids:
            self._articles.pop(article_id, None)

    def write(self, conn: Connection) -> None:
        """Write them in place of those of the versions before; part of the transaction."""
        if not self._articles:
            return
        ids = sorted(self._articles)
        execute(conn, "articles.index", article_ids=ids)
        execute(conn, "articles.clear_details", article_ids=ids)
        execute_values(
            conn,
            "articles.add_provenance",
            [
                (article_id, c.field, c.value, c.origin, c.confidence, c.chosen, c.kind)
                for article_id in ids
                for c in self._articles[article_id].candidates
            ],
        )
        execute_values(
            conn,
            "articles.add_removed_lines",
            [
                (article_id, n, line.line, line.rule)
                for article_id in ids
                for n, line in enumerate(self._articles[article_id].removed)
            ],
        )
        self._articles.clear()
