"""The dashboard of Grafana: what it asks the views, and how it is put together."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT
from tests.newsroom import NOON, Newsroom

from newsmon.store import connect

FOLDER = ROOT / "deploy" / "grafana"
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "newsmon.json").read_text())
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
SERIES = [panel for panel in PANELS if panel["targets"][0]["format"] == "time_series"]
TITLES = [panel["title"] for panel in PANELS]


def expanded(query: str) -> str:
    """A query as Grafana sends it for the days around NOON with one topic chosen."""
    query = query.replace("$__timeFrom()", "'2026-05-01T00:00:00Z'")
    query = query.replace("$__timeTo()", "'2026-05-31T00:00:00Z'")
    return query.replace("${topic:sqlstring}", "'sanctions'")


def queries(panel: dict[str, Any]) -> list[str]:
    return [expanded(target["rawSql"]) for target in panel["targets"]]


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    """Something for every panel to show."""
    event = newsroom.event()
    first = newsroom.article(event=event, topics=("sanctions",))
    newsroom.article(source="delta-courier", copy_of=first, topics=("sanctions",))
    newsroom.feed("https://harbour-news.example/feed", "failing", reason="dns")
    newsroom.rejection("https://harbour-news.example/none", "no_text")
    newsroom.run(NOON, NOON)
    newsroom.sql(
        "insert into newsmon.alert (kind, subject, since, opened_at, detail) values "
        "('failing', 'https://harbour-news.example/feed', now(), now(), 'dns')"
    )
    newsroom.roll_up()
    return newsroom


@pytest.mark.postgres
@pytest.mark.parametrize("panel", PANELS, ids=TITLES)
def test_each_panel_shows_something_to_a_reader(
    panel: dict[str, Any], filled: Newsroom, database: str
) -> None:
    reader = connect(database, role="newsmon_reader")
    with reader, reader.cursor() as cursor:
        for query in queries(panel):
            assert "$" not in query, "a macro that this test does not know"
            cursor.execute(query)
            rows = cursor.fetchall()
            assert rows
            assert any(value for value in rows[0])
    reader.close()


@pytest.mark.postgres
def test_topics_are_offered_by_name(filled: Newsroom) -> None:
    (variable,) = DASHBOARD["templating"]["list"]
    with filled.conn.cursor() as cursor:
        cursor.execute(variable["query"])
        assert [column.name for column in cursor.description or ()] == ["__text", "__value"]
        assert cursor.fetchall() == [("sanctions", "sanctions")]


@pytest.mark.postgres
@pytest.mark.parametrize("panel", SERIES, ids=[panel["title"] for panel in SERIES])
def test_series_have_a_time_a_name_and_a_number(panel: dict[str, Any], filled: Newsroom) -> None:
    with filled.conn.cursor() as cursor:
        for query in queries(panel):
            cursor.execute(query)
            names = [column.name for column in cursor.description or ()]
            assert names[:2] == ["time", "metric"]
            assert len(names) == 3


def test_no_panel_reads_anything_but_the_views() -> None:
    for panel in PANELS:
        for query in queries(panel):
            tables = re.findall(r"\b(?:from|join) (\w+\.\w+)", query)
            assert tables
            assert {table.split(".")[0] for table in tables} == {"report"}


def test_panels_read_the_data_source_that_is_set_up() -> None:
    (source,) = yaml.safe_load((FOLDER / "datasources.yaml").read_text())["datasources"]
    for panel in PANELS:
        assert panel["datasource"] == {"type": source["type"], "uid": source["uid"]}


def test_panels_have_their_own_places() -> None:
    places = [panel["gridPos"] for panel in PANELS]
    assert all(place["x"] + place["w"] <= 24 for place in places)
    for a, b in combinations(places, 2):
        beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        above = a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
        assert beside or above
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)


def test_the_files_lie_where_the_compose_file_says() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    for volume in compose["services"]["grafana"]["volumes"]:
        path = volume.split(":")[0]
        assert not path.startswith(".") or (ROOT / path).is_file(), path
    (provider,) = yaml.safe_load((FOLDER / "dashboards.yaml").read_text())["providers"]
    assert any(
        f"{provider['options']['path']}/newsmon.json" in volume
        for volume in compose["services"]["grafana"]["volumes"]
    )
