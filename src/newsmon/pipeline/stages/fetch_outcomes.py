"""What fetching came to, written down: a page kept, an address put off, or a rejection."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.fetch import after_fetch, after_rejection, backoff
from newsmon.model import Page, Reason, Rejection
from newsmon.store import addresses, articles, pages, runs
from newsmon.store.locks import again_on_deadlock
from newsmon.store.rows import DueAddress

STAGE = "fetch"
PUT_OFF_SECONDS = 900.0
NETWORK = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS})
PASSING = NETWORK | {Reason.HTTP_5XX, Reason.RATE_LIMITED, Reason.PROTOCOL}


@dataclass(frozen=True, slots=True)
class Got:
    """A good answer."""

    page: Page | None  # None: the host says that it has not changed
    opt_out: str | None  # what reserves text and data mining


Outcome = Got | Rejection | None  # None: not asked, for its host is out of reach


class Outcomes:
    """Where outcomes go; for one connection and one run."""

    def __init__(self, conn: Connection, config: Config, run_id: int) -> None:
        self._conn, self._config, self._run_id = conn, config, run_id

    def write(self, some: Sequence[tuple[DueAddress, Outcome]]) -> Counter[str]:
        """Write (row, outcome) pairs; returns counts. What Postgres refuses costs only itself."""
        return again_on_deadlock(self._conn, lambda: self._write_all(some))

    def _write_all(self, some: Sequence[tuple[DueAddress, Outcome]]) -> Counter[str]:
        """One transaction, or, where Postgres refuses it, one for each."""
        try:
            counts = Counter(claimed=len(some)) + self._keep(some)
            for row, outcome in some:
                counts.update(self._store(row, outcome))
            self._conn.commit()
        except (DataError, IntegrityError) as error:
            self._conn.rollback()
            if len(some) == 1:
                if not isinstance(some[0][1], Got):
                    raise
                refused = Rejection(Reason.PROTOCOL, f"cannot be stored: {error}"[:300])
                return self._write_all([(some[0][0], refused)])
            return sum((self._write_all([one]) for one in some), Counter())
        return counts

    def _keep(self, some: Sequence[tuple[DueAddress, Outcome]]) -> Counter[str]:
        """The good answers."""
        got = [(row, one) for row, one in some if isinstance(one, Got)]
        new = pages.keep_all(
            self._conn, [(row.address_id, one.page) for row, one in got if one.page]
        )
        known = [(row, one) for row, one in got if row.address_id not in new]
        same = [(row, one) for row, one in known if row.state == "rejected"]
        for row, one in same:
            addresses.still_rejected(self._conn, self._still_rejected(row, one))
        addresses.fetched(
            self._conn, [self._fetched(row, one) for row, one in got if (row, one) not in same]
        )
        return Counter(fetched=len(new), unchanged=len(known))

    def _fetched(self, row: DueAddress, got: Got) -> addresses.Fetched:
        """A page that is kept or known, and when it is to be looked at for changes."""
        refetch = self._config.settings.fetch.refetch
        again = after_fetch(row.fetches + 1, random.random(), refetch)
        return addresses.Fetched(row.address_id, got.opt_out, again)

    def _still_rejected(self, row: DueAddress, got: Got) -> addresses.Fetched:
        """A page that is what it was when it was rejected."""
        return addresses.Fetched(row.address_id, got.opt_out, self._again(row, Reason(row.reason)))

    def _again(self, row: DueAddress, reason: Reason) -> float | None:
        """Seconds until a rejected address is asked for again; None: given up."""
        waits = self._config.settings.fetch.retries
        return after_rejection(reason, row.retries, random.random(), waits)

    def _store(self, row: DueAddress, outcome: Got | Rejection | None) -> Counter[str]:
        """One outcome, but for the page itself; returns what it is counted as."""
        counts: Counter[str] = Counter()
        if outcome is None:
            addresses.schedule(self._conn, row.address_id, PUT_OFF_SECONDS)
            counts["put_off"] += 1
        elif isinstance(outcome, Rejection):
            counts[self._not_fetched(row, outcome)] += 1
        if row.is_seed:
            every = self._config.settings.seeds.live_every.total_seconds()
            addresses.schedule(self._conn, row.address_id, every)
        return counts

    def _not_fetched(self, row: DueAddress, rejection: Rejection) -> str:
        settings = self._config.settings.fetch
        if row.is_seed:
            return "seeds_not_live"  # we have a text of it, so nothing is missing
        if rejection.reason in PASSING and row.attempts + 1 < settings.max_attempts:
            wait = backoff(row.attempts + 1, random.random())
            asked = min(rejection.retry_after or 0, settings.max_retry_after.total_seconds())
            addresses.postpone(
                self._conn,
                row.address_id,
                reason=rejection.reason.value,
                seconds=max(wait, asked),
            )
            runs.fail(
                self._conn,
                rejection,
                run_id=self._run_id,
                source_id=row.source_id,
                url=row.url,
                stage=STAGE,
            )
            return "failed"
        articles.reject(
            self._conn,
            rejection,
            address_id=row.address_id,
            source_id=row.source_id,
            url=row.url,
            stage=STAGE,
            again=self._again(row, rejection.reason),
        )
        return "rejected"
