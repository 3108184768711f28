"""The extract stage: raw pages become articles, versions, or rejections with a reason."""

from __future__ import annotations

import logging
import random
from collections import Counter
from datetime import datetime, timezone

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.extract import SourceFacts
from newsmon.fetch import after_live_fetch, after_rejection, live_until
from newsmon.model import Article, Edition, Kind, Page, Reason, Rejection
from newsmon.pipeline.imports.imported import identity
from newsmon.pipeline.imports.seeds import is_same_title
from newsmon.pipeline.stages import feed_texts, isolation
from newsmon.pipeline.stages.extract_workers import Job, Workers
from newsmon.pipeline.stages.feed_texts import Refusal
from newsmon.pipeline.stages.stored_rights import is_reserved
from newsmon.store import addresses, articles, pages, rejections
from newsmon.store.details import Details
from newsmon.store.locks import Turn, retry_on_deadlock, wait_for_turn
from newsmon.store.rows import ClaimedPage

log = logging.getLogger(__name__)

# Faults of ours: the page goes into quarantine, and is read again by the next version.
OURS = frozenset({Reason.INTERNAL_ERROR, Reason.WORKER_DIED})


def extract(
    conn: Connection,
    config: Config,
    *,
    batch: int = 50,
    workers: Workers,
    run_id: int | None = None,
) -> Counter[str]:
    """Extract and load at most `batch` waiting pages in one transaction.

    Counts: `claimed`, each `articles.Outcome`, new `headlines`, `rejected`, and of these
    `internal_error` (or the page has ended its process); `put_off` are pages that take long, and
    are read to their end once no other page waits.
    """
    return retry_on_deadlock(conn, lambda: _extract(conn, config, batch, workers, run_id))


def _extract(
    conn: Connection, config: Config, batch: int, workers: Workers, run_id: int | None
) -> Counter[str]:
    counts: Counter[str] = Counter(claimed=0)
    rows = pages.claim(conn, batch)
    counts["claimed"] = len(rows)
    if rows:
        learned = articles.boilerplate(conn, {row.source_id for row in rows})
        releasing = {s.slug for s in config.sources if s.publishes == "releases"}
        jobs = [
            _Unread(
                row,
                learned.get(row.source_id, frozenset()),
                publishes_releases=row.source in releasing,
            )
            for row in rows
        ]
        results = workers.extract(jobs)
        # which further addresses an article is known by, only its page says: one writer at a time
        wait_for_turn(conn, Turn.LOAD)
        details = Details()
        slow = [row.page_id for row, result in zip(rows, results, strict=True) if result is None]
        counts["put_off"] = len(slow)
        pages.mark_slow(conn, slow)
        for row, result in zip(rows, results, strict=True):
            if result is None:
                continue
            if isinstance(result, Rejection) and result.reason in OURS:
                counts[Reason.INTERNAL_ERROR.value] += 1
                counts["rejected"] += 1
                isolation.quarantine(conn, "extract", row.page_id, result, run_id)
            else:
                counts[_store(conn, config, row, result, details=details)] += 1
        details.write(conn)
        pages.extracted(conn, {row.page_id for row in rows} - set(slow))
    conn.commit()
    return counts


class _Unread:
    """A claimed page that is unpacked when its turn comes: one at a time in each process."""

    def __init__(
        self, row: ClaimedPage, boilerplate: frozenset[str], *, publishes_releases: bool
    ) -> None:
        self._row, self._boilerplate = row, boilerplate
        self._publishes_releases = publishes_releases
        self.size = pages.size(row)
        self.to_its_end = row.slow

    def job(self) -> Job:
        row, page = self._row, pages.page_of(self._row)
        return Job(
            page=page,
            entry=pages.entry_of(row),
            source=SourceFacts(
                name=row.source_name,
                language=row.source_language,
                homepage=row.homepage,
                country=row.country,
                publishes_releases=self._publishes_releases,
            ),
            boilerplate=self._boilerplate,
            gate=not page.supplied.is_vouched_for and page.edition is not Edition.HEADLINE,
        )


def _store(
    conn: Connection,
    config: Config,
    row: ClaimedPage,
    result: Article | Rejection,
    *,
    details: Details,
) -> str:
    page = pages.bare_page_of(row)
    if row.address_state == "forgotten":
        log.debug("left out: it was forgotten", extra={"url": row.url})
        return "forgotten"
    if row.refetch_every is not None:
        result = _if_same_article(row, page, result)
    if isinstance(result, Rejection):
        if page.edition in (Edition.FEED, Edition.HEADLINE):
            log.debug("what its feed carries will not do: %s", result.reason.value,
                      extra={"url": row.url})  # fmt: skip
            feed_texts.keep_headlines(conn, [row.address_id])
            return "feed_texts_rejected"  # the rejection of its page says why there is no article
        again = _again(config, row, page, result)
        is_refused = page.edition is Edition.PAGE and result.reason in feed_texts.REFUSALS
        if is_refused:
            feed_texts.keep(conn, [Refusal(row.address_id, result.reason, again is None)])
        rejections.reject(
            conn,
            result,
            address_id=row.address_id,
            source_id=row.source_id,
            url=row.url,
            stage="extract",
            again=again,
            fresh=row.address_state == "fetched",
            has_headline=is_refused,
        )
        return "rejected"
    if page.edition is Edition.HEADLINE and is_reserved(conn, config, row.url):
        log.debug("no headline: its use is reserved", extra={"url": row.url})
        return "headlines_reserved"
    origin = articles.Origin(
        address_id=row.address_id,
        source_id=row.source_id,
        page_id=row.page_id,
        url_key=identity(row.url)[1],
        first_seen_at=_first_seen_at(row),
        seen_at=row.fetched_at,
    )
    aliases = _aliases(result, page, origin)
    _, outcome = articles.load(conn, result, origin, aliases, details, replay=row.replayed)
    if page.edition is Edition.HEADLINE and outcome is articles.Outcome.NEW:
        return "headlines"
    if result.coverage is not None and page.edition is Edition.PAGE and not row.replayed:
        _follow_live(conn, config, row, result)
    return outcome.value


def _first_seen_at(row: ClaimedPage) -> datetime:
    """Return when an article was first there to be seen: not while it was under embargo."""
    if row.embargoed_until is None or row.embargoed_until <= row.first_seen_at:
        return row.first_seen_at
    return datetime.now(timezone.utc)


def _follow_live(conn: Connection, config: Config, row: ClaimedPage, article: Article) -> None:
    """Have the page of a live blog that is going on fetched again."""
    settings, coverage = config.settings.fetch, article.coverage
    if settings.live_every is None or coverage is None or article.kind is not Kind.LIVE_BLOG:
        return
    times = [post.posted.at for post in coverage.posts if post.posted]
    until = live_until(
        row.first_seen_at,
        max(times, default=article.modified_at or row.fetched_at),
        coverage.ends_at,
        quiet=settings.live_quiet,
        longest=settings.live_longest,
    )
    wait = after_live_fetch(random.random(), settings.live_every, None)
    addresses.follow_live(conn, row.address_id, until, wait)


def _again(config: Config, row: ClaimedPage, page: Page, rejection: Rejection) -> float | None:
    """Seconds until the page is asked for again; None: never, or it is only looked at once more."""
    if page.edition is not Edition.PAGE or row.address_state != "fetched":
        return None
    waits = config.settings.fetch.retries
    return after_rejection(rejection.reason, row.retries, random.random(), waits)


def _if_same_article(
    row: ClaimedPage, page: Page, result: Article | Rejection
) -> Article | Rejection:
    """Reject the live page of a supplied document where it has become another article."""
    if page.edition is not Edition.PAGE or isinstance(result, Rejection):
        return result
    if is_same_title(row.entry_title or "", result.title):
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
