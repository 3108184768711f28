"""What the log says of each address that a run meets: why one article is missing."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from tests.pipeline.conftest import Settings, Site

from newsmon import logs
from newsmon.pipeline.runs import run
from newsmon.store import Database

Records = dict[str, list[dict[str, Any]]]  # by path


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave the logger of newsmon as it was."""
    logger = logging.getLogger("newsmon")
    before = logger.handlers, logger.propagate, logger.level
    yield
    logger.handlers, logger.propagate, logger.level = before


@pytest.fixture
def records(
    database: str, site: Site, configuration: Settings, capsys: pytest.CaptureFixture[str]
) -> Records:
    """Records of one run over a feed of five entries, four of which bring no article."""
    site.article("/loaded", "Ferry fares to rise", "ferry", "Ostholm")
    site.put("/stub", "<html><body><article><p>Too short.</p></article></body></html>")
    site.fail("/busy", 503)
    paths = ("/loaded", "/stub", "/busy", "/missing", "/sport/final")
    url = site.feed("/feed", *((path, f"Title of {path}") for path in paths))
    feed = {"url": url, "exclude": ["/sport/"]}
    config = configuration.write([{"slug": "outlet", "name": "Outlet", "feeds": [feed]}])
    logs.configure("debug", "json")
    run(Database(database, "given"), config)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    by_path: Records = defaultdict(list)
    for line in lines:
        by_path[str(line.get("url") or line.get("feed") or "").removeprefix(site.base)].append(line)
    return by_path


def said(records: list[dict[str, Any]], stage: str | None) -> str:
    """Return the messages of one stage of one run, in one text."""
    assert {record["run"] for record in records} == {records[0]["run"]}
    return "\n".join(r["message"] for r in records if r.get("stage") == stage)


def test_every_address_has_its_way_in_the_log(records: Records) -> None:
    assert "bytes in" in said(records["/loaded"], "fetch")
    assert ": new, " in said(records["/loaded"], "extract")
    assert "rejected: too_short: 2 words; asked for again in" in said(records["/stub"], "extract")
    assert "asked for again in" in said(records["/busy"], "fetch")
    assert "rejected: not_found: " in said(records["/missing"], "fetch")
    assert said(records["/sport/final"], "poll") == "entry passed over: excluded"


def test_a_feed_says_what_it_announced_and_when_it_is_due(records: Records) -> None:
    polled = said(records["/feed"], "poll")
    assert "5 entries read, 0 announced before, 4 new" in polled
    assert "was new, is ok now" in polled
    assert "due again at" in polled


def test_stages_say_what_they_did(records: Records) -> None:
    ends = {r["stage"]: r["message"] for r in records[""] if r["message"].startswith("ends: ")}
    assert ends["poll"].startswith("ends: feeds 1, entries 4")
    assert "rejected 1" in ends["fetch"]
