"""A digest by topic: what is told where, and what changed against the period before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg2.extensions import connection as Connection
from tests.newsroom import NOON, Newsroom
from tests.report.test_digest import DAY, HOUR

from newsmon.config import Config
from newsmon.errors import UsageError
from newsmon.report import chosen_days, digest_rows, period, write_digest
from newsmon.report.assembly import assemble
from newsmon.report.changes import change
from newsmon.report.contents import Before, Digest
from newsmon.report.page import render, title
from newsmon.report.period import Period

TODAY = period.of_day(NOON.date())


def digest_of(conn: Connection, config: Config, covered: Period = TODAY) -> Digest:
    settings = config.settings.report
    rows = digest_rows.read(conn, settings, covered)
    return assemble(covered, rows, most_events=settings.max_events, days=settings.chart_days)


def told(digest: Digest) -> dict[str, list[str]]:
    """Return the titles of events and single texts under each topic."""
    return {
        section.topic.topic: [event.title for event in section.events]
        + [text.article.title for text in section.single_texts]
        for section in digest.sections
    }


def wide_event(
    newsroom: Newsroom, title: str, topics: tuple[str, ...], outlets: int = 2, **more: object
) -> None:
    event = newsroom.event(title)
    for number in range(outlets):
        newsroom.article(title, event=event, source=f"s{number}", topics=topics, **more)  # type: ignore[arg-type]


def test_texts_about_a_topic_stand_above_the_most_widely_covered_event(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    wide_event(newsroom, "Cup final", (), outlets=9)
    wide_event(newsroom, "Tanker stopped", ("sanctions",))
    newsroom.article("A fine for a bank", topics=("sanctions",))
    digest = digest_of(conn, config)
    assert told(digest) == {"sanctions": ["Tanker stopped", "A fine for a bank"]}
    assert [event.title for event in digest.events] == ["Cup final"]
    page = render(digest)
    main = page[page.index("<main>") :]
    order = [main.index(title) for title in ("Tanker stopped", "A fine for a bank", "Cup final")]
    assert order == sorted(order)


def test_events_about_topics_are_listed_before_the_cut(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for number in range(5):
        wide_event(newsroom, f"Cup tie {number}", (), outlets=4)
    wide_event(newsroom, "Tanker stopped", ("sanctions",))
    rows = digest_rows.read(conn, config.settings.report, TODAY)
    digest = assemble(TODAY, rows, most_events=2, days=30)
    assert told(digest)["sanctions"] == ["Tanker stopped"]
    assert (len(digest.events), digest.more_events, digest.all_events) == (1, 4, 6)


def test_an_event_of_several_topics_is_told_once_and_named_under_the_others(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for number in range(3):
        newsroom.article(f"Energy {number}", topics=("energy",))
    wide_event(newsroom, "Tanker stopped", ("energy", "sanctions"))
    digest = digest_of(conn, config)
    titles = [title for under in told(digest).values() for title in under]
    assert titles.count("Tanker stopped") == 1
    elsewhere = {s.topic.topic: [e.title for e in s.elsewhere] for s in digest.sections}
    assert elsewhere == {"energy": [], "sanctions": ["Tanker stopped"]}
    assert "Told under another topic" in render(digest)


def test_a_text_alone_is_told_once_and_named_under_its_other_topics(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("A day at sea", topics=("energy", "rail", "sanctions"))
    digest = digest_of(conn, config)
    assert told(digest) == {"energy": ["A day at sea"], "rail": [], "sanctions": []}
    named = {s.topic.topic: [t.article.title for t in s.texts_elsewhere] for s in digest.sections}
    assert named == {"energy": [], "rail": ["A day at sea"], "sanctions": ["A day at sea"]}
    assert render(digest).count("Told under another topic") == 2


def test_a_topic_of_unlisted_events_alone_says_so(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    wide_event(newsroom, "Tanker stopped", ("sanctions",), outlets=3)
    wide_event(newsroom, "Line closed", ("rail",))
    rows = digest_rows.read(conn, config.settings.report, TODAY)
    digest = assemble(TODAY, rows, most_events=1, days=30)
    assert told(digest) == {"sanctions": ["Tanker stopped"], "rail": []}
    assert render(digest).count("All in smaller events") == 1


def test_an_event_is_told_under_the_topic_of_most_of_its_articles(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for number in range(5):
        newsroom.article(f"Energy {number}", topics=("energy",))
    event = newsroom.event("Bank fined")
    newsroom.article("Bank fined", event=event, source="a", topics=("sanctions",))
    newsroom.article("Bank pays", event=event, source="b", topics=("sanctions", "energy"))
    assert "Bank fined" in told(digest_of(conn, config))["sanctions"]


def test_a_narrower_topic_goes_before_its_parent(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    wide_event(newsroom, "Tanker stopped", ("sanctions", "secondary"))
    newsroom.article("Alone", topics=("sanctions",))
    newsroom.sql("update newsmon.topic set parent = 'sanctions' where topic = 'secondary'")
    digest = digest_of(conn, config)
    assert told(digest) == {"sanctions": ["Alone"], "secondary": ["Tanker stopped"]}


@pytest.mark.parametrize("kind", ["day", "seen"])
def test_counts_and_shares_stand_beside_those_of_the_period_before(
    newsroom: Newsroom, conn: Connection, config: Config, kind: str
) -> None:
    newsroom.article("Before all", at=NOON - 40 * DAY, topics=("taiwan",))
    for number in range(10):
        topics = ("energy",) if number < 6 else ()
        newsroom.article(f"Now {number}", topics=topics, at=NOON)
        newsroom.article(
            f"Then {number}", topics=("energy", "rail") if number < 2 else (), at=NOON - DAY
        )
    seen = period.of_interval((NOON - HOUR, NOON + 23 * HOUR))
    digest = digest_of(conn, config, TODAY if kind == "day" else seen)
    assert digest.before == Before(10, watched=True)
    changes = {topic.topic: topic.change for topic in digest.topics}
    assert changes["energy"].articles_before == 2
    assert (changes["energy"].share, changes["energy"].share_before) == (0.6, 0.2)
    assert changes["rail"].articles_before == 2
    assert digest.change.articles_before == 2
    assert "before 10" in render(digest)


def test_a_topic_without_articles_in_the_days_looked_back_on_is_new(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("First of all", at=NOON - 90 * DAY)
    newsroom.article("Yesterday", at=NOON - DAY)
    newsroom.article("Now", topics=("coups", "energy", "rail"))
    newsroom.article("Long ago", at=NOON - 60 * DAY, topics=("rail",))
    newsroom.article("Last week", at=NOON - 7 * DAY, topics=("energy",))
    trends = {topic.topic: topic.change.trend for topic in digest_of(conn, config).topics}
    assert trends == {"coups": "new", "rail": "new", "energy": ""}


def test_a_topic_that_fell_silent_fades_and_is_named(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    for number in range(20):
        newsroom.article(f"Then {number}", at=NOON - DAY, topics=("energy",) * (number < 8))
        newsroom.article(f"Now {number}")
    digest = digest_of(conn, config)
    assert [(t, [x.topic for x in topics]) for t, topics in digest.trends] == [
        ("fading", ["energy"])
    ]
    assert "none, before 8 (40 %)" in render(digest)


def test_without_anything_before_nothing_is_compared(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article(topics=("energy",))
    digest = digest_of(conn, config)
    assert digest.before.articles is None
    assert not digest.trends
    page = render(digest)
    assert "There is nothing before it to compare with." in page
    assert "before 0" not in page


def test_a_run_is_not_compared_with_a_time_before_newsmon(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Seen in the period before", seen_at=NOON - 5 * HOUR)
    newsroom.article("Seen now", seen_at=NOON)
    seen = period.of_interval((NOON - HOUR, NOON + 23 * HOUR))
    assert digest_of(conn, config, seen).before.articles is None


def test_days_before_newsmon_are_compared_with_a_warning(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Old", at=NOON - DAY, seen_at=NOON)
    newsroom.article("Now")
    digest = digest_of(conn, config)
    assert digest.before == Before(1, watched=False)
    assert "newsmon was not at work then" in render(digest)


def test_who_was_first_may_be_of_another_day(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    event = newsroom.event("Bridge closed")
    newsroom.article("Rumours", event=event, source="quick", at=NOON - DAY)
    newsroom.article("Bridge closed", event=event, source="slow")
    newsroom.article("Bridge shut", event=event, source="slower", at=NOON + HOUR)
    (happening,) = digest_of(conn, config).events
    assert happening.first is not None
    assert happening.first.title == "Rumours"
    assert "first <bdi>Quick</bdi>, 11 May 2026, 12:00" in render(digest_of(conn, config))


@pytest.mark.parametrize(("words", "label"), [(60, "shortened"), (150, "longer")])
def test_the_shorter_of_two_texts_is_named_the_shortened(
    newsroom: Newsroom, conn: Connection, config: Config, words: int, label: str
) -> None:
    text = newsroom.article("Wire", source="a")
    copy = newsroom.article("Print", copy_of=text, relation="trim", source="b", at=NOON + HOUR)
    newsroom.sql("update newsmon.article set words = %s where article_id = %s", words, copy)
    assert f'<span class="relation">{label}</span>' in render(digest_of(conn, config))


def test_both_ends_in_one_minute_are_named_once() -> None:
    within_a_minute = period.of_interval((NOON, NOON + HOUR / 100))
    assert title(within_a_minute) == "12 May 2026, 12:00"
    assert title(period.of_interval((NOON, NOON + HOUR))).count("12 May 2026") == 2


def test_the_digest_of_a_run_says_that_its_news_came_in_then(
    newsroom: Newsroom, conn: Connection
) -> None:
    run = newsroom.run(NOON, NOON + HOUR)
    assert title(period.of_run(conn, run)) == "News that came in on 12 May 2026"


def test_an_event_of_copies_alone_says_so(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    text = newsroom.article("Wire", event=newsroom.event("Wire"), source="a")
    newsroom.article("Wire", copy_of=text, source="b", at=NOON + HOUR)
    assert "2 articles of 2 outlets, all the same text" in render(digest_of(conn, config))


def test_a_digest_of_a_topic_has_nothing_else(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.topic("energy", "Energy")
    newsroom.article("On energy", topics=("energy", "rail"))
    newsroom.article("On rail", topics=("rail",))
    newsroom.article("On nothing")
    path = write_digest(conn, config, day=NOON.date(), topic="energy")
    page = path.read_text()
    assert path.name == "digest-2026-05-12-energy.html"
    assert "<h1>Energy: Tuesday, 12 May 2026</h1>" in page
    assert "On energy" in page
    assert "On rail" not in page
    assert "On nothing" not in page
    assert "'energy' = any(topics)" in page
    assert digest_of(conn, config, TODAY.of_topic("energy")).topics[0].change.share == 1 / 3


def test_a_topic_there_is_not_is_a_usage_error(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.topic("energy")
    with pytest.raises(UsageError, match="there is no topic 'enregy'; there are: energy"):
        write_digest(conn, config, topic="enregy")


def test_a_week_and_any_days_are_periods(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Monday", at=NOON - DAY)
    newsroom.article("Sunday", at=NOON + 5 * DAY)
    newsroom.article("Monday after", at=NOON + 6 * DAY)
    days = chosen_days("2026-W20", None, None)
    path = write_digest(conn, config, days=days)
    assert path.name == "digest-2026-W20.html"
    page = path.read_text()
    assert "<h1>Week 20, 11 to 17 May 2026</h1>" in page
    assert "Mon 11 May, 12:00" in page
    assert ">Sunday<" in page
    assert "Monday after" not in page
    path = write_digest(conn, config, days=chosen_days(None, "2026-04-30", "2026-05-11"))
    assert path.name == "digest-2026-04-30-to-2026-05-11.html"
    assert "<h1>30 April to 11 May 2026</h1>" in path.read_text()


@pytest.mark.parametrize("week", ["2026-W20", "2026W20", "2026-w20", "2026-05-13", "2026-05-17"])
def test_a_week_is_written_by_its_number_or_any_of_its_days(week: str) -> None:
    assert chosen_days(week, None, None) == (date(2026, 5, 11), date(2026, 5, 17))


@pytest.mark.parametrize(
    ("week", "since", "until", "message"),
    [
        ("2026-W54", None, None, "has no week 54"),
        ("last", None, None, "is no day"),
        ("2026-W20", "2026-05-01", None, "not both"),
        (None, None, "2026-05-01", "say since which day"),
        (None, "2026-05-02", "2026-05-01", "is before"),
        (None, "May", None, "is no day"),
    ],
)
def test_days_that_are_none_are_usage_errors(
    week: str | None, since: str | None, until: str | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        chosen_days(week, since, until)


def test_the_footer_and_the_feeds_do_not_contradict_each_other(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article()
    newsroom.feed("https://a.example/rss", "ok")
    assert "No feed needs a look" in render(digest_of(conn, config))
    newsroom.sql(
        "insert into newsmon.failure (url, stage, reason, seen_at) values ('u', 'poll', 'dns', %s)",
        NOON,
    )
    page = render(digest_of(conn, config))
    assert "No feed needs a look" not in page
    assert "1 poll failed in this time" in page


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_trend_needs_count_and_share_to_agree(
    articles: int, others: int, articles_before: int, others_before: int
) -> None:
    total, total_before = articles + others, articles_before + others_before
    before = Before(total_before or None, watched=True)
    result = change(articles, total, articles_before, before, looked_back=1)
    back = change(articles_before, total_before, articles, Before(total or None, True), 1)
    if result.trend == "rising":
        assert articles >= articles_before + 3
        assert result.share > result.share_before
    if total and total_before:
        assert {result.trend, back.trend} in ({""}, {"rising", "fading"})
