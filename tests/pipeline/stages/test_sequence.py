"""Stages that have nothing to do are not asked, and what only they need is not loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg2.extensions import connection as Connection
from tests.newsroom import Newsroom
from tests.pipeline.conftest import Settings

from newsmon.config import Config
from newsmon.pipeline.imports import documents
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.sequence import Sequence
from newsmon.store import run_records


@pytest.fixture
def config(configuration: Settings) -> Config:
    return configuration.write([])


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


def done(newsroom: Newsroom) -> int:
    """An article that has passed every stage."""
    article = newsroom.article("Ferry")
    newsroom.sql(
        "update newsmon.article set deduplicated_at = now(), tagged_at = now(), grouped_at = now()"
        " returning article_id"
    )
    return article


def test_no_stage_has_work_where_nothing_waits(newsroom: Newsroom) -> None:
    done(newsroom)
    assert run_records.stages_with_work(newsroom.conn) == set()


@pytest.mark.parametrize("stage", ["deduplicate", "tag", "group"])
def test_a_stage_has_work_where_an_article_waits_for_it(newsroom: Newsroom, stage: str) -> None:
    article = done(newsroom)
    newsroom.sql(
        "update newsmon.article set deduplicated_at = case when %s <> 'deduplicate' then now() end,"
        " tagged_at = case when %s <> 'tag' then now() end,"
        " grouped_at = case when %s <> 'group' then now() end returning article_id",
        stage, stage, stage,
    )  # fmt: skip
    assert run_records.stages_with_work(newsroom.conn) == {stage}
    newsroom.sql(
        "insert into newsmon.quarantine (stage, item_id, reason, detail, environment)"
        " values (%s, %s, 'internal_error', 'broken', 'this one') returning 1",
        stage, article,
    )  # fmt: skip
    assert run_records.stages_with_work(newsroom.conn) == set()


def test_topics_to_be_tried_on_the_archive_are_work(newsroom: Newsroom) -> None:
    article = done(newsroom)
    newsroom.sql(
        "insert into newsmon.topic_backlog (topics, first_article_id, last_article_id)"
        " values ('{ferries}', %s, %s) returning 1",
        article, article,
    )  # fmt: skip
    assert run_records.stages_with_work(newsroom.conn) == {"tag"}


def test_a_cluster_that_took_its_event_along_is_work(newsroom: Newsroom) -> None:
    done(newsroom)
    merged, into = newsroom.cluster(newsroom.event()), newsroom.cluster()
    newsroom.sql(
        "update newsmon.cluster set merged_into = %s where cluster_id = %s returning 1",
        into, merged,
    )  # fmt: skip
    assert run_records.stages_with_work(newsroom.conn) == {"group"}


def test_a_document_passes_all_stages_in_one_round(
    conn: Connection, config: Config, workers: Workers, tmp_path: Path
) -> None:
    (tmp_path / "ferry.txt").write_text(
        "The ferry sails again\n\n" + "It left at noon today. " * 40
    )
    run_id = run_records.start(conn, "load", single_process=True)
    documents.load(conn, config, [tmp_path], run_id)
    assert run_records.stages_with_work(conn) == {"extract"}
    sequence = Sequence(workers, run_id)
    assert sequence.advance(conn, config, run_id) == 4
    assert run_records.stages_with_work(conn) == set()
    assert sequence.advance(conn, config, run_id) == 0


def test_what_compares_texts_is_not_loaded_for_a_run_without_any() -> None:
    program = "import sys, newsmon.pipeline.runs, newsmon.pipeline.following; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"numpy", "jinja2", "feedparser", "newsmon.dedup", "newsmon.events", "newsmon.wires"}
    assert not heavy & set(modules)
