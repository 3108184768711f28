"""The code that one article passes on its way: modules and functions entered, rooms entered again.

    python -m benchmarks.trace

A site on loopback announces one article in one feed; `newsmon run` loads it into an embedded
Postgres in a temporary folder while every call of a function of newsmon is noted. Extraction, which
a run leaves to processes of its own, is called once more in this one with the same page.

"Entered again" counts, for the rooms of `extract/`, how often a call goes from one room to another
that was left before: 0 is a one-way street. `extract/article.py`, which leads through them, is no
room.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from inspect import CO_OPTIMIZED
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

PACKAGE = str(Path(__file__).resolve().parents[1] / "src" / "newsmon") + os.sep
SENTENCE = (
    "The harbour council voted on Monday to raise the price of a return ticket by forty cents. "
)
PARAGRAPHS = "</p><p>".join([SENTENCE * 3] * 6)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry fares to rise</title>
<meta property="article:published_time" content="2026-05-14T10:00:00+02:00"></head><body>
<article><h1>Ferry fares to rise</h1><p>{PARAGRAPHS}</p></article></body></html>"""
FEED = """<rss version="2.0"><channel><title>Harbour Daily</title><item>
<title>Ferry fares to rise</title><link>{site}/ferry.html</link><guid>ferry</guid>
</item></channel></rss>"""
SOURCES = """sources:
  - slug: harbour-daily
    name: Harbour Daily
    homepage: {site}/
    language: en
    feeds: ["{site}/feed.xml"]
"""
SETTINGS = "fetch: {allow_private_hosts: [127.0.0.1], per_host_delay_seconds: 0}\n"


class Calls:
    """The functions of newsmon that were entered, in order of their calls."""

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self.functions: set[tuple[str, str, int]] = set()
        self.path: list[str] = []

    def note(self, frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(PACKAGE) or code.co_name[0] == "<":
            return
        if not code.co_flags & CO_OPTIMIZED:  # the body of a class, run when its module is imported
            return
        module = code.co_filename[len(PACKAGE) :]
        self.modules.add(module)
        self.functions.add((module, code.co_name, code.co_firstlineno))
        self.path.append(module)


@contextmanager
def noting(calls: Calls) -> Iterator[None]:
    threading.setprofile(calls.note)
    sys.setprofile(calls.note)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Serve one feed with one article on loopback."""
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://127.0.0.1:{server.server_port}"
    (folder / "ferry.html").write_text(PAGE, encoding="utf-8")
    (folder / "feed.xml").write_text(FEED.format(site=address), encoding="utf-8")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        pass


def run_once(address: str, folder: Path, calls: Calls) -> None:
    """Load the article by `newsmon run` in this process."""
    config = folder / "config"
    config.mkdir()
    (config / "feeds.yaml").write_text(SOURCES.format(site=address), encoding="utf-8")
    (config / "newsmon.yaml").write_text(SETTINGS, encoding="utf-8")
    (config / "topics.yaml").write_text("topics: {}\n", encoding="utf-8")
    os.environ |= {"NEWSMON_CONFIG": str(config), "NEWSMON_HOME": str(folder / "home")}
    os.environ.pop("NEWSMON_DATABASE_URL", None)
    command(["db", "migrate"])
    with noting(calls):
        command(["run"])


def command(arguments: list[str]) -> None:
    from newsmon.cli import main

    sys.argv = ["newsmon", *arguments]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise


def extract_once(calls: Calls) -> None:
    from newsmon.extract import extract
    from newsmon.model import Article, Page

    address = "https://harbour.example/ferry.html"
    page = Page(address, address, PAGE.encode(), "text/html", "utf-8", datetime.now(timezone.utc))
    with noting(calls):
        article = extract(page)
    assert isinstance(article, Article), article


def rooms_entered_again(path: list[str]) -> int:
    """Count the steps of a path of modules into a room of `extract/` that was left before."""
    rooms = [parts[1] for module in path if len(parts := module.split("/")) > 2
             and parts[0] == "extract"]  # fmt: skip
    left: set[str] = set()
    again = 0
    for before, now in pairwise(rooms):
        if before != now:
            left.add(before)
            again += now in left
    return again


def main() -> None:
    whole, extraction = Calls(), Calls()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "site").mkdir()
        with site(folder / "site") as address:
            try:
                run_once(address, folder, whole)
            finally:
                command(["db", "stop"])
    extract_once(extraction)
    modules = len(list(Path(PACKAGE).rglob("*.py")))
    print(f"modules entered: {len(whole.modules | extraction.modules)} of {modules}")
    print(f"functions entered: {len(whole.functions | extraction.functions)}")
    print(f"of these in extract: {len(extraction.functions)}, "
          f"rooms entered again {rooms_entered_again(extraction.path)} times")  # fmt: skip


if __name__ == "__main__":
    main()
