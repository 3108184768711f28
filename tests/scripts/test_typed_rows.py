"""The committed types of rows are those that Postgres describes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from scripts.typed_rows import Column, Describer, render

from newsmon.store import connect, fetch_single, rows
from newsmon.store.queries import parse


def test_the_committed_modules_are_up_to_date(database: str) -> None:
    for path, text in render(database).items():
        assert path.read_text(encoding="utf-8") == text, "run: python scripts/typed_rows.py"


@pytest.fixture
def describer(database: str) -> Iterator[Describer]:
    with psycopg.connect(database, autocommit=True) as connection:
        yield Describer(connection)


def columns(describer: Describer, sql: str, facts: str = "") -> list[str]:
    (statement,) = parse(f"-- name: try\n-- Try.\n{facts}\n{sql}")
    described: tuple[Column, ...] = describer.describe("tin", statement).columns
    return [f"{column.name}: {column.type}" for column in described]


def test_a_column_is_optional_unless_its_table_forbids_null(describer: Describer) -> None:
    sql = "select article_id, language from newsmon.article where url = %(url)s"
    assert columns(describer, sql) == ["article_id: int", "language: str | None"]


def test_an_outer_join_makes_the_columns_of_its_table_optional(describer: Describer) -> None:
    sql = "select a.url, s.slug from newsmon.article a left join newsmon.source s using (source_id)"
    assert columns(describer, sql) == ["url: str", "slug: str | None"]
    lateral = (
        "select a.url, e.guid from newsmon.address a"
        " left join lateral (select * from newsmon.entry where true limit 1) e on true"
    )
    assert columns(describer, lateral) == ["url: str", "guid: str | None"]


def test_a_view_is_looked_through(describer: Describer) -> None:
    sql = "select article_id, source, authors from report.articles"
    assert columns(describer, sql) == [
        "article_id: int",
        "source: str | None",
        "authors: list[str]",
    ]


def test_an_expression_is_optional_unless_the_statement_vouches_for_it(
    describer: Describer,
) -> None:
    sql = "select count(*) as times, min(words) as least from newsmon.article"
    assert columns(describer, sql) == ["times: int | None", "least: int | None"]
    assert columns(describer, sql, "-- not null: times") == ["times: int", "least: int | None"]
    with pytest.raises(SystemExit, match=r"tin\.try: `-- not null` names no column: tiems"):
        columns(describer, sql, "-- not null: tiems")


def test_a_statement_that_postgres_refuses_is_named(describer: Describer) -> None:
    with pytest.raises(SystemExit, match=r'tin.try: .*column "wrods" does not exist'):
        columns(describer, "select wrods from newsmon.article")


def test_rows_that_contradict_their_type_fail_the_tests() -> None:
    """What tests/conftest.py does to every row that a test reads."""
    checked = rows.of_statement("pages.week_is_open")
    assert checked is not None
    assert checked._make([True]) == (True,)
    with pytest.raises(AssertionError, match=r"PagesWeekIsOpen\.open is null"):
        checked._make([None])
    assert issubclass(checked, rows.PagesWeekIsOpen)


def test_rows_are_instances_of_their_class(database: str) -> None:
    with closing(connect(database)) as connection:
        totals = fetch_single(connection, "inspect.totals")
    assert isinstance(totals, rows.InspectTotals)
    assert totals.articles == 0
