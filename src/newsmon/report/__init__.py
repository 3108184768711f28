"""The digest: what a day or a run brought, as one HTML page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon.config import Config, files, home, load
from newsmon.config.settings import Report
from newsmon.errors import UsageError
from newsmon.report import digest_rows, page, period, soundness
from newsmon.report.assembly import assemble
from newsmon.report.outward import send_out, send_out_for
from newsmon.report.period import Interval, Period, chosen_days
from newsmon.store import connect, execute, fetch_all, fetch_one, resolve

log = logging.getLogger(__name__)

__all__ = [
    "chosen_days",
    "digest_address",
    "newest",
    "render",
    "send_out",
    "send_out_for",
    "write_digest",
    "write_digest_for",
    "write_digests_of_runs",
]


def write_digest(
    conn: Connection,
    config: Config,
    *,
    day: date | None = None,
    days: tuple[date, date] | None = None,
    interval: Interval | None = None,
    run_id: int | None = None,
    topic: str | None = None,
    directory: Path | None = None,
) -> Path:
    """Write a digest and return its path; the same data makes the same file.

    Of a UTC day of event time, of days from the first to the last (both included), of what was
    first seen in an interval, or of a run (what was first seen since the run before it); of none of
    these, the newest day that has articles. With a topic, only of the articles about it.
    `directory` is by default `report.directory` of the settings, else `reports` in newsmon's
    home. Only reads, in one transaction of its own. What breaks a statement or the page is left
    out, which the page and the log say. Raises UsageError for a run or a
    topic there is not.
    """
    conn.rollback()  # a transaction of its own, so that all its rows are of one time
    execute(conn, "report.begin")
    chosen = _period(conn, day, days, interval, run_id)
    if topic is not None:
        chosen = chosen.of_topic(_monitored(conn, topic))
    html = render(conn, config.settings.report, chosen)
    conn.rollback()
    path = (directory or _directory(config)) / f"{chosen.name}.html"
    log.debug("the digest of %s is written to %s", chosen.name, path)
    return _write(path.absolute(), html.encode("utf-8", "replace"))


def render(conn: Connection, settings: Report, chosen: Period) -> str:
    """Return the digest of a period as a page; only reads."""
    rows = digest_rows.read(conn, settings, chosen)
    return soundness.build(
        rows,
        lambda rows: page.render(
            assemble(chosen, rows, most_events=settings.max_events, days=settings.chart_days)
        ),
    )


def write_digest_for(
    *,
    database_url: str | None,
    day: date | None = None,
    days: tuple[date, date] | None = None,
    run_id: int | None = None,
    topic: str | None = None,
) -> str:
    """The same with a database of one's own, for a task: the path as text."""
    with closing(connect(resolve(database_url))) as conn:
        return str(write_digest(conn, load(), day=day, days=days, run_id=run_id, topic=topic))


def write_digests_of_runs(
    *, database_url: str | None, announced: Sequence[int] = (), topic: str | None = None
) -> list[str]:
    """Write the digests of the announced runs, and of all others that were published since.

    An event may not reach the task that it is meant for, so what counts is which runs have no
    digest yet. If nothing is due, that of the newest run is written anew. Returns their paths.
    """
    paths = []
    with closing(connect(resolve(database_url))) as conn:
        due = {row.run_id for row in fetch_all(conn, "runs.unreported")}
        numbers: list[int | None] = [*sorted(due | set(announced))]
        for run_id in numbers or [_newest_run(conn)]:
            path = write_digest(conn, load(), run_id=run_id, topic=topic)
            log.info("the digest of run %s: %s", run_id, path.as_uri())
            if run_id is not None and topic is None:
                execute(conn, "runs.mark_reported", run_id=run_id)
                conn.commit()
            paths.append(str(path))
    return paths


def digest_address(run_id: int, *, database_url: str | None) -> str:
    """Return where the digest of a run will be, as a file: address."""
    with closing(connect(resolve(database_url))) as conn:
        name = period.of_run(conn, run_id).name
        return (_directory(load()) / f"{name}.html").absolute().as_uri()


def _newest_run(conn: Connection) -> int | None:
    """Number of the newest run that ended well enough to be told of; None before the first."""
    run = fetch_one(conn, "report.newest_run")
    return None if run is None else int(run.run_id)


def _monitored(conn: Connection, topic: str) -> str:
    """Return the topic if it is monitored."""
    topics = [row.topic for row in fetch_all(conn, "report.topics")]
    if topic not in topics:
        raise UsageError(f"there is no topic {topic!r}; there are: {', '.join(topics) or 'none'}")
    return topic


def _period(
    conn: Connection,
    day: date | None,
    days: tuple[date, date] | None,
    interval: Interval | None,
    run_id: int | None,
) -> Period:
    if day is not None:
        return period.of_day(day)
    if days is not None:
        return period.of_days(*days)
    if interval is not None:
        return period.of_interval(interval)
    if run_id is not None:
        return period.of_run(conn, run_id)
    return period.newest(conn) or period.EMPTY


def newest(config: Config) -> Path | None:
    """The digest that was written last, or None before the first."""
    written = _directory(config).glob("digest-*.html")
    return max(written, key=lambda path: path.stat().st_mtime, default=None)


def _directory(config: Config) -> Path:
    return Path(config.settings.report.directory or home() / "reports").expanduser()


def _write(path: Path, body: bytes) -> Path:
    """Write a page, unless it says the same already; only its owner may read it.

    A digest tells what somebody watches. A folder or file that is there keeps its permissions.
    """
    try:
        if not path.is_file() or path.read_bytes() != body:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.replace(path, body, mode=0o600)
    except OSError as error:
        raise UsageError(f"the digest cannot be written to {path}: {error.strerror}") from None
    return path
