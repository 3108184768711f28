"""Thirty days of two hundred feeds through the real database, on a virtual clock.

All is the pipeline's own, the requests included: the publishers answer over HTTP on loopback, where
the system's resolver, for this test, leads their names (or says that there is no such name, or
leads them to where nobody listens). The clock is a function `now()` in a schema of its own, which
stands before Postgres's in the search path.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from importlib import import_module
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg2
import pytest
from aiohttp import web
from tests.alert_targets import Hook, webhook
from tests.pipeline.conftest import Settings

from newsmon.config import Config
from newsmon.model import Reason
from newsmon.pipeline import alerts
from newsmon.pipeline.stages import poll as polling
from newsmon.pipeline.stages import publish
from newsmon.store import Database, connect, run_records

from .thirty_days import DAY, KINDS, WINDOW, Piece, Publisher, world

pytestmark = pytest.mark.slow

SEED = 20261121
STEP = DAY  # a run at each
DEAF = "127.0.0.3"  # where nobody listens
NO_RUNS = (21 * DAY, 24 * DAY)  # nobody starts one: it is late
REMOVED_AT = 18 * DAY  # one feed is taken out of the configuration
REMOVED = "lively-0.example"
ADDED_AT = 10 * DAY  # one is written into it
ADDED = "lively-1.example"


class Clock:
    """The virtual time, for Python and for the database."""

    def __init__(self, database: str) -> None:
        self.start = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(seconds=5)
        self.at = timedelta(0)
        options = quote("-c search_path=virtual,pg_catalog,public")
        self.url = f"{database}?options={options}"
        self._conn = psycopg2.connect(database)
        self._conn.autocommit = True
        self._run("create schema virtual")
        self._run("create table virtual.clock as select now() as at")
        self._run(
            "create function virtual.now() returns timestamptz stable language sql "
            "as 'select at from virtual.clock'"
        )

    def _run(self, sql: str, *parameters: Any) -> None:
        with self._conn.cursor() as cursor:
            cursor.execute(sql, parameters)

    def move(self, at: timedelta) -> None:
        self.at = at
        self._run("update virtual.clock set at = %s", self.now())

    def now(self) -> datetime:
        return self.start + self.at

    def close(self) -> None:
        self._conn.close()


class World:
    """The publishers on one port of loopback, and the names that lead to them."""

    def __init__(self, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock, self.publishers = clock, list[Publisher]()
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        self._started.wait()
        self.publishers = world(SEED, self.port)
        self._by_url = {publisher.url: publisher for publisher in self.publishers}
        self._by_url |= {p.moves_to: p for p in self.publishers if p.moves_to}
        self._by_host = {urlsplit(url).hostname: each for url, each in self._by_url.items()}
        self._resolve = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._found)

    def _found(self, host: Any, *rest: Any, **named: Any) -> Any:
        """Where a name leads."""
        publisher = self._by_host.get(host)
        if publisher is None:
            return self._resolve(host, *rest, **named)
        trouble = publisher.way(host, self.clock.at)
        if trouble is Reason.DNS:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self._resolve(DEAF if trouble else "127.0.0.1", *rest, **named)

    async def _answer(self, request: web.Request) -> web.Response:
        asked = f"http://{request.host}{request.path_qs}"
        publisher, at = self._by_url[asked], self.clock.at
        if publisher.trouble(at, asked) is Reason.PROTOCOL:
            assert request.transport is not None
            request.transport.abort()
        etag = request.headers.get("If-None-Match")
        return publisher.answer(asked, etag, at, self.clock.start)

    async def _listen(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
        self.port: int = runner.addresses[0][1]
        self._started.set()
        return runner

    def _serve(self) -> None:
        runner = self._loop.run_until_complete(self._listen())
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


def site_of(publisher: Publisher) -> str:
    return urlsplit(publisher.url).hostname or ""


def configuration_of(
    settings: Settings, hook: Hook, publishers: list[Publisher], at: timedelta
) -> Config:
    """As a person keeps it: one feed comes later, one is taken out."""
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for publisher in publishers:
        site = site_of(publisher)
        if not (site == ADDED and at < ADDED_AT) and not (site == REMOVED and at >= REMOVED_AT):
            sources[site].append(publisher.url)
    return settings.write(
        [
            {"slug": site.split(".")[0], "name": site, "feeds": urls}
            for site, urls in sources.items()
        ],
        alerts={"webhooks": [{"name": "desk", "url": hook.url}]},
        run={"schedule": "@daily"},
        fetch={"allow_private_hosts": ["127.0.0.1", DEAF]},
    )


def one_run(database: Database, config: Config) -> None:
    """What `newsmon run` does, as far as feeds are concerned."""
    with closing(connect(database)) as conn:
        run_id = run_records.start(conn, "cli", single_process=False)
        with conn.cursor() as cursor:  # a column's default knows only the real clock
            cursor.execute("update newsmon.run set started_at = now() where run_id = %s", (run_id,))
        conn.commit()
        alerts.note(conn, config, but=run_id, current=run_id)
        asyncio.run(polling.poll(database, config, run_id))
        publish.finish(conn, run_id)
        alerts.check(conn, config)


def live(
    clock: Clock,
    publishers: list[Publisher],
    hook: Hook,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The thirty days."""
    database = Database(clock.url, "test")

    class Virtual(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return clock.now()

    for module in ("stages.poll_outcomes", "alerts.check", "alerts.tell"):
        monkeypatch.setattr(import_module(f"newsmon.pipeline.{module}"), "datetime", Virtual)
    at, config, known = timedelta(0), None, None
    while at <= 30 * DAY:
        clock.move(at)
        phase = (at >= ADDED_AT, at >= REMOVED_AT)
        if config is None or phase != known:
            config, known = configuration_of(settings, hook, publishers, at), phase
        if NO_RUNS[0] <= at < NO_RUNS[1]:
            with closing(connect(database)) as conn:
                alerts.check(conn, config)
        else:
            one_run(database, config)
        at += STEP


@pytest.fixture
def lived(
    database: str, configuration: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[list[Publisher], Hook, str]]:
    with webhook() as hook:
        clock = Clock(database)
        everyone = World(clock, monkeypatch)
        try:
            live(clock, everyone.publishers, hook, configuration, monkeypatch)
            yield everyone.publishers, hook, database
        finally:
            everyone.close()
            clock.close()


def query(database: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_no_article_is_lost_or_doubled_and_every_state_and_alert_is_right(
    lived: tuple[list[Publisher], Hook, str],
) -> None:
    publishers, hook, database = lived
    assert len(publishers) >= 200
    wrong = {
        **_articles(publishers, database),
        **_sightings(publishers, database),
        "states": _states(publishers, database),
        **_alerts(publishers, hook),
    }
    wrong = {what: found for what, found in wrong.items() if found}
    assert not wrong, json.dumps(wrong, indent=1)


def due_in(publisher: Publisher) -> list[Piece]:
    """What must have been found: all that could be seen at a run that the feed was well at.

    A feed that is well is asked by every run, and its window holds four days and more.
    """
    last = 30 * DAY - DAY
    if site_of(publisher) == REMOVED:
        last = REMOVED_AT - DAY
    first = ADDED_AT if site_of(publisher) == ADDED else timedelta(0)
    before = [piece for piece in publisher.pieces if piece.at <= first][-WINDOW:]
    oldest = max(before[0].at if before else first, first - 7 * DAY)
    sick = {  # nobody asked from day 21 to 24
        "stays away": 10 * DAY, "breaks": 21 * DAY, "loses its name": 21 * DAY, "gone": 5 * DAY,
        "never worked": -99 * DAY,
    }.get(publisher.kind, 99 * DAY)  # fmt: skip
    return [p for p in publisher.pieces if oldest <= p.at <= min(last, sick - DAY)]


def _articles(publishers: list[Publisher], database: str) -> dict[str, Any]:
    """Every article once: one address each, all that could be had, and nothing else."""
    found = Counter(url for (url,) in query(database, "select url from newsmon.address"))
    wanted = {piece.url() for publisher in publishers for piece in due_in(publisher)}
    shown = {piece.url() for publisher in publishers for piece in publisher.shown}
    assert len(wanted) > 4000
    return {
        "twice": [url for url, times in found.items() if times > 1],
        "lost": sorted(wanted - set(found)),
        "shown and not taken": sorted(shown - set(found)),
        "invented": sorted(set(found) - shown),
    }


def _sightings(publishers: list[Publisher], database: str) -> dict[str, Any]:
    """An article in two sections is one article with two sightings; none is noted twice."""
    rows = query(
        database,
        """select f.url, a.url from newsmon.entry e join newsmon.feed f using (feed_id)
           join newsmon.address a using (address_id)""",
    )
    sections = Counter(address for feed, address in rows if "sections" in feed)
    twice = {
        piece.url()
        for publisher in publishers
        if publisher.kind == "sections"
        for piece in due_in(publisher)
    }
    return {
        "sighted twice": [row for row, times in Counter(rows).items() if times > 1],
        "not sighted in both sections": sorted(url for url in twice if sections[url] != 2),
    }


def _states(publishers: list[Publisher], database: str) -> dict[str, Any]:
    states = dict(query(database, "select feed, state from report.feed_health"))
    expected = {
        publisher.url: KINDS[publisher.kind][3][0] if publisher.kind in KINDS else "ok"
        for publisher in publishers
    }
    removed = next(p.url for p in publishers if site_of(p) == REMOVED)
    expected[removed] = "removed"
    return {url: (states[url], want) for url, want in expected.items() if states[url] != want}


def _alerts(publishers: list[Publisher], hook: Hook) -> dict[str, Any]:
    """Each feed's and the runs' alerts in their order, and never a flood."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for message in hook.messages:
        for alert in message["alerts"]:
            what = alert["kind"] if alert["what"] == "opened" else alert["outcome"]
            told[alert["subject"]].append(what)
    expected = {
        publisher.url: list(KINDS[publisher.kind][3][1])
        for publisher in publishers
        if publisher.kind in KINDS and KINDS[publisher.kind][3][1]
    }
    expected["runs"] = ["offline", "recovered", "late", "recovered"]
    everything = set(told) | set(expected)
    assert len(hook.messages) <= 31  # at most one message a run
    return {
        "alerts": {
            url: (told.get(url), expected.get(url))
            for url in everything
            if told.get(url) != expected.get(url)
        }
    }
