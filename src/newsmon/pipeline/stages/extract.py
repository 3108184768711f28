"""The extract stage: raw pages become articles, versions, or rejections with a reason."""

from __future__ import annotations

from collections import Counter

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.extract import SourceFacts
from newsmon.model import Edition
from newsmon.pipeline.stages.extract_results import ResultWriter
from newsmon.pipeline.stages.extract_workers import Extraction, Job, Workers
from newsmon.pipeline.stages.read_ahead import HALF, Begin, ReadAhead
from newsmon.store import articles, pages
from newsmon.store.locks import Turn, retry_on_deadlock, wait_for_turn
from newsmon.store.rows import ClaimedPage


def extract(
    conn: Connection,
    config: Config,
    *,
    batch: int = 50,
    workers: Workers,
    ahead: ReadAhead | None = None,
    run_id: int | None = None,
) -> Counter[str]:
    """Extract and load at most `batch` waiting pages in one transaction.

    With `ahead`, those that come next are extracted while these are stored.
    Counts: `claimed`, each `articles.Outcome`, new `headlines`, `rejected`, and of these
    `internal_error` (or the page has ended its process); `put_off` are pages that take long, and
    are read to their end once no other page waits.
    """

    def begin(reader: Connection, rows: list[ClaimedPage]) -> Extraction:
        return workers.begin(_unread(reader, config, rows))

    def work() -> Counter[str]:
        try:
            return _extract(conn, config, batch, begin, ahead=ahead, run_id=run_id)
        except BaseException:
            if ahead is not None:
                ahead.drop()  # what is to be done again comes first
            raise

    return retry_on_deadlock(conn, work)


def _extract(
    conn: Connection,
    config: Config,
    batch: int,
    begin: Begin,
    *,
    ahead: ReadAhead | None,
    run_id: int | None,
) -> Counter[str]:
    counts: Counter[str] = Counter(claimed=0)
    read = ahead.take(conn) if ahead is not None else []
    if not read:
        rows = pages.claim(conn, batch) if ahead is None else pages.claim(conn, batch, HALF)
        read = list(zip(rows, begin(conn, rows).results(), strict=True)) if rows else []
    counts["claimed"] = len(read)
    if read:
        if ahead is not None:
            ahead.begin(batch, begin)
        # which further addresses an article is known by, only its page says: one writer at a time
        wait_for_turn(conn, Turn.LOAD)
        slow = [row.page_id for row, result in read if result is None]
        counts["put_off"] = len(slow)
        pages.mark_slow(conn, slow)
        writer = ResultWriter(conn, config, run_id)
        for row, result in read:
            if result is not None:
                writer.add(row, result)
        counts.update(writer.finish())
        pages.extracted(conn, {row.page_id for row, _ in read} - set(slow))
    conn.commit()
    return counts


def _unread(conn: Connection, config: Config, rows: list[ClaimedPage]) -> list[_Unread]:
    learned = articles.boilerplate(conn, {row.source_id for row in rows})
    releasing = {s.slug for s in config.sources if s.publishes == "releases"}
    return [
        _Unread(
            row,
            learned.get(row.source_id, frozenset()),
            publishes_releases=row.source in releasing,
        )
        for row in rows
    ]


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
