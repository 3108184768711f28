"""Furniture is learned from what is stored, and earlier pages are cleaned of it."""

from __future__ import annotations

import random
from contextlib import closing

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import query, run, site_source

from newsmon.pipeline.operations.maintenance import learn_boilerplate
from newsmon.store import connect

pytestmark = pytest.mark.slow

PLEA = "Every coin in the hat of the harbour choir keeps this paper afloat, dear reader 12"
WIRE = "The ministry did not answer questions that were sent to it on Monday evening."
PLACES = ("Norhaven", "Ostmark", "Westerbrook", "Sundal", "Kalvik", "Brenn")


WORDS = """
    harbour bridge council morning engineer ferry island winter letter market tunnel captain
    school budget window road forest river station teacher doctor garden meeting answer question
    paper stone summer storm painter village signal ticket witness number corner
""".split()  # noqa: SIM905 - a table


def _page(site: Site, path: str, place: str, *lines: str) -> None:
    """An article of its own words, with more lines after it."""
    draw = random.Random(place)
    title = f"The council of {place} meets again"
    own = (f"In {place} the {' '.join(draw.choices(WORDS, k=40))} was heard." for _ in range(4))
    text = "".join(f"<p>{line}</p>" for line in (*own, *lines))
    site.put(path, f"<html><body><article><h1>{title}</h1>{text}</article></body></html>")


def test_a_learned_line_leaves_earlier_texts_and_makes_no_version(
    database: str, configuration: Settings, site: Site
) -> None:
    for place in PLACES:
        _page(site, f"/own/{place}", place, WIRE, PLEA)
    _page(site, "/other/report", "Elsewhere", WIRE)
    site.feed("/own/rss", *((f"/own/{place}", f"On {place}") for place in PLACES))
    site.feed("/other/rss", ("/other/report", "On Elsewhere"))
    own, other = site_source(site, "/own/rss"), site_source(site, "/other/rss")
    other["slug"] = "other"
    config = configuration.write([own, other])
    run(database, config)
    assert {PLEA in text for (text,) in query(database, OWN)} == {True}
    with closing(connect(database)) as conn:
        counts = learn_boilerplate(conn)
        conn.commit()
    assert (counts["lines_learned"], counts["pages_to_extract_again"]) == (1, len(PLACES))
    assert query(database, "select source, pages from report.furniture") == [
        (own["slug"], len(PLACES))
    ]
    run(database, config)
    assert [(PLEA in text, WIRE in text) for (text,) in query(database, OWN)] == [
        (False, True)
    ] * len(PLACES)
    assert query(database, "select count(*) from report.article_versions where version > 1") == [
        (0,)
    ]
    assert query(
        database,
        f"select count(*) from report.removed_lines where rule = 'learned' and line = '{PLEA}'",
    ) == [(len(PLACES),)]
    with closing(connect(database)) as conn:
        assert learn_boilerplate(conn)["lines_learned"] == 0  # what was removed is not forgotten
        assert query(database, "select count(*) from report.furniture") == [(1,)]


OWN = "select text from report.articles where source <> 'other' and title like 'The council%'"
