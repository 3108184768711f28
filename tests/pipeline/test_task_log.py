"""The log of a task ends with what it did, and with what could not be had, by reason."""

from __future__ import annotations

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import site_source

from newsmon.pipeline import tasks

pytestmark = pytest.mark.slow


def test_each_task_tells_its_part(
    database: str,
    site: Site,
    configuration: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.fail("/bridge", 403)
    site.feed("/rss", ("/harbour", "Harbour reopens"), ("/bridge", "Bridge closed"))
    site.fail("/broken", 500)
    source = site_source(site, "/rss")
    source["feeds"] = [site.url("/rss"), site.url("/broken"), "http://127.0.0.1:9/rss"]
    monkeypatch.setenv("NEWSMON_CONFIG", str(configuration.write([source]).directory))
    caplog.set_level("INFO", logger="newsmon")
    run = tasks.start(database_url=database, trigger="manual")
    for shard in tasks.poll(run, database_url=database):
        tasks.fetch(run, shard, database_url=database)
    tasks.extract(run, database_url=database)
    tasks.publish(run, database_url=database)
    told = [r.getMessage() for r in caplog.records if r.name.endswith("task_log")]
    assert (
        "3 feeds asked; unreachable: 1 (connect 1); "
        "answered with an error or no feed: 1 (http_5xx 1); new: 2 entries"
    ) in told
    assert any("not loaded in this run: 1 (http_4xx 1)" in line for line in told)
    assert any(line.startswith("this task: claimed 2, new 1") for line in told)
    summary = [line.split(":")[0] for line in told[-5:]]
    assert summary == ["poll", "fetch", "extract", "publish", f"run {run}"]
    assert told[-1] == f"run {run}: degraded"
