"""A failure is charged to the host that failed, and a pause is kept by all processes."""

from __future__ import annotations

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import query, run

from newsmon.model import Failure, Reason
from newsmon.pipeline.frontier.host_health import PUT_OFF_SECONDS, HostHealth, host_pauses

DEAD = Failure(Reason.TIMEOUT)


def test_a_host_that_fails_twice_is_out_of_reach_and_no_other() -> None:
    health = HostHealth()
    health.record("dead.example", DEAD)
    assert not health.is_out_of_reach("dead.example")
    health.record("dead.example", DEAD)
    assert health.is_out_of_reach("dead.example")
    assert not health.is_out_of_reach("paper.example")


def test_a_good_answer_forgives() -> None:
    health = HostHealth()
    for failure in (DEAD, None, DEAD):
        health.record("paper.example", failure)
    assert not health.is_out_of_reach("paper.example")


def test_a_pause_that_a_host_asks_for_is_its_own_and_bounded() -> None:
    limited = Failure(Reason.RATE_LIMITED, "", 60.0, "https://paper.example/1")
    longer = Failure(Reason.HTTP_5XX, "", 9e6, "https://paper.example/2")
    assert host_pauses([limited, None, DEAD]) == {"paper.example": 60.0}
    assert host_pauses([limited, longer]) == {"paper.example": PUT_OFF_SECONDS}


@pytest.mark.slow
def test_redirects_to_a_dead_host_put_off_no_page_of_the_feeds_own_host(
    database: str, site: Site, configuration: Settings
) -> None:
    pages = [f"/{n}" for n in range(6)]
    for page in pages[:3]:
        site.fail(page, 302, Location=f"http://127.0.0.2:9{page}")
    for page in pages[3:]:
        site.article(page, f"Harbour part {page}", f"wall {page}", "Norhaven")
    url = site.feed("/rss", *((page, f"Harbour part {page}") for page in pages))
    source = {"slug": "paper", "name": "Paper", "feeds": [url]}
    hosts = {"allow_private_hosts": ["127.0.0.1", "127.0.0.2"]}
    run(database, configuration.write([source], fetch=hosts))
    assert query(database, "select count(*) from report.articles") == [(3,)]
    assert query(database, "select reason, count(*) from report.failures group by 1") == [
        ("connect", 3)
    ]
