"""The weekly check that finds sources of whose prose much goes missing."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.stages.test_learning import PLACES, _page
from tests.pipeline.test_run import query, run, site_source

from newsmon.pipeline.alerts.check import note
from newsmon.pipeline.operations.maintenance import maintain
from newsmon.store import connect

pytestmark = pytest.mark.slow

HEALTH = "select source, pages, share_kept > 0.95, share_rejected from report.extraction_health"
ALERTS = "select kind, subject, outcome from report.alerts where kind = 'prose_missing'"


def test_a_source_whose_prose_goes_missing_is_named(
    database: str, configuration: Settings, site: Site
) -> None:
    for place in PLACES:
        _page(site, f"/own/{place}", place)
    site.feed("/own/rss", *((f"/own/{place}", f"On {place}") for place in PLACES))
    config = configuration.write([site_source(site, "/own/rss")])
    slug = config.sources[0].slug
    run(database, config)
    with closing(connect(database)) as conn:
        counts = maintain(conn, config)
        assert (counts["sources_checked"], counts["pages_read_again"]) == (1, len(PLACES))
        note(conn, config)
        assert query(database, HEALTH) == [(slug, len(PLACES), True, 0.0)]
        assert query(database, ALERTS) == []

        _lose_half(database)
        maintain(conn, config)
        note(conn, config)
        assert query(database, HEALTH) == [(slug, len(PLACES), False, 0.0)]
        assert query(database, ALERTS) == [("prose_missing", slug, None)]


def test_pages_that_hold_an_article_and_were_rejected_are_counted(
    database: str, configuration: Settings, site: Site
) -> None:
    for place in PLACES:
        _page(site, f"/own/{place}", place)
    site.feed("/own/rss", *((f"/own/{place}", f"On {place}") for place in PLACES))
    config = configuration.write([site_source(site, "/own/rss")])
    run(database, config)
    _reject(database, 3)
    with closing(connect(database)) as conn:
        maintain(conn, config)
        note(conn, config)
    assert query(database, "select share_rejected from report.extraction_health") == [(0.5,)]
    assert [kind for kind, *_ in query(database, ALERTS)] == ["prose_missing"]


def _lose_half(database: str) -> None:
    """Cut every stored text in half, as an extraction that loses half a page would."""
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.article_version set text = left(text, length(text) / 2)")


def _reject(database: str, articles: int) -> None:
    """Leave the newest pages without a text, as a gate that errs would."""
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute(
            """
            with newest as (
                select article_id from newsmon.article order by article_id desc limit %s
            ),
            versions as (update newsmon.article_version set page_id = null
                         where article_id in (select article_id from newest))
            update newsmon.address set state = 'rejected', reason = 'not_article'
            where article_id in (select article_id from newest)
            """,
            (articles,),
        )
