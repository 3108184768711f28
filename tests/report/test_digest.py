"""The contents of a digest: what it says about the articles of its period."""

from __future__ import annotations

from datetime import timedelta

from psycopg2.extensions import connection as Connection
from tests.newsroom import NOON, Newsroom

from newsmon.config import Config
from newsmon.report import digest_rows, period
from newsmon.report.assembly import assemble
from newsmon.report.contents import Digest
from newsmon.report.page import render

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def digest_of(conn: Connection, config: Config) -> Digest:
    settings, day = config.settings.report, period.of_day(NOON.date())
    rows = digest_rows.read(conn, settings, day)
    return assemble(day, rows, most_events=settings.max_events, days=settings.chart_days)


def test_copies_stand_under_the_text_they_copy(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    event = newsroom.event("Bridge closed")
    first = newsroom.article("Bridge closed", event=event, source="capital-wire")
    newsroom.article("Bridge shut", copy_of=first, relation="trim", source="delta-post")
    newsroom.article("Bridge closed", copy_of=first, relation="exact", source="harbour-news")
    newsroom.article("Detours for weeks", event=event, source="mountain-times")
    digest = digest_of(conn, config)
    assert (digest.articles, digest.texts, digest.copies) == (4, 2, 2)
    (happening,) = digest.events
    assert happening.main is not None
    assert happening.main.article.outlet == "Capital Wire"
    assert [(c.article.outlet, c.relation) for c in happening.main.copies] == [
        ("Delta Post", "trim"),
        ("Harbour News", "exact"),
    ]
    assert [text.article.title for text in happening.texts] == ["Detours for weeks"]
    assert not digest.single_texts


def test_the_most_widely_covered_event_comes_first_and_single_texts_last(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    small, large, single = (newsroom.event(t) for t in ("Small", "Large", "Single"))
    newsroom.article("Single", event=single)
    for source in ("a", "b"):
        newsroom.article("Small", event=small, source=source, at=NOON - HOUR)
    for source in ("a", "b", "c"):
        newsroom.article("Large", event=large, source=source)
    digest = digest_of(conn, config)
    assert [event.title for event in digest.events] == ["Large", "Small"]
    assert [text.article.title for text in digest.single_texts] == ["Single"]


def test_one_text_in_two_outlets_is_an_event(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    text = newsroom.article("Wire", event=newsroom.event("Wire"), source="a")
    newsroom.article("Wire", copy_of=text, source="b")
    digest = digest_of(conn, config)
    assert len(digest.events) == 1
    assert not digest.single_texts


def test_articles_of_an_event_from_other_days_are_named_apart(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    event = newsroom.event("Long story")
    for n in range(9):
        newsroom.article(f"Part {n}", event=event, at=NOON - DAY * (n + 1), source=f"s{n}")
    newsroom.article("Today", event=event, source="x")
    newsroom.article("Today too", event=event, source="y")
    (happening,) = digest_of(conn, config).events
    assert happening.articles == 2
    assert len(happening.outside) + happening.more_outside == 9
    assert happening.more_outside == 3
    assert happening.main is None
    assert "and 3 more" in render(digest_of(conn, config))


def test_who_had_an_event_first_is_counted(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for n in range(2):
        event = newsroom.event()
        newsroom.article(event=event, source="quick", at=NOON - HOUR, cluster=None, url=None)
        newsroom.article(event=event, source="slow", at=NOON + n * HOUR)
    newsroom.article(event=newsroom.event(), source="slow", at=NOON - 2 * HOUR)
    midnight = newsroom.event()
    newsroom.article(event=midnight, source="dated", at=NOON.replace(hour=0), precision="day")
    newsroom.article(event=midnight, source="slow", at=NOON)
    outlets = {o.source: (o.articles, o.first) for o in digest_of(conn, config).outlets}
    assert outlets == {"quick": (2, 2), "slow": (4, 1), "dated": (1, 0)}


def test_briefs_are_marked_wherever_they_are_listed(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    event = newsroom.event("Main")
    main = newsroom.article("Main", event=event, edition="brief", source="a")
    newsroom.article("Copy", copy_of=main, edition="brief", source="b")
    newsroom.article("Second", event=event, edition="brief", source="c")
    newsroom.article("Earlier", event=event, edition="brief", at=NOON - DAY)
    newsroom.article("Alone", edition="brief")
    newsroom.article("A page", source="d")
    digest = digest_of(conn, config)
    assert digest.briefs == 4
    # Each of the five listed, and the line at the top that explains the mark.
    assert render(digest).count('class="mark"') == 6


def test_topics_count_what_is_about_them_day_by_day(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.topic("silent", "Silent topic")
    for n in (0, 0, 1, 29, 30):
        newsroom.article(at=NOON - n * DAY, topics=("energy",), source=f"s{n}")
    newsroom.roll_up()
    digest = digest_of(conn, config)
    (energy,) = digest.topics
    assert (energy.articles, energy.texts, energy.outlets) == (2, 2, 1)
    assert len(energy.days) == len(digest.chart_days) == 30
    assert (energy.days[0], energy.days[-2], energy.days[-1]) == (1, 1, 2)
    assert sum(energy.days) == 4  # the 31st day is not in the chart
    assert digest.silent_topics == ("Silent topic",)
    page = render(digest)
    assert page.count("<rect ") == 30
    assert "Nothing in these days about Silent topic." in page


def test_what_was_left_out_is_counted_by_reason(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for n in range(3):
        newsroom.rejection(f"https://harbour.example/{n}", "not_article")
    newsroom.rejection("https://harbour.example/old", "paywall", seen_at=NOON - DAY)
    newsroom.failure("https://harbour.example/f", "timeout")
    digest = digest_of(conn, config)
    assert [(r.reason, r.times) for r in digest.rejections] == [("not_article", 3)]
    assert [(r.reason, r.times) for r in digest.failures] == [("timeout", 1)]
    assert digest.passing_failures == digest.failures
    assert "not tried again" not in render(digest)


def test_a_document_that_could_not_be_read_is_not_said_to_be_tried_again(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.failure("rows.jsonl:2", "unreadable_file", stage="load")
    page = render(digest_of(conn, config))
    assert "will be tried again" not in page
    assert "not tried again: mend it and load it again" in page


def test_feeds_that_deserve_a_look_are_named(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for state in ("ok", "new", "quiet", "failing", "gone", "moved", "disabled", "removed"):
        newsroom.feed(f"https://{state}.example/", state)
    digest = digest_of(conn, config)
    assert {f.state for f in digest.feeds_to_look_at} == {"quiet", "failing", "gone", "moved"}
    assert dict(digest.feed_states)["ok"] == 1
    assert "removed" not in dict(digest.feed_states)


def test_an_article_that_no_stage_has_touched_yet_is_listed(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    article = newsroom.article("Fresh from extraction")
    newsroom.sql("update newsmon.article set cluster_id = null where article_id = %s", article)
    digest = digest_of(conn, config)
    assert (digest.articles, digest.texts) == (1, 1)
    assert [text.article.title for text in digest.single_texts] == ["Fresh from extraction"]


def test_a_day_of_many_articles_is_cut_and_says_so(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.source("harbour-news")
    newsroom.sql(
        "insert into newsmon.article (source_id, url, title, text, lead, words, first_seen_at, "
        "edition) select source_id, 'https://h.example/' || n, 'T ' || n, 't', 'l', 1, %s, 'page' "
        "from newsmon.source, generate_series(1, 1250) n",
        NOON,
    )
    digest = digest_of(conn, config)
    assert digest.articles == 1250
    assert len(digest.single_texts) == 200
    page = render(digest)
    assert "And 1,050 more articles" in page
    assert len(page) < 200_000
