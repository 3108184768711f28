"""Results of extraction, written: articles many at once, each rejection by itself."""

from __future__ import annotations

import logging
import random
from collections import Counter
from datetime import datetime, timezone

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.fetch import after_live_fetch, after_rejection, live_until
from newsmon.model import Article, Edition, Kind, Page, Reason, Rejection
from newsmon.pipeline.imports.imported import identity
from newsmon.pipeline.imports.seeds import is_same_title
from newsmon.pipeline.stages import feed_texts, isolation
from newsmon.pipeline.stages.feed_texts import Refusal
from newsmon.pipeline.stages.stored_rights import is_reserved
from newsmon.store import addresses, articles, pages, rejections
from newsmon.store.details import Details
from newsmon.store.rows import ClaimedPage

log = logging.getLogger(__name__)

# Faults of ours: the page goes into quarantine, and is read again by the next version.
OURS = frozenset({Reason.INTERNAL_ERROR, Reason.WORKER_DIED})


class ResultWriter:
    """Writes results in the order of their pages, in the transaction that is open.

    Articles wait for those after them, and are loaded before a rejection that might concern them.
    """

    def __init__(self, conn: Connection, config: Config, run_id: int | None) -> None:
        self._conn, self._config, self._run_id = conn, config, run_id
        self._counts: Counter[str] = Counter()
        self._details = Details()
        self._waiting: list[tuple[ClaimedPage, articles.ExtractedArticle]] = []
        self._keys: set[str] = set()  # identities of the addresses of what waits

    def add(self, row: ClaimedPage, result: Article | Rejection) -> None:
        """Write what came of a page, or have it wait."""
        url_key = identity(row.url)[1]
        if isinstance(result, Rejection) and result.reason in OURS:
            if url_key in self._keys:
                self._load()
            self._counts[Reason.INTERNAL_ERROR.value] += 1
            self._counts["rejected"] += 1
            isolation.quarantine(self._conn, "extract", row.page_id, result, self._run_id)
            return
        if row.address_state == "forgotten":
            log.debug("left out: it was forgotten", extra={"url": row.url})
            self._counts["forgotten"] += 1
            return
        page = pages.bare_page_of(row)
        if row.refetch_every is not None:
            result = _if_same_article(row, page, result)
        if isinstance(result, Rejection):
            if url_key in self._keys or row.article_id is not None:
                self._load()
            self._counts[self._reject(row, page, result)] += 1
        elif page.edition is Edition.HEADLINE and is_reserved(self._conn, self._config, row.url):
            log.debug("no headline: its use is reserved", extra={"url": row.url})
            self._counts["headlines_reserved"] += 1
        else:
            extracted = _extracted(row, page, result, url_key)
            self._waiting.append((row, extracted))
            self._keys.update(extracted.url_keys)

    def finish(self) -> Counter[str]:
        """Load what waits; return the counts of all."""
        self._load()
        self._details.write(self._conn)
        return self._counts

    def _load(self) -> None:
        waiting, self._waiting, self._keys = self._waiting, [], set()
        loaded = articles.load_all(
            self._conn, (extracted for _, extracted in waiting), self._details
        )
        for (row, extracted), (_, outcome) in zip(waiting, loaded, strict=True):
            edition = Edition(row.edition)
            if edition is Edition.HEADLINE and outcome is articles.Outcome.NEW:
                self._counts["headlines"] += 1
                continue
            self._counts[outcome.value] += 1
            article = extracted.article
            if article.coverage is not None and edition is Edition.PAGE and not row.replayed:
                _follow_live(self._conn, self._config, row, article)

    def _reject(self, row: ClaimedPage, page: Page, rejection: Rejection) -> str:
        if page.edition in (Edition.FEED, Edition.HEADLINE):
            log.debug("what its feed carries will not do: %s", rejection.reason.value,
                      extra={"url": row.url})  # fmt: skip
            feed_texts.keep_headlines(self._conn, [row.address_id])
            return "feed_texts_rejected"  # the rejection of its page says why there is no article
        again = _again(self._config, row, page, rejection)
        is_refused = page.edition is Edition.PAGE and rejection.reason in feed_texts.REFUSALS
        if is_refused:
            refusal = Refusal(row.address_id, rejection.reason, again is None)
            feed_texts.keep(self._conn, [refusal])
        rejections.reject(
            self._conn,
            rejection,
            address_id=row.address_id,
            source_id=row.source_id,
            url=row.url,
            stage="extract",
            again=again,
            fresh=row.address_state == "fetched",
            has_headline=is_refused,
        )
        return "rejected"


def _extracted(
    row: ClaimedPage, page: Page, article: Article, url_key: str
) -> articles.ExtractedArticle:
    origin = articles.Origin(
        address_id=row.address_id,
        source_id=row.source_id,
        page_id=row.page_id,
        url_key=url_key,
        first_seen_at=_first_seen_at(row),
        seen_at=row.fetched_at,
    )
    return articles.ExtractedArticle(article, origin, _aliases(article, page, origin), row.replayed)


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


def _aliases(article: Article, page: Page, origin: articles.Origin) -> tuple[articles.Alias, ...]:
    """Further URLs of the article: where redirects ended, and its canonical one."""
    aliases: dict[str, articles.Alias] = {}
    for url in dict.fromkeys((article.url, page.final_url)):
        if url == page.url:
            continue
        address, key, server = identity(url)
        if key != origin.url_key:
            aliases.setdefault(key, articles.Alias(key, address, server))
    return tuple(aliases.values())
