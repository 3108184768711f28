"""Any bytes as feed, page, document or WARC record: what came with them arrives, and once.

Each example is a whole run over HTTP and a whole load, in a fresh database. A few of them in every
test run; more by hand:

    NEWSMON_EXAMPLES=200 python -m pytest tests/fuzz/test_any_bytes.py
"""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.conftest import fresh_database
from tests.fuzz.files import record
from tests.fuzz.mutate import inputs
from tests.fuzz.targets import TARGETS
from tests.loopback_news import text
from tests.pipeline.conftest import Settings, Site

from newsmon.config import Config
from newsmon.pipeline import runs
from newsmon.store import Database

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("NEWSMON_EXAMPLES", "4"))
MOST = 12  # inputs of a kind in an example
HONEST = 3  # items of a kind among them
SUFFIXES = [".html", ".txt", ".json", ".jsonl", ".mhtml", ".xml", ".html.gz"]
STAGES = ("extract", "deduplicate", "tag", "group")
ROWS = {
    "articles": "select url, version, text, cluster_id, event_id, topics from report.articles",
    "versions": "select article_id, version from report.article_versions",
    "topics": "select article_id, topic, mentions::text from report.article_topics",
    "rejections": "select url, stage, reason from report.rejections",
    "quarantine": "select stage, detail from newsmon.quarantine",
}
_numbers = itertools.count()


def bytes_near(target: str) -> SearchStrategy[bytes]:
    """Draw bytes of any kind, and such as were once a good input of a fuzz target."""
    near = TARGETS[target]
    return st.binary(max_size=500) | st.integers(0, 2**32).map(
        lambda seed: next(itertools.islice(inputs(seed, near.corpus, near.tokens), 3, None))
    )


def many(*targets: str) -> SearchStrategy[list[bytes]]:
    return st.lists(st.one_of(*map(bytes_near, targets)), min_size=1, max_size=MOST)


def page(title: str) -> bytes:
    return (
        f"<html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{text(title)}</article></body></html>"
    ).encode()


def publish(site: Site, folder: str, feeds: list[bytes], pages: list[bytes]) -> list[str]:
    """Have a site answer with these bytes and honest pages between them; return its feeds."""
    honest = [(f"{folder}/honest/{n}", f"Honest page {n} of {folder}") for n in range(HONEST)]
    for path, title in honest:
        site.put(path, page(title))
    for number, body in enumerate(pages):
        site.put(f"{folder}/page/{number}", body)
    for number, body in enumerate(feeds):
        site.put(f"{folder}/feed/{number}", body, "application/rss+xml")
    hostile = [(f"{folder}/page/{n}", f"Page {n}") for n in range(len(pages))]
    site.feed(f"{folder}/honest.xml", honest[0], *hostile, *honest[1:])
    paths = [*(f"{folder}/feed/{n}" for n in range(len(feeds))), f"{folder}/honest.xml"]
    return [site.url(path) for path in paths]


def write(folder: Path, documents: list[bytes], records: list[bytes]) -> list[Path]:
    """Write the documents as files of all kinds, and an archive; honest ones between them."""
    folder.mkdir()
    for number, body in enumerate(documents):
        (folder / f"m-{number}{SUFFIXES[number % len(SUFFIXES)]}").write_bytes(body)
    for number in range(HONEST):
        title = f"Honest document {number}"
        line = {"url": f"https://honest.example/document/{number}", "html": page(title).decode()}
        (folder / f"{'az'[number % 2]}-{number}.jsonl").write_text(json.dumps(line))
    archive = [record(f"https://hostile.example/{n}", body) for n, body in enumerate(records)]
    for number in range(HONEST):
        title = f"Honest record {number}"
        at = number * len(archive) // HONEST
        archive.insert(at, record(f"https://honest.example/record/{number}", page(title)))
    (folder / "n.warc").write_bytes(b"".join(archive) + records[0])
    return [folder]


def rows(database: str) -> dict[str, list[tuple[Any, ...]]]:
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        fetched = {}
        for name, statement in ROWS.items():
            cursor.execute(statement)
            fetched[name] = sorted(cursor.fetchall(), key=repr)
    conn.close()
    return fetched


def take_in(database: str, config: Config, paths: list[Path]) -> int:
    """Run and load; return how many items the stages after fetch were given."""
    counted = [
        runs.run(Database(database, "test"), config),
        runs.load(Database(database, "test"), config, paths),
    ]
    return sum(run.counts.get(stage, {}).get("claimed", 0) for run in counted for stage in STAGES)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    feeds=many("feeds"),
    pages=many("pages"),
    documents=many("pages", "lines", "saved"),
    records=many("pages", "warc"),
)
def test_what_came_with_them_arrives_and_a_second_run_has_nothing_to_do(
    server: str,
    template: str,
    tmp_path: Path,
    site: Site,
    feeds: list[bytes],
    pages: list[bytes],
    documents: list[bytes],
    records: list[bytes],
) -> None:
    number = next(_numbers)
    addresses = publish(site, f"/{number}", feeds, pages)
    config = Settings(tmp_path / f"config-{number}").write(
        [{"slug": "paper", "name": "Paper", "feeds": addresses}]
    )
    paths = write(tmp_path / f"documents-{number}", documents, records)
    with fresh_database(server, template) as database:
        assert take_in(database, config, paths) > 0
        first = rows(database)
        urls = {url for url, *_ in first["articles"]}
        assert {site.url(f"/{number}/honest/{n}") for n in range(HONEST)} <= urls
        for kind in ("document", "record"):
            assert {f"https://honest.example/{kind}/{n}" for n in range(HONEST)} <= urls
        assert first["quarantine"] == []
        assert take_in(database, config, paths) == 0
        assert rows(database) == first
