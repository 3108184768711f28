"""What an article costs from the feed to the row, beside a plain script that only extracts.

`python -m benchmarks.end_to_end [--pages 391,1471] [--plain PYTHON] [--others PYTHON] [--stages]`:
real pages on loopback (`benchmarks.real_pages`, of `$NEWSMON_SHARED` or `../shared`), six feeds.
newsmon takes them through every stage into a Postgres of its own, whose CPU seconds count: those of
all processes of the server. The plain script (`benchmarks/plain_script.py`) has feeds, threads and
two processes that extract, and no database, duplicates, topics or events; `--plain` names a Python
that has feedparser and trafilatura (this one has), `--others` one that has newspaper4k and
news-please besides. All CPU is that of whole commands, imports and starts of processes included:
"cold" is the first run on a machine (nothing cached, an empty database), "warm" is a second run,
for as many further pages. `--stages` takes the same pages stage by stage, a process each.

Beside that: runs with nothing new over 1,000 feeds, and commands that only look.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil
import psycopg2
import yaml
from benchmarks.footprint import pss, server_cpu
from benchmarks.outlets import Outlets
from benchmarks.real_pages import RealPages
from rich.console import Console
from rich.table import Table

from newsmon.config import shipped
from newsmon.embedded import EmbeddedPostgres
from newsmon.store import connect, migrate, resolve

SHARED: Final = Path(
    os.environ.get("NEWSMON_SHARED") or Path(__file__).resolve().parents[2] / "shared"
)
SIZES: Final = (391, 1471)
QUIET_FEEDS: Final = 1000
LOOK_SECONDS: Final = 0.25  # from one look at memory to the next; a look takes milliseconds
UNCOMPILED: Final = "PYTHONDONTWRITEBYTECODE"  # with it, each process compiles its modules anew
STAGES: Final = ("poll", "fetch", "extract", "deduplicate", "tag", "group", "publish")

console = Console()


class MissingPagesError(Exception):
    """The development data are not on this machine."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One command, in CPU seconds, MB at most (PSS) and seconds by the clock."""

    what: str
    articles: int
    cpu: float
    server: float
    memory: float
    seconds: float

    @property
    def rate(self) -> float:
        """Articles per CPU second, Postgres included."""
        return self.articles / (self.cpu + self.server)


def watch(
    command: Sequence[str], environment: dict[str, str], allowed: Sequence[int] = (0,)
) -> tuple[Cost, str]:
    """Run a command; returns its cost, that of all its processes, and its output."""
    begin = time.monotonic()
    ours = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
            env={**ours, **environment},
        )  # fmt: skip
        memory = [0.0]
        ended = threading.Event()
        looks = threading.Thread(target=_look, args=(psutil.Process(process.pid), ended, memory))
        looks.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        looks.join()
        output.seek(0)
        errors.seek(0)
        if process.returncode not in allowed:
            raise RuntimeError(f"{command} ended with {process.returncode}:\n{errors.read()}")
        cpu = used.ru_utime + used.ru_stime
        return Cost("", 0, cpu, 0, memory[0], time.monotonic() - begin), output.read()


def _look(process: psutil.Process, ended: threading.Event, memory: list[float]) -> None:
    while not ended.wait(LOOK_SECONDS):
        with contextlib.suppress(psutil.Error):
            processes = [process, *process.children(recursive=True)]
            memory[0] = max(memory[0], sum(map(pss, processes)))


class Newsmon:
    """newsmon with a server, a home and a configuration of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres = EmbeddedPostgres(folder / "server")
        self.url = self._postgres.start()
        migrate(self.url)

    def close(self) -> None:
        self._postgres.remove()

    def configure(self, feeds: Sequence[str], *, poll: float | None = None) -> None:
        """Follow these feeds, each of a source of its own, by the topics delivered."""
        every = {"poll": f"{poll}s"} if poll else {}
        sources = [
            {"slug": f"outlet-{n}", "name": f"Outlet {n}", "feeds": [{"url": feed, **every}]}
            for n, feed in enumerate(feeds)
        ]
        fetch = {"allow_private_hosts": ["127.0.0.0/8"], "per_host_delay_seconds": 0}
        settings = {"fetch": fetch, "run": {"processes": 2, "follow_seconds": 0.1}}
        for name, content in (("feeds", {"sources": sources}), ("newsmon", settings)):
            self._write(f"{name}.yaml", yaml.safe_dump(content))
        self._write("topics.yaml", (shipped("config") / "topics.yaml").read_text("utf-8"))

    def _write(self, name: str, content: str) -> None:
        folder = self._folder / "config"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")

    def call(self, what: str, *command: str, module: str = "newsmon.cli") -> Cost:
        """Have a command of newsmon run, or another module by its configuration."""
        articles, server = self._articles(), server_cpu(self.url)
        allowed = (0, 1) if module == "newsmon.cli" else (0,)  # 1: done, with failures
        cost, _ = watch([sys.executable, "-m", module, *command], self.environment, allowed)
        server = server_cpu(self.url) - server
        articles = self._articles() - articles
        return Cost(what, articles, cost.cpu, server, cost.memory, cost.seconds)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "NEWSMON_CONFIG": str(self._folder / "config"),
            "NEWSMON_DATABASE_URL": self.url,
            "NEWSMON_HOME": str(self._folder / "home"),
            "XDG_CACHE_HOME": str(self._folder / "cache"),
        }

    def due(self) -> None:
        """Have all feeds due at once."""
        self._ask("update newsmon.feed set next_poll_at = now()")

    def outcomes(self) -> dict[str, int]:
        """Return how the articles went: alone or a copy, by how many events."""
        ((articles, copies, events),) = self._ask(
            "select count(*), count(*) filter (where not is_representative),"
            " count(distinct event_id) from report.articles"
        )
        return {"articles": articles, "copies": copies, "events": events}

    def _articles(self) -> int:
        ((articles,),) = self._ask("select count(*) from newsmon.article")
        return int(articles)

    def _ask(self, statement: str) -> list[Any]:
        with contextlib.closing(psycopg2.connect(self.url)) as conn, conn, conn.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def newsmon() -> Iterator[Newsmon]:
    """Yield a newsmon that has never run."""
    with (
        tempfile.TemporaryDirectory(prefix="newsmon-end-to-end-") as name,
        contextlib.closing(Newsmon(Path(name))) as made,
    ):
        yield made


def has_pages() -> bool:
    """Tell whether the development pages are on this machine."""
    return (SHARED / "data").is_dir()


@contextlib.contextmanager
def site(pages: int, first: int = 0) -> Iterator[RealPages]:
    """Yield a site of so many real pages; raises MissingPagesError where there are none."""
    if not has_pages():
        raise MissingPagesError(f"the development pages are not here: {SHARED / 'data'}")
    with (
        tempfile.TemporaryDirectory(prefix="newsmon-pages-") as name,
        RealPages(Path(name) / "site", SHARED, pages, first) as pages_served,
    ):
        yield pages_served


def plain(python: str, extractor: str, feeds: Sequence[str]) -> Cost:
    """The plain script with one of its extractors."""
    script = str(Path(__file__).with_name("plain_script.py"))
    cost, output = watch([python, script, extractor, *feeds], {})
    articles = len(output.splitlines())
    return Cost(f"plain script, {extractor}", articles, cost.cpu, 0, cost.memory, cost.seconds)


def compare(pages: int, peers: Sequence[tuple[str, str]]) -> Iterator[Cost]:
    """Yield the costs of newsmon, cold and warm, and of each (Python, extractor)."""
    with newsmon() as ours:
        with site(pages) as first:
            ours.configure(first.feeds)
            yield ours.call("newsmon, cold", "run")
            for python, extractor in peers:
                yield plain(python, extractor, first.feeds)
        with site(pages, first=pages) as further:
            ours.configure(further.feeds)
            yield ours.call("newsmon, warm", "run")
        outcomes = ours.outcomes()
        console.print(f"{pages} pages twice: {outcomes}", highlight=False)


def by_stage(pages: int) -> Iterator[Cost]:
    """Yield what each stage costs, in a process of its own."""
    with newsmon() as ours, site(pages) as served:
        ours.configure(served.feeds)
        for name in STAGES:
            cost = ours.call(name, "--stage", name, module="benchmarks.end_to_end")
            yield Cost(name, pages, cost.cpu, cost.server, cost.memory, cost.seconds)


def nothing_new() -> Iterator[Cost]:
    """Yield a run over many feeds that have nothing new, all due, and commands that only look."""
    with newsmon() as ours, Outlets(hosts=QUIET_FEEDS, feeds=1, articles=2) as outlets:
        ours.configure(outlets.feeds)
        ours.call("", "run")
        for what, validators in (("304", True), ("the same bytes", False)):
            outlets.say(changed=0, validators=validators)
            ours.due()
            yield ours.call(f"a run over {QUIET_FEEDS} feeds, {what}", "run")
        yield ours.call("a run in which no feed is due", "run")
        yield ours.call("newsmon status", "status")
        yield ours.call("newsmon --help", "--help")
        yield ours.call("Python itself", "-V", module="platform")


def take_stage(name: str) -> None:
    """Take all that waits through one stage, in this process."""
    import asyncio

    from newsmon.config import load
    from newsmon.pipeline.stages.extract_workers import Workers
    from newsmon.pipeline.stages.fetch import fetch
    from newsmon.pipeline.stages.poll import poll
    from newsmon.pipeline.stages.publish import finish, publish
    from newsmon.pipeline.stages.read_ahead import ReadAhead
    from newsmon.pipeline.stages.sequence import Sequence as Stages
    from newsmon.store import pages, run_records

    config, database = load(), os.environ["NEWSMON_DATABASE_URL"]
    with (
        contextlib.closing(connect(database)) as conn,
        Workers(2) as workers,
        ReadAhead(database) as ahead,
    ):
        pages.open_weeks(conn)
        run_id = run_records.start(conn, "cli", single_process=True)
        conn.commit()
        if name in ("poll", "fetch"):
            work: Any = {"poll": poll, "fetch": fetch}[name]
            asyncio.run(work(resolve(database), config, run_id))
        elif name == "publish":
            publish(conn, run_id)
        else:
            Stages(workers, run_id, ahead)[name].drain(conn, config, run_id, lambda: None)
        finish(conn, run_id)


def table(title: str, costs: Sequence[Cost]) -> Table:
    """Costs a line, each with its ratio to the plain script's articles per CPU second."""
    made = Table(title=title, title_justify="left")
    for name in ("", "articles", "CPU s", "Postgres", "a CPU s", "× plain", "MB", "s"):
        made.add_column(name, justify="right" if name else "left")
    yardstick = next((each.rate for each in costs if each.what.endswith(", trafilatura")), None)
    for each in costs:
        ratio = f"{each.rate / yardstick:.2f}" if yardstick else ""
        made.add_row(
            each.what, f"{each.articles:,}", f"{each.cpu:.2f}", f"{each.server:.2f}",
            f"{each.rate:.1f}" if each.articles else "", ratio, f"{each.memory:.0f}",
            f"{each.seconds:.1f}",
        )  # fmt: skip
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.end_to_end", description=__doc__)
    parser.add_argument("--pages", default=",".join(map(str, SIZES)), help="sizes, by commas")
    parser.add_argument("--plain", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--others", metavar="PYTHON")
    parser.add_argument("--stages", action="store_true", help="also stage by stage")
    parser.add_argument("--no-quiet", action="store_true", help="no runs with nothing new")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.stage:
        take_stage(options.stage)
        return
    peers = [(options.plain, "trafilatura")]
    if options.others:
        peers += [(options.others, "newspaper4k"), (options.others, "news-please")]
    try:
        for pages in map(int, options.pages.split(",")):
            console.print(table(f"{pages} pages", list(compare(pages, peers))))
            if options.stages:
                console.print(table(f"{pages} pages, by stage", list(by_stage(pages))))
    except MissingPagesError as error:
        console.print(f"Not compared: {error}")
    if not options.no_quiet:
        console.print(table("Nothing new", list(nothing_new())))


if __name__ == "__main__":
    main()
