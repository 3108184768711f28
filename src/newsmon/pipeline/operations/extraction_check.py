"""Weekly check of extraction: newest pages of each source, read once more by trafilatura."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.extract import compare_readings
from newsmon.model import Page
from newsmon.store import execute, execute_values, stream
from newsmon.store.pages import decompress
from newsmon.store.rows import SampledPage

DAYS = 30  # pages fetched longer ago say nothing of how a site is read now
PAGES = 10  # of a source: some 30 ms of CPU each
ARTICLE = 100  # shingles of prose that are an article's length, about as many words

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class SourceSample:
    """The comparisons of one source's pages."""

    pages: int = 0
    rejected: int = 0
    prose: int = 0  # shingles that the second reader found on loaded pages
    in_text: int = 0  # of them, those in our texts
    since: list[datetime] = field(default_factory=list)

    def add(self, row: SampledPage) -> None:
        comparison = compare_readings(_page_of(row), row.text)
        if row.reason and comparison.peer < ARTICLE:
            return  # rightly rejected
        if not comparison.peer:
            return
        self.pages += 1
        self.since.append(row.fetched_at)
        if row.reason:
            self.rejected += 1
        else:
            self.prose += comparison.peer
            self.in_text += comparison.shared

    @property
    def share_kept(self) -> float:
        return self.in_text / self.prose if self.prose else 1.0

    @property
    def share_rejected(self) -> float:
        return self.rejected / self.pages if self.pages else 0.0


def check_extraction(conn: Connection) -> Counter[str]:
    """Sample the newest pages of each source and write what the second reading shows.

    Part of the transaction. Counts: `pages_read_again`, `sources_checked`.
    """
    samples = _read_samples(
        stream(conn, "maintain.sample_pages", days=DAYS, limit=PAGES, at_once=20)
    )
    rows = [
        (source_id, sample.pages, sample.share_kept, sample.share_rejected, min(sample.since))
        for source_id, sample in samples.items()
        if sample.pages
    ]
    execute_values(conn, "maintain.write_extraction_health", rows)
    execute(conn, "maintain.drop_extraction_health", source_ids=[row[0] for row in rows])
    pages = sum(sample.pages for sample in samples.values())
    _log.info("read %d pages of %d sources a second time", pages, len(rows))
    return Counter(pages_read_again=pages, sources_checked=len(rows))


def _read_samples(rows: Iterable[SampledPage]) -> dict[int, SourceSample]:
    samples: dict[int, SourceSample] = {}
    for row in rows:
        samples.setdefault(row.source_id, SourceSample()).add(row)
    return samples


def _page_of(row: SampledPage) -> Page:
    return Page(
        url=row.url,
        final_url=row.final_url,
        body=decompress(row.body),
        content_type=row.content_type,
        charset=row.charset,
        fetched_at=row.fetched_at,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
    )
