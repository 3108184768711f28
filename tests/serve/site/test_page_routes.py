"""The pages, asked for from outside."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import psycopg2
import pytest
from tests.conftest import fresh_database
from tests.newsroom import NOON, Newsroom
from tests.serve.conftest import Server, running

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

DAY = "2026-03-06"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.addresses.append(value)


def links(page: str) -> list[str]:
    reader = _Links()
    reader.feed(page)
    return reader.addresses


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_every_link_within_the_site_leads_somewhere(served: Server) -> None:
    waiting = {f"/?day={DAY}", "/search?q=tariff", "/feeds"}
    seen: set[str] = set()
    while waiting and len(seen) < 150:
        path = waiting.pop()
        seen.add(path)
        answer = served.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            for link in links(answer.text):
                address = urlsplit(urljoin(f"{served.url}{path}", link))
                if f"{address.scheme}://{address.netloc}" == served.url:
                    target = address.path + (f"?{address.query}" if address.query else "")
                    waiting |= {target} - seen
    assert len(seen) > 50


def test_a_day_shows_its_events_topics_and_articles(served: Server) -> None:
    page = text(served.get(f"/?day={DAY}").text)
    assert "Friday, 6 March 2026" in page
    assert "US tightens export controls on chip tools" in page
    assert "Semiconductors 2" in page


def test_a_topic_shows_who_was_first(served: Server) -> None:
    page = text(served.get("/topics/us-china?until=2026-03-07").text)
    assert "6 articles about it from 8 Feb 2026 to 7 Mar 2026" in page
    assert "Northern Wire 1 1" in page


def test_a_topic_shows_shares_where_asked_to(served: Server) -> None:
    page = served.get("/topics/us-china?until=2026-03-07&by=share&days=7").text
    assert re.search(r'<text class="value"[^>]*>[\d.]+ %</text>', page)


def test_an_event_tells_first_from_copies(served: Server) -> None:
    address = next(
        link
        for link in links(served.get("/topics/us-china?until=2026-03-07").text)
        if link.startswith("/events/")
    )
    page = text(served.get(address).text)
    assert "Northern Wire US and China extend tariff truce by ninety days" in page
    assert re.search(r"later, keeps \d+ %", page)


def test_an_article_has_its_mentions_marked_and_its_versions_compared(served: Server) -> None:
    found = served.get("/search?q=%22export+controls%22").text
    pages = [served.get(link).text for link in links(found) if link.startswith("/articles/")]
    assert any("<mark " in page for page in pages)
    search = served.get("/search?since=2026-03-01&until=2026-03-10").text
    articles = {link for link in links(search) if link.startswith("/articles/")}
    revised = [page for link in articles if "<ins>" in (page := served.get(link).text)]
    assert revised
    assert all("Version 2" in text(page) for page in revised)


def test_a_run_shows_what_it_brought_and_has_a_digest(served: Server) -> None:
    page = served.get("/runs/1")
    assert "Ended: ok" in text(page.text)
    assert "/articles/1" in links(page.text)
    assert "Counts by stage" in page.text
    digest = served.get("/runs/1/digest")
    assert "newsmon digest" in digest.text
    assert "script" not in digest.headers["content-security-policy"]


def test_a_run_is_named_by_what_started_it_too(served: Server) -> None:
    assert served.get("/runs/cli").status_code == 200


def test_coverage_tells_what_became_of_what_was_announced(served: Server) -> None:
    page = text(served.get("/coverage").text)
    assert "The Harbour Gazette" in page
    assert re.search(r"Northern Wire \d+ % \d+ \d+ \d+ \d+ \d+ \d+ \d+", page)


def test_a_search_shows_passages_with_the_words(served: Server) -> None:
    page = served.get("/search?q=tariff+truce").text
    assert "<mark>tariff</mark>" in page
    assert "No article fits" not in page


def test_a_search_marks_nothing_that_it_excludes(served: Server) -> None:
    page = served.get("/search", params={"q": 'tariff -"truce tariff"'}).text.lower()
    assert "truce" in page
    assert {word[:6] for word in re.findall("<mark>(.*?)</mark>", page)} == {"tariff"}


def test_filters_left_empty_are_none(served: Server) -> None:
    full = served.get("/search?q=tariff")
    assert served.get("/search?q=tariff&topic=&source=&since=&until=&language=").text.count(
        "<li>"
    ) == full.text.count("<li>")


@pytest.mark.parametrize(
    "path", ["/search?q=!!!", "/search?source=nobody", "/search?q=tin&cursor=broken"]
)
def test_a_search_that_cannot_be_meant_says_why(served: Server, path: str) -> None:
    answer = served.get(path)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_pages_of_results_follow_each_other(served: Server) -> None:
    path, titles = "/search", []
    for _ in range(20):
        page = served.get(path).text
        titles += [link for link in links(page) if link.startswith("/articles/")]
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        if following is None:
            break
        path = following[1].replace("&amp;", "&")
    assert len(titles) == len(set(titles)) > 20


@pytest.mark.parametrize(
    "path",
    ["/articles/999999", "/articles/x", "/articles/-1", f"/articles/{'9' * 40}", "/events/0",
     "/topics/none", "/topics/%00", "/runs/77", "/nowhere", "/articles/1/further",
     "/runs/manual__2026-11-29T19:20:00+00:00", "/runs/x/digest", "/runs/%00/digest",
     "/<script>alert(1)</script>"],
)  # fmt: skip
def test_what_is_not_there_is_said_so_to_a_browser_with_ways_on(served: Server, path: str) -> None:
    answer = served.get(path, headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert "Not there" in answer.text
    assert "<script>alert" not in answer.text
    ways_on = [link for link in links(answer.text) if link.startswith("/")]
    assert {"/", "/search", "/feeds", "/coverage"} <= set(ways_on)
    assert all(served.get(link).status_code == 200 for link in ways_on)


@pytest.mark.parametrize("path", ["/articles/999999", "/topics/none", "/nowhere"])
def test_what_is_not_there_is_a_problem_to_a_program(served: Server, path: str) -> None:
    answer = served.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/articles/999999", "/api/nowhere", "/static/nothing.js"])
def test_addresses_for_programs_answer_problems_to_a_browser_too(served: Server, path: str) -> None:
    answer = served.get(path, headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_the_newest(served: Server, day: str) -> None:
    assert served.get(f"/?day={day}").status_code == 200


def test_a_browser_asks_for_the_style_once(served: Server) -> None:
    first = served.get("/static/site.css")
    again = served.get("/static/site.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_nothing_may_run_but_our_own_script(served: Server) -> None:
    policy = served.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_publishers_write_stays_text(server: str, template: str, tmp_path: Path) -> None:
    with fresh_database(server, template) as url:
        connection = psycopg2.connect(url)
        newsroom = Newsroom(connection)
        newsroom.source("evil", HOSTILE)
        event = newsroom.event(HOSTILE)
        article = newsroom.article(
            HOSTILE, source="evil", event=event, lead=HOSTILE, topics=("topic",),
            url="javascript:alert(3)",
        )  # fmt: skip
        newsroom.article(HOSTILE, source="other", copy_of=article)
        newsroom.feed("https://evil.example/feed", "failing", source="evil", reason="dns")
        newsroom.roll_up()
        connection.close()
        with running(url, tmp_path) as serving:
            for path in ("/?day=2026-05-12", "/topics/topic?until=2026-05-12", f"/events/{event}",
                         f"/articles/{article}", "/search?q=alert", "/feeds"):  # fmt: skip
                page = serving.get(path).text
                assert "alert(" in page, path
                assert not re.search(r"<script(?! src=\"/static)|<img|javascript:", page), path


def test_a_topic_spikes_on_the_days_on_which_a_rule_noticed_it(
    server: str, template: str, tmp_path: Path
) -> None:
    with fresh_database(server, template) as url:
        connection = psycopg2.connect(url)
        newsroom = Newsroom(connection)
        newsroom.topic("busy")
        for hours in range(0, 48, 4):
            at = NOON + timedelta(hours=hours)
            newsroom.article(f"At {at}", at=at, topics=("busy",))
        newsroom.roll_up()
        newsroom.sql(
            "insert into newsmon.notification (rule, kind, subject, topic, began_at, until, text, "
            "target) values ('desk', 'spike', 'busy', 'busy', '2026-05-13T08:00Z', "
            "'2026-05-13T20:00Z', 'more than usual', 'desk')"
        )
        connection.close()
        with running(url, tmp_path) as serving:
            marked = [
                "spiking" in serving.get(f"/?day={day}").text
                for day in ("2026-05-12", "2026-05-13", "2026-05-14")
            ]
    assert marked == [False, True, False]


def test_an_empty_database_says_what_to_do(server: str, template: str, tmp_path: Path) -> None:
    with fresh_database(server, template) as url, running(url, tmp_path) as serving:
        assert "newsmon run" in serving.get("/").text
        assert "No feed has been polled" in serving.get("/feeds").text
