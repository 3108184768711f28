"""The page of coverage: what each outlet announced in the last days, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import groupby

from psycopg2.extensions import connection as Connection

from newsmon.report.chart import Bars, bars
from newsmon.serve.site.time_spans import TimeSpan
from newsmon.store import fetch_all
from newsmon.store.rows import SiteCoverage

DAYS = 14


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """An outlet's announcements, by what became of them; `share` is None where nothing was due."""

    source: str
    outlet: str
    announced: int
    loaded: int
    rejected: int
    waiting: int
    missed: int
    too_old: int
    excluded: int
    chart: Bars  # percent loaded of what was due, day by day

    @property
    def share(self) -> float | None:
        """Share loaded of what was due, 0 to 1."""
        due = self.announced - self.too_old - self.excluded
        return self.loaded / due if due else None


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Contents of the page of coverage, the outlets with the smallest share first."""

    span: TimeSpan
    outlets: Sequence[OutletCoverage]


def read(conn: Connection) -> CoveragePage:
    """Return the coverage of the last days."""
    span = TimeSpan.ending(datetime.now(timezone.utc).date(), DAYS)
    rows = fetch_all(conn, "site.coverage", first=span.first, last=span.last)
    outlets = [_outlet(list(days), span) for _, days in groupby(rows, key=lambda row: row.source)]
    return CoveragePage(
        span, sorted(outlets, key=lambda o: (1.0 if o.share is None else o.share, -o.announced))
    )


def _outlet(days: Sequence[SiteCoverage], span: TimeSpan) -> OutletCoverage:
    shares = {row.day: round(100 * (row.share_loaded or 0.0)) for row in days}
    return OutletCoverage(
        source=days[0].source,
        outlet=days[0].outlet,
        announced=sum(row.announced for row in days),
        loaded=sum(row.loaded for row in days),
        rejected=sum(row.rejected for row in days),
        waiting=sum(row.waiting for row in days),
        missed=sum(row.missed for row in days),
        too_old=sum(row.too_old for row in days),
        excluded=sum(row.excluded for row in days),
        chart=bars(span.days, [shares.get(day, 0) for day in span.days], 100),
    )
