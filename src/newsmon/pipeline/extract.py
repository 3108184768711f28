"""The extract stage: raw pages become articles, versions, or rejections with a reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.extract import SourceFacts
from newsmon.model import Article, Edition, Page, Reason, Rejection
from newsmon.pipeline import seeds
from newsmon.pipeline.files import identity
from newsmon.pipeline.workers import Job, Workers
from newsmon.store import articles, pages


def extract(conn: Connection, config: Config, *, batch: int = 50, workers: Workers) -> Counter[str]:
    """Extract and load at most `batch` waiting pages in one transaction.

    Counts: `claimed`, each `articles.Outcome`, and `rejected`.
    """
    counts: Counter[str] = Counter(claimed=0)
    rows = pages.claim(conn, batch)
    counts["claimed"] = len(rows)
    if rows:
        learned = articles.furniture(conn, {row.source_id for row in rows})
        jobs = [_job(row, learned.get(row.source_id, frozenset())) for row in rows]
        results = workers.extract(jobs)
        # ascending addresses, so that two workers never wait for each other in a circle
        for row, job, result in sorted(
            zip(rows, jobs, results, strict=True), key=lambda triple: triple[0].address_id
        ):
            counts[_store(conn, row, job.page, result)] += 1
        pages.extracted(conn, [row.page_id for row in rows])
    conn.commit()
    return counts


def _job(row: Any, furniture: frozenset[str]) -> Job:
    page = pages.page_of(row)
    return Job(
        page=page,
        entry=pages.entry_of(row),
        source=SourceFacts(
            name=row.source_name, language=row.source_language, homepage=row.homepage
        ),
        furniture=furniture,
        # seeds are wanted whatever their text looks like; their live pages are not
        gate=page.edition is Edition.PAGE or not seeds.is_seed(row.guid),
    )


def _store(conn: Connection, row: Any, page: Page, result: Article | Rejection) -> str:
    if row.address_state == "forgotten":
        return "forgotten"
    if seeds.is_seed(row.guid):
        result = _as_seed(row, page, result)
    if isinstance(result, Rejection):
        articles.reject(
            conn,
            result,
            address_id=row.address_id,
            source_id=row.source_id,
            url=row.url,
            stage="extract",
        )
        return "rejected"
    origin = articles.Origin(
        address_id=row.address_id,
        source_id=row.source_id,
        page_id=row.page_id,
        url_key=identity(row.url)[1],
        first_seen_at=row.first_seen_at,
        seen_at=row.fetched_at,
    )
    aliases = _aliases(result, page, origin)
    _, outcome = articles.load(conn, result, origin, aliases, replay=row.replayed)
    return outcome.value


def _as_seed(row: Any, page: Page, result: Article | Rejection) -> Article | Rejection:
    """A seed's live page, unless its address leads to something else by now."""
    if page.edition is not Edition.PAGE or isinstance(result, Rejection):
        return result
    if seeds.is_same_title(row.entry_title, result.title):
        return result
    return Rejection(Reason.NOT_ARTICLE, f"its title is now {result.title!r}")


def _aliases(article: Article, page: Page, origin: articles.Origin) -> list[articles.Alias]:
    """Further URLs of the article: where redirects ended, and its canonical one."""
    aliases: dict[str, articles.Alias] = {}
    for url in (article.url, page.final_url):
        address, key, server = identity(url)
        if key != origin.url_key:
            aliases.setdefault(key, articles.Alias(key, address, server))
    return list(aliases.values())
