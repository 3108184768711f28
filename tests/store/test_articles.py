"""Loading articles: one identity, however many workers meet it."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.model import Article, Candidate, Edition, Page, RemovedLine
from newsmon.store import addresses, articles, connect, pages
from newsmon.store.articles import Alias, Origin, Outcome
from newsmon.store.details import Details

NOW = datetime(2024, 5, 6, tzinfo=timezone.utc)
ARTICLE = Article(
    url="https://paper.example/harbour",
    title="Harbour reopens",
    text="The harbour reopened on Monday.",
    lead="The harbour reopened on Monday.",
    words=5,
)
CANONICAL = Alias("paper.example/harbour", ARTICLE.url, "paper.example")


def origin(conn: Connection, path: str) -> Origin:
    """A page that was fetched at a path of the paper."""
    source = articles.ensure_source(conn, "paper", "The Paper")
    key = f"paper.example{path}"
    url = f"https://{key}"
    address = addresses.ensure_all(conn, [(key, url, "paper.example", source)])[key]
    page = Page(url, url, path.encode(), "text/html", None, NOW)
    page_id = pages.keep(conn, address.address_id, page)
    assert page_id is not None
    conn.commit()
    return Origin(address.address_id, source, page_id, key, NOW, NOW)


def load(conn: Connection, article: Article, where: Origin) -> tuple[int | None, Outcome]:
    return load_again(conn, article, where, replay=False)


def load_again(
    conn: Connection, article: Article, where: Origin, *, replay: bool = True
) -> tuple[int | None, Outcome]:
    details = Details()
    loaded = articles.load(conn, article, where, [CANONICAL], details, replay=replay)
    details.write(conn)
    return loaded


def test_two_addresses_of_one_canonical_url_are_one_article(conn: Connection) -> None:
    first, outcome = load(conn, ARTICLE, origin(conn, "/a"))
    second, again = load(conn, ARTICLE, origin(conn, "/b"))
    assert first == second
    assert (outcome, again) == (Outcome.NEW, Outcome.UNCHANGED)


def at(url: str, text: str = ARTICLE.text, title: str = ARTICLE.title) -> Article:
    return replace(ARTICLE, url=f"https://{url}", text=text, title=title)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/a?mod=rss_one", "/a?mod=home_two"),
        ("/a", "/a?mod=home_two"),
        ("/a?partner=x", "/a"),
    ],
)
def test_spellings_with_one_body_are_one_article(conn: Connection, first: str, second: str) -> None:
    for path, expected in ((first, Outcome.NEW), (second, Outcome.UNCHANGED)):
        where = origin(conn, path)
        loaded = articles.load(conn, at(where.url_key), where, [], Details(), replay=False)
        assert loaded[1] is expected


@pytest.mark.parametrize(
    ("first", "second", "changes"),
    [
        ("/a?lang=fr", "/a?lang=en", {"text": "Le port a rouvert lundi."}),
        ("/a?id=1", "/a?id=2", {"title": "Another headline over a stub"}),
        ("/a?id=1", "/b?id=1", {}),
        ("/a", "/a/b", {}),
    ],
)
def test_pages_with_another_body_or_path_are_two_articles(
    conn: Connection, first: str, second: str, changes: dict[str, str]
) -> None:
    where = origin(conn, first)
    articles.load(conn, at(where.url_key), where, [], Details(), replay=False)
    where = origin(conn, second)
    loaded = articles.load(conn, at(where.url_key, **changes), where, [], Details(), replay=False)
    assert loaded[1] is Outcome.NEW


def test_details_are_those_of_the_newest_version_however_they_are_written(
    conn: Connection,
) -> None:
    def titled(title: str) -> Article:
        return replace(
            ARTICLE,
            title=title,
            text=f"{title}.",
            candidates=(Candidate("title", title, "meta", 1.0, chosen=True),),
            removed=(RemovedLine(f"Share {title}", "furniture"),),
        )

    def details_of(article_id: int | None) -> list[tuple[str, str, bool]]:
        with conn.cursor() as cursor:
            cursor.execute(
                "select p.value, l.line, s.search @@ plainto_tsquery('simple', p.value)"
                " from newsmon.provenance p join newsmon.removed_line l using (article_id)"
                " join newsmon.article_search s using (article_id) where article_id = %s",
                (article_id,),
            )
            return cursor.fetchall()

    together = Details()
    for number, title in enumerate(("Calm", "Storm")):
        where = origin(conn, f"/{number}")
        article_id, _ = articles.load(
            conn, titled(title), where, [CANONICAL], together, replay=False
        )
    together.write(conn)
    assert details_of(article_id) == [("Storm", "Share Storm", True)]
    load(conn, titled("Fog"), origin(conn, "/alone"))
    assert details_of(article_id) == [("Fog", "Share Fog", True)]


def test_changed_text_is_the_next_version_and_a_lesser_edition_is_not(conn: Connection) -> None:
    load(conn, ARTICLE, origin(conn, "/a"))
    changed = replace(ARTICLE, text="The harbour closed again.")
    assert load(conn, changed, origin(conn, "/b"))[1] is Outcome.REVISED
    brief = replace(ARTICLE, edition=Edition.BRIEF)
    assert load(conn, brief, origin(conn, "/c"))[1] is Outcome.SUPERSEDED


@pytest.mark.parametrize(
    "trivial",
    [
        "The harbour  re-opened on Monday.\n34 comments\nNine ships waited.",
        "The harbour reopened on Monday.\n35 comments\nNine ships waited.",
        "The harbour reopened on Monday\n34 comments\nNine ships waited!",
    ],
)
def test_white_space_and_counters_make_no_version(conn: Connection, trivial: str) -> None:
    text = "The harbour reopened on Monday.\n34 comments\nNine ships waited."
    article_id, _ = load(conn, replace(ARTICLE, text=text), origin(conn, "/a"))
    again = load(conn, replace(ARTICLE, text=trivial), origin(conn, "/b"))
    assert again == (article_id, Outcome.UNCHANGED)


def test_what_a_version_changed_can_be_queried(conn: Connection) -> None:
    before = replace(ARTICLE, text="The harbour reopened.\n12 ships waited.\nIt rained.")
    after = replace(
        ARTICLE, title="Harbour closed", text="The harbour reopened.\n15 ships waited.\nIt rained."
    )
    load(conn, before, origin(conn, "/a"))
    assert load(conn, after, origin(conn, "/b"))[1] is Outcome.REVISED
    with conn.cursor() as cursor:
        cursor.execute(
            "select version, part, change, position, line from report.version_diffs "
            "order by part, change desc"
        )
        assert cursor.fetchall() == [
            (2, "text", "removed", 2, "12 ships waited."),
            (2, "text", "added", 2, "15 ships waited."),
            (2, "title", "removed", 0, "Harbour reopens"),
            (2, "title", "added", 0, "Harbour closed"),
        ]


def test_the_same_page_extracted_better_changes_its_version_and_makes_none(
    conn: Connection,
) -> None:
    page = origin(conn, "/a")
    load(conn, replace(ARTICLE, text="The harbour reopened.\nFollow us on the quay."), page)
    better = replace(ARTICLE, text="The harbour reopened.")
    loaded = load_again(conn, better, page)
    assert loaded[1] is Outcome.REFRESHED
    with conn.cursor() as cursor:
        cursor.execute("select version, text from report.article_versions")
        assert cursor.fetchall() == [(1, "The harbour reopened.")]


def test_what_was_forgotten_does_not_come_back_under_another_address(conn: Connection) -> None:
    load(conn, ARTICLE, origin(conn, "/a"))
    with conn.cursor() as cursor:
        cursor.execute("update newsmon.address set state = 'forgotten', article_id = null")
        cursor.execute("delete from newsmon.article")
    for path in ("/b", "/c"):
        assert load(conn, ARTICLE, origin(conn, path)) == (None, Outcome.FORGOTTEN)
    with conn.cursor() as cursor:
        cursor.execute("select distinct state from newsmon.address")
        assert [tuple(row) for row in cursor.fetchall()] == [("forgotten",)]


def test_two_workers_that_meet_one_article_at_once_load_it_once(
    database: str, conn: Connection
) -> None:
    here, there = origin(conn, "/a"), origin(conn, "/b")
    loaded: list[tuple[int | None, Outcome]] = []

    def other_worker() -> None:
        with closing(connect(database)) as second:
            loaded.append(load(second, ARTICLE, there))
            second.commit()

    first, outcome = load(conn, ARTICLE, here)
    thread = threading.Thread(target=other_worker)
    thread.start()
    _until_somebody_waits(database)
    conn.commit()
    thread.join()
    assert outcome is Outcome.NEW
    assert loaded == [(first, Outcome.UNCHANGED)]


def test_two_that_make_one_source_at_once_get_the_same(database: str, conn: Connection) -> None:
    ids: list[int] = []

    def other_worker() -> None:
        with closing(connect(database)) as second:
            ids.append(articles.ensure_source(second, "paper", "The Paper"))
            second.commit()

    first = articles.ensure_source(conn, "paper", "The Paper")
    thread = threading.Thread(target=other_worker)
    thread.start()
    _until_somebody_waits(database)
    conn.commit()
    thread.join()
    assert ids == [first]


def _until_somebody_waits(database: str) -> None:
    with closing(connect(database)) as watcher, watcher.cursor() as cursor:
        watcher.autocommit = True
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            cursor.execute(
                "select from pg_stat_activity where datname = current_database()"
                " and wait_event_type = 'Lock'"
            )
            if cursor.rowcount:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waits for a lock")
