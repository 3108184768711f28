# ruff: noqa: E501 - cases read better unbroken
"""Live blogs through every stage: they grow in the database as they do on their page."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from tests.extract.live.blogs import HEADLINES, INTRODUCTION, TEXTS, TITLE
from tests.pipeline.conftest import PARAGRAPH, Settings, Site
from tests.pipeline.test_run import query, run, site_source

from newsmon.config import Config
from newsmon.pipeline.operations.forget import forget
from newsmon.pipeline.operations.replay import queue
from newsmon.store import Database, connect

pytestmark = pytest.mark.slow

PATH = "/live/2026/lock-gate"
BEGUN = datetime.now(timezone.utc).replace(microsecond=0) - timedelta(hours=2)


def put_blog(
    site: Site,
    numbers: list[int],
    *,
    title: str = TITLE,
    introduction: str = INTRODUCTION,
    texts: dict[int, str] | None = None,
    **fields: Any,
) -> None:
    """Publish the blog with these posts, the newest first."""
    said = dict(enumerate(TEXTS)) | (texts or {})
    updates = [
        {
            "@type": "BlogPosting",
            "headline": HEADLINES[n],
            "articleBody": said[n],
            "datePublished": (BEGUN + timedelta(minutes=10 * (n + 1))).isoformat(),
            "url": f"{site.url(PATH)}#post-{n}a7",
        }
        for n in sorted(numbers, reverse=True)
    ]
    stated = {
        "@type": "LiveBlogPosting",
        "url": site.url(PATH),
        "headline": title,
        "datePublished": BEGUN.isoformat(),
        "liveBlogUpdate": updates,
        **fields,
    }
    site.put(
        PATH,
        f'<html lang="en"><head><title>{title}</title><script type="application/ld+json">{json.dumps(stated)}</script></head>'
        f"<body><article><h1>{title}</h1><p>{introduction}</p></article></body></html>",
    )


def run_again(database: str, config: Config) -> None:
    """Run once more, with every page due."""
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.address set next_attempt_at = now()")
        conn.commit()
    run(database, config)


@pytest.fixture
def config(configuration: Settings, site: Site) -> Config:
    site.feed("/rss", (PATH, TITLE))
    return configuration.write([site_source(site, "/rss")])


def posts(database: str) -> list[Any]:
    return query(database, "select title, text from report.posts order by posted_at")


def said(*numbers: int) -> list[Any]:
    return [(HEADLINES[n], TEXTS[n]) for n in numbers]


def test_a_blog_grows_without_a_version_for_each_post(
    database: str, config: Config, site: Site
) -> None:
    for count in (2, 3, 5):
        put_blog(site, list(range(count)))
        run_again(database, config)
        assert posts(database) == said(*range(count))
    [(kind, version, text)] = query(database, "select kind, version, text from report.articles")
    assert (kind, version) == ("live_blog", 1)
    assert TEXTS[4] in text
    assert query(database, "select version, text from report.article_versions") == [(1, text)]
    ids = query(database, "select post_id, changed_at, removed_at from report.posts")
    assert {(changed, removed) for _, changed, removed in ids} == {(None, None)}


def test_another_headline_or_introduction_is_a_version(
    database: str, config: Config, site: Site
) -> None:
    put_blog(site, [0, 1])
    run(database, config)
    put_blog(site, [0, 1, 2], title="Lock gate open again after a day")
    run_again(database, config)
    put_blog(site, [0, 1, 2], title="Lock gate open again after a day",
             introduction=INTRODUCTION + " The repair took fourteen hours.")  # fmt: skip
    run_again(database, config)
    versions = query(database, "select version from report.article_versions order by 1")
    assert versions == [(1,), (2,), (3,)]
    assert len(posts(database)) == 3


def test_changed_posts_are_updated_and_removed_ones_marked(
    database: str, config: Config, site: Site
) -> None:
    put_blog(site, [0, 1, 2, 3])
    run(database, config)
    before = dict(query(database, "select title, post_id from report.posts"))
    put_blog(site, [1, 3, 4], texts={1: TEXTS[1] + " That has been put right."})
    run_again(database, config)
    rows = query(
        database,
        "select title, post_id, changed_at is not null, removed_at is not null from report.posts order by posted_at",
    )
    assert [(title, changed, removed) for title, _, changed, removed in rows] == [
        (HEADLINES[0], False, False),  # older than all that is shown
        (HEADLINES[1], True, False),
        (HEADLINES[2], False, True),
        (HEADLINES[3], False, False),
        (HEADLINES[4], False, False),
    ]
    after = {title: post_id for title, post_id, *_ in rows}
    assert before.items() <= after.items()
    put_blog(site, [1, 2, 3, 4])
    run_again(database, config)
    assert query(database, "select 1 from report.posts where removed_at is not null") == []


def test_posts_are_tagged_each_for_itself(
    database: str, configuration: Settings, config: Config, site: Site
) -> None:
    sanctioned = "The United States put new sanctions on Russia on Monday, and Treasury officials said that sanctions on more Russian tankers would follow."
    put_blog(site, [0, 1, 2], texts={1: sanctioned})
    run(database, config)
    rows = dict(query(database, "select title, topics from report.posts"))
    assert "sanctions" in rows[HEADLINES[1]]
    assert rows[HEADLINES[0]] == rows[HEADLINES[2]] == []
    assert query(
        database,
        "select p.title, t.salience from report.post_topics t join report.posts p using (post_id) where t.topic = 'sanctions'",
    ) == [(HEADLINES[1], "about")]
    put_blog(site, [0, 1, 2])
    run_again(database, config)
    assert query(database, "select 1 from report.post_topics") == []


def test_a_blog_that_goes_on_is_fetched_again_until_it_is_over(
    database: str, config: Config, site: Site
) -> None:
    put_blog(site, [0, 1])
    run(database, config)
    waits = "select next_attempt_at - now() from newsmon.address where url like '%lock-gate'"
    [(wait,)] = query(database, waits)
    assert timedelta(minutes=14) < wait < timedelta(minutes=17)
    run_again(database, config)  # the page is the same
    [(wait,)] = query(database, waits)
    assert wait is not None
    put_blog(site, [0, 1, 2], coverageEndTime=(BEGUN + timedelta(hours=1)).isoformat())
    run_again(database, config)
    run_again(database, config)
    assert query(database, waits) == [(None,)]
    assert len(posts(database)) == 3


def test_a_replay_changes_nothing_and_goes_by_the_newest_page(
    database: str, config: Config, site: Site
) -> None:
    for numbers in ([0, 1], [0, 1, 2], [2, 3, 4]):
        put_blog(site, numbers)
        run_again(database, config)
    view = "select post_id, title, text, changed_at, removed_at from report.posts order by post_id"
    before = query(database, view), query(database, "select text, version from report.articles")
    assert queue(Database(database, "test"), "extract", since=None).items == 1
    run(database, config)
    after = query(database, view), query(database, "select text, version from report.articles")
    assert after == before


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize("first", ["blog", "reprint"])
def test_who_prints_a_post_is_contained_in_the_blog_and_no_copy_of_it(
    database: str, configuration: Settings, site: Site, place: int, first: str
) -> None:
    paragraphs = [PARAGRAPH.format(thing=f"lock {n}", place="Westerend") for n in range(2)]
    site.put(
        "/reprint",
        "<html lang=en><head><title>Westerend waits</title></head><body><article><h1>Westerend waits</h1>"
        f"<p>{'</p><p>'.join(paragraphs)}</p></article></body></html>",
    )
    whole = {n: f"{TEXTS[n]} {TEXTS[(n + 1) % 5]}" for n in range(5)}
    put_blog(site, list(range(5)), texts=whole | {place: "\n".join(paragraphs)})
    order = [(PATH, TITLE), ("/reprint", "Westerend waits")]
    site.feed("/rss", *(order if first == "blog" else order[::-1]))
    config = configuration.write([site_source(site, "/rss")])
    run(database, config)
    assert query(database, "select relation from report.duplicates") == [("contains",)]
    clusters = query(database, "select cluster_id from report.articles")
    assert len(set(clusters)) == 2
    put_blog(site, list(range(5)), texts=whole | {place: "\n".join(paragraphs), 1: TEXTS[0]})
    run_again(database, config)
    assert query(database, "select relation from report.duplicates") == [("contains",)]


FERRY = {
    "/ferry-1": ("Ferry Aurora runs aground off Tarnholm", "The ferry Aurora ran aground off Tarnholm on Monday morning with two hundred passengers on board. The Tarnholm coast guard said that lifeboats had brought all passengers of the Aurora ashore, and that captain Nils Rydberg was being questioned. Divers will look at the hull of the ferry on Tuesday."),
    "/ferry-2": ("All passengers safe after Aurora grounding", "All two hundred passengers of the ferry Aurora are safe after it struck rocks near Tarnholm, the coast guard reported. Captain Nils Rydberg told officers that the steering of the Aurora had failed. Lifeboats from Tarnholm needed three hours to empty the ferry."),
    "/ferry-3": ("Tarnholm asks why the Aurora hit the rocks", "Why did the ferry Aurora leave its lane? Investigators came to Tarnholm to speak to captain Nils Rydberg, whose ferry hit the rocks with two hundred passengers. The coast guard has closed the strait off Tarnholm until divers have seen the hull of the Aurora."),
}  # fmt: skip


def test_posts_take_part_in_the_events_of_articles(
    database: str, configuration: Settings, site: Site
) -> None:
    for path, (title, text) in FERRY.items():
        site.put(
            path,
            f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>",
        )
    about_ferry = "Away from the canal: the ferry Aurora has run aground off Tarnholm. The coast guard says that lifeboats took its two hundred passengers ashore; captain Nils Rydberg is being questioned."
    put_blog(site, [0, 1, 2, 3], texts={2: about_ferry})
    site.feed("/rss", (PATH, TITLE), *((path, title) for path, (title, _) in FERRY.items()))
    run(database, configuration.write([site_source(site, "/rss")]))
    [(ferry, posts)] = query(
        database, "select event_id, posts from report.events where articles = 3"
    )
    assert posts == 1
    [(blog,)] = query(database, "select event_id from report.articles where kind = 'live_blog'")
    assert blog != ferry
    assert query(database, "select event_id from report.posts order by posted_at") == [
        (blog,), (blog,), (ferry,), (blog,),
    ]  # fmt: skip


def test_a_forgotten_blog_takes_its_posts_along(database: str, config: Config, site: Site) -> None:
    put_blog(site, [0, 1])
    run(database, config)
    forget(Database(database, "test"), site.url(PATH))
    assert posts(database) == []
