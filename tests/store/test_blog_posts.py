"""Live blogs in the store: pages in any order, posts known again, versions only for the blog."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from psycopg2.extensions import connection as Connection
from tests.store.test_articles import CANONICAL, origin

from newsmon.model import Article, Candidate, Coverage, Edition, Kind, Moment, Post, Precision
from newsmon.store import articles
from newsmon.store.articles import Outcome
from newsmon.store.details import Details

BEGUN = datetime(2024, 5, 6, 6, tzinfo=timezone.utc)
BLOG = "https://paper.example/harbour"


def post(number: int, *, key: str | None = None, text: str = "") -> Post:
    at = BEGUN + timedelta(minutes=10 * number)
    return Post(
        key or f"#{number}", f"{BLOG}#{number}", f"Update {number}",
        text or f"What happened at {number}.", posted=Moment(at, Precision.SECOND, "json-ld", 0),
    )  # fmt: skip


def blog(*posts: Post, title: str = "Harbour live", introduction: str = "The day.") -> Article:
    text = "\n".join([introduction, *(p.text for p in posts)])
    return Article(
        url=BLOG, title=title, text=text, lead=introduction, words=len(text.split()),
        kind=Kind.LIVE_BLOG, coverage=Coverage(posts, introduction),
    )  # fmt: skip


def read(conn: Connection, article: Article, minutes: int, *, path: str = "/harbour") -> Outcome:
    """Load a blog from a page that was fetched so many minutes after its beginning."""
    where = replace(origin(conn, f"{path}-{minutes}"), seen_at=BEGUN + timedelta(minutes=minutes))
    details = Details()
    _, outcome = articles.load(conn, article, where, [CANONICAL], details, replay=False)
    details.write(conn)
    conn.commit()
    return outcome


def posts(conn: Connection) -> list[tuple[object, ...]]:
    return rows(
        conn,
        "select title, text, removed_at is not null from report.posts order by posted_at",
    )


def rows(conn: Connection, sql: str) -> list[tuple[object, ...]]:
    with conn.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_an_older_copy_of_the_page_only_adds_posts(conn: Connection) -> None:
    read(conn, blog(post(3), post(2, text="Put right.")), 60)
    assert read(conn, blog(post(2), post(1), introduction="Early."), 30) is Outcome.UNCHANGED
    assert posts(conn) == [
        ("Update 1", "What happened at 1.", False),
        ("Update 2", "Put right.", False),
        ("Update 3", "What happened at 3.", False),
    ]
    assert rows(conn, "select text, version from report.articles") == [
        ("The day.\nWhat happened at 3.\nPut right.", 1)
    ]


def test_a_blog_without_a_time_of_its_own_began_with_a_post_that_has_left_its_page(
    conn: Connection,
) -> None:
    def shown(*numbers: int) -> Article:
        page = blog(*(post(n) for n in numbers), introduction=f"At {numbers[0]}.")
        began = Moment(BEGUN + timedelta(minutes=10 * numbers[-1]), Precision.SECOND, "post")
        claim = Candidate("published_at", began.local.isoformat(), "post", 0.3, chosen=True)
        return replace(page, published=began, candidates=(claim,))

    began = BEGUN + timedelta(minutes=20)
    for number, numbers in enumerate([(3, 2), (4, 3), (6, 5, 4)]):
        read(conn, shown(*numbers), 30 + number)
        assert rows(conn, "select published_at, published_at_precision from report.articles") == [
            (began, "second")
        ]
        claims = "select value from report.provenance where field = 'published_at'"
        assert rows(conn, claims) == [(began.isoformat(),)]
    read(conn, shown(6, 1), 40)
    assert rows(conn, "select published_at from report.articles") == [
        (BEGUN + timedelta(minutes=10),)
    ]


def test_a_post_whose_place_has_another_name_is_known_by_time_and_headline(
    conn: Connection,
) -> None:
    read(conn, blog(post(2), post(1)), 10)
    before = rows(conn, "select post_id, title from report.posts order by post_id")
    read(conn, blog(post(3, key="?c"), post(2, key="?b"), post(1, key="?a")), 20)
    after = rows(conn, "select post_id, title from report.posts order by post_id")
    assert after[:2] == before
    assert len(after) == 3


def test_names_of_places_may_change_hands(conn: Connection) -> None:
    read(conn, blog(post(2, key="#a"), post(1, key="#b")), 10)
    read(conn, blog(post(2, key="#b"), post(1, key="#a")), 20)
    assert [title for title, _, removed in posts(conn) if not removed] == ["Update 1", "Update 2"]


def test_a_better_edition_is_a_version(conn: Connection) -> None:
    read(conn, replace(blog(post(1)), edition=Edition.ORIGINAL), 10)
    assert read(conn, replace(blog(post(2), post(1)), edition=Edition.PAGE), 20) is Outcome.REVISED
    assert read(conn, replace(blog(post(3)), edition=Edition.ORIGINAL), 30) is Outcome.SUPERSEDED
    assert len(posts(conn)) == 2


def test_a_blog_of_a_thousand_posts_is_written_at_once_and_then_left_alone(
    conn: Connection,
) -> None:
    whole = blog(*(post(n) for n in reversed(range(1000))))
    assert read(conn, whole, 10_000) is Outcome.NEW
    written = rows(conn, "select xmin::text, count(*) from newsmon.post group by 1")
    assert read(conn, whole, 10_010) is Outcome.UNCHANGED
    assert rows(conn, "select xmin::text, count(*) from newsmon.post group by 1") == written


def test_an_article_that_becomes_a_live_blog_has_a_version_for_it(conn: Connection) -> None:
    plain = replace(blog(), kind=Kind.ARTICLE, coverage=None)
    read(conn, plain, 1)
    assert read(conn, blog(post(1)), 10) is Outcome.REVISED
    assert read(conn, blog(post(2), post(1)), 20) is Outcome.REFRESHED
    assert rows(conn, "select kind, version from report.articles") == [("live_blog", 2)]
