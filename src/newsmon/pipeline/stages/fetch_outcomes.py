"""The outcomes of fetching, written: a page stored, an address put off, or a rejection."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.fetch import Allowance, after_fetch, after_live_fetch, after_rejection, backoff
from newsmon.logs import counted
from newsmon.model import Failure, Page, Reason, Rejection
from newsmon.pipeline.frontier.host_health import PUT_OFF_SECONDS, host_pauses
from newsmon.pipeline.stages import feed_texts
from newsmon.pipeline.stages.feed_texts import Refusal
from newsmon.rights import Statement, demand_for_payment
from newsmon.store import addresses, pages, rejections, rights, run_records
from newsmon.store.locks import retry_on_deadlock
from newsmon.store.rows import DueAddress
from newsmon.text.quantities import rough_time

log = logging.getLogger(__name__)

STAGE = "fetch"


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """An answer with what it states: its page, or why it is refused or not to be read."""

    page: Page | Failure | Rejection | None  # None: the host says that it has not changed
    rights: Sequence[Statement] | None = None  # that count for it; None: as before
    allowance: Allowance | None = None  # of its body


Outcome = PageAnswer | Failure | Rejection | None  # None: not asked, its host is out of reach
Outcomes = Sequence[tuple[DueAddress, Outcome]]


class OutcomeWriter:
    """Writes outcomes; for one connection and one run."""

    def __init__(self, conn: Connection, config: Config, run_id: int) -> None:
        self._conn, self._config, self._run_id = conn, config, run_id
        self._refused: list[Refusal] = []  # of this write

    def write(self, outcomes: Outcomes) -> Counter[str]:
        """Write outcomes; returns counts. An outcome that Postgres refuses costs only itself."""
        return retry_on_deadlock(self._conn, lambda: self._write_all(outcomes))

    def _write_all(self, outcomes: Outcomes) -> Counter[str]:
        """Write all in one transaction, or, where Postgres refuses it, in one for each."""
        try:
            counts = Counter(claimed=len(outcomes)) + self._store_pages(outcomes)
            self._refused = []
            for row, outcome in outcomes:
                counts.update(self._write_rest(row, outcome))
            rights.of_addresses(self._conn, _stated(outcomes))
            addresses.pause_hosts(self._conn, host_pauses(_problem(o) for _, o in outcomes))
            from_feeds = feed_texts.keep(self._conn, self._refused)
            if from_feeds.total():
                log.info("taken from feeds, their pages being refused: %s", counted(from_feeds))
            counts.update(from_feeds)
            self._conn.commit()
        except (DataError, IntegrityError) as error:
            self._conn.rollback()
            if len(outcomes) == 1:
                row, outcome = outcomes[0]
                if not isinstance(outcome, PageAnswer):
                    raise
                log.warning("Postgres refuses the page: %s", error, extra={"url": row.url})
                return self._write_all([(row, _unstorable(error))])
            log.info("%d outcomes are written one by one: %s", len(outcomes), error)
            return sum((self._write_all([pair]) for pair in outcomes), Counter())
        return counts

    def _store_pages(self, outcomes: Outcomes) -> Counter[str]:
        answers = [
            (row, o.page)
            for row, o in outcomes
            if isinstance(o, PageAnswer) and not isinstance(o.page, Failure | Rejection)
        ]
        new = pages.keep_all(self._conn, [(row.address_id, page) for row, page in answers if page])
        waits: dict[int, float | None] = {}
        for row, _ in answers:
            if row.address_id not in new and row.state == "rejected":
                again = self._wait_after_rejection(row, Reason(row.reason))
                addresses.still_rejected(self._conn, row.address_id, again)
            else:
                waits[row.address_id] = self._wait_after_fetch(row)
            log.debug("fetched" if row.address_id in new else "unchanged", extra={"url": row.url})
        addresses.fetched(self._conn, waits)
        return Counter(fetched=len(new), unchanged=len(answers) - len(new))

    def _wait_after_fetch(self, row: DueAddress) -> float | None:
        """Return the seconds until a page is looked at for changes; None: not by itself."""
        settings = self._config.settings.fetch
        again = after_fetch(row.fetches + 1, random.random(), settings.refetch)
        if row.is_live and settings.live_every is not None:
            again = after_live_fetch(random.random(), settings.live_every, again)
        return again

    def _wait_after_rejection(self, row: DueAddress, reason: Reason) -> float | None:
        """Return the seconds until a rejected address is asked for again; None: given up."""
        waits = self._config.settings.fetch.retries
        return after_rejection(reason, row.retries, random.random(), waits)

    def _write_rest(self, row: DueAddress, outcome: Outcome) -> Counter[str]:
        """Write one outcome, but for the page itself; returns what it is counted as."""
        counts: Counter[str] = Counter()
        problem = _problem(outcome)
        if outcome is None:
            addresses.schedule(self._conn, row.address_id, PUT_OFF_SECONDS)
            counts["put_off"] += 1
        elif isinstance(problem, Failure | Rejection):
            counts[self._write_problem(row, problem)] += 1
        if row.refetch_every is not None:
            addresses.schedule(self._conn, row.address_id, row.refetch_every.total_seconds())
        return counts

    def _write_problem(self, row: DueAddress, problem: Failure | Rejection) -> str:
        if row.refetch_every is not None:
            return "not_refreshed"  # its document is here, so nothing is missing
        attempts = row.attempts + 1
        repeatable = isinstance(problem, Failure) and problem.reason.is_transient
        if repeatable and attempts < self._config.settings.fetch.max_attempts:
            self._postpone(row, problem, attempts)
            return "failed"
        is_refused = problem.reason in feed_texts.REFUSALS
        again = self._wait_after_rejection(row, problem.reason)
        if is_refused and row.state != "loaded":
            self._refused.append(Refusal(row.address_id, problem.reason, again is None))
        rejections.reject(
            self._conn,
            Rejection(problem.reason, problem.detail),
            address_id=row.address_id,
            source_id=row.source_id,
            url=row.url,
            stage=STAGE,
            again=again,
            has_headline=is_refused,
        )
        return "rejected"

    def _postpone(self, row: DueAddress, problem: Failure | Rejection, attempts: int) -> None:
        settings = self._config.settings.fetch
        stated = problem.retry_after if isinstance(problem, Failure) else None
        stated_wait = min(stated or 0, settings.max_retry_after.total_seconds())
        wait = max(backoff(attempts, random.random()), stated_wait)
        reason = problem.reason.value
        log.info("attempt %d failed: asked for again in %s", attempts, rough_time(wait),
                 extra={"url": row.url})  # fmt: skip
        addresses.postpone(self._conn, row.address_id, reason=reason, seconds=wait)
        run_records.fail(
            self._conn,
            problem,
            run_id=self._run_id,
            source_id=row.source_id,
            url=row.url,
            stage=STAGE,
        )


def _problem(outcome: Outcome) -> Page | Failure | Rejection | None:
    return outcome.page if isinstance(outcome, PageAnswer) else outcome


def _stated(outcomes: Outcomes) -> dict[int, Sequence[Statement]]:
    """Return what pages state on their uses, and refusals that demand payment, by address."""
    stated: dict[int, Sequence[Statement]] = {}
    for row, outcome in outcomes:
        if isinstance(outcome, PageAnswer) and outcome.rights is not None:
            stated[row.address_id] = outcome.rights
        elif isinstance(outcome, Failure) and outcome.reason is Reason.PAYMENT_REQUIRED:
            stated[row.address_id] = [demand_for_payment(outcome.detail)]
    return stated


def _unstorable(error: Exception) -> Rejection:
    return Rejection(Reason.PROTOCOL, f"cannot be stored: {error}"[:300])
