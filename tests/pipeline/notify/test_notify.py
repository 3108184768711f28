"""News is told once, with its reason; what was so before, or is only made anew, is not told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.newsroom import NOON
from tests.pipeline.notify.conftest import Desk

from newsmon.store.erasure import erase_article

HOUR = timedelta(hours=1)
OUTLETS = ("north", "south", "east", "west", "centre", "coast", "hill", "lake")


def test_a_new_text_on_a_topic_is_told_once(desk: Desk) -> None:
    desk.newsroom.printed("Truce extended", topics=("trade",))
    for _ in range(3):
        desk.check()
    assert desk.told() == [
        ("match", "New text: “Truce extended” (Harbour News, 2026-05-12 12:00 UTC)")
    ]


def test_a_message_says_why_and_leads_to_article_event_and_explanation(desk: Desk) -> None:
    article = desk.newsroom.printed("Truce extended", topics=("trade", "energy"))
    desk.check()
    (message,) = desk.hook.messages
    (item,) = message["notifications"]
    assert message["title"] == "newsmon: 1 new text on Energy"
    assert "  Why: about Energy (8 points); about Trade (8 points)" in item["text"]
    assert "  Article: https://harbour-news.example/1" in item["text"]
    assert f"  Event {item['event_id']} “Truce extended”" in item["text"]
    assert f"  Explanation: newsmon explain {article}" in item["text"]
    assert (item["article_id"], item["url"]) == (article, "https://harbour-news.example/1")


def test_links_lead_to_pages_where_there_are_some(desk: Desk) -> None:
    article = desk.newsroom.printed("Truce extended", topics=("trade",))
    settings = desk.config.settings.model_copy(
        update={
            "report": desk.config.settings.report.model_copy(
                update={"pages_url": "https://news.example.org/"}
            )
        }
    )
    desk.config = type(desk.config)(settings, (), desk.config.topics, desk.directory)
    desk.check()
    text = desk.hook.messages[0]["notifications"][0]["text"]
    assert f"https://news.example.org/articles/{article}" in text
    assert "https://news.example.org/events/" in text


def test_a_copy_is_no_new_text(desk: Desk) -> None:
    first = desk.newsroom.printed("Truce extended", topics=("trade",))
    desk.check()
    desk.newsroom.printed("Truce goes on", source="south", copy_of=first, topics=("trade",))
    desk.check()
    assert desk.kinds() == ["match"]


def test_a_text_that_moves_to_another_cluster_stays_told(desk: Desk) -> None:
    first = desk.newsroom.printed("Truce extended", topics=("trade",))
    desk.check()
    copy = desk.newsroom.printed("Truce goes on", source="south", copy_of=first, topics=("trade",))
    into = desk.newsroom.cluster(desk.newsroom.event())
    desk.newsroom.sql(
        "update newsmon.article set cluster_id = %s where article_id in (%s, %s)",
        into, first, copy,
    )  # fmt: skip
    desk.check()
    assert desk.kinds() == ["match"]


def test_a_mention_in_passing_is_not_told(desk: Desk) -> None:
    article = desk.newsroom.printed("Harbour dredged", topics=("trade",))
    desk.newsroom.sql(
        "update newsmon.topic_match set salience = 'mention' where article_id = %s", article
    )
    desk.check()
    assert desk.told() == []


def test_a_topic_of_no_rule_is_not_told(desk: Desk) -> None:
    desk.rules(topics=["trade"])
    desk.newsroom.printed("Cup final", topics=("sport",))
    desk.check()
    assert desk.told() == []


def test_history_is_told_only_when_asked(desk: Desk) -> None:
    old = NOON - timedelta(days=400)
    desk.newsroom.printed("Old news", at=old, seen_at=NOON, topics=("trade",))
    desk.newsroom.printed("Before the rule", seen_at=NOON - 2 * HOUR, topics=("trade",))
    desk.check()
    assert desk.told() == []
    desk.check(since=NOON - timedelta(days=1))
    assert len(desk.told()) == 2


def test_a_retag_or_a_replay_tells_nothing(desk: Desk) -> None:
    article = desk.newsroom.printed("Cup final", topics=())
    told = desk.newsroom.printed("Truce extended", topics=("trade",))
    desk.check()
    desk.newsroom.sql(
        "insert into newsmon.topic_match (article_id, topic, score, share, salience, mentions, "
        "definition_hash) values (%s, 'trade', 8, .5, 'about', '[]', 'y')", article,
    )  # fmt: skip
    for column in ("deduplicated_at", "tagged_at", "grouped_at"):
        desk.newsroom.sql(
            f"update newsmon.article set {column} = now() where article_id in (%s, %s)",
            article, told,
        )  # fmt: skip
    desk.check()
    assert desk.kinds() == ["match"]


def test_a_new_version_that_is_about_a_topic_for_the_first_time_is_told(desk: Desk) -> None:
    article = desk.newsroom.printed("Ships wait", topics=())
    desk.check()
    desk.newsroom.sql(
        "insert into newsmon.topic_match (article_id, topic, score, share, salience, mentions, "
        "definition_hash) values (%s, 'trade', 8, .5, 'about', '[]', 'x')", article,
    )  # fmt: skip
    desk.newsroom.sql(
        "insert into newsmon.article_version (article_id, version, seen_at, title, text, edition) "
        "values (%s, 2, now(), 'Ships wait for the truce', 'x', 'page')", article,
    )  # fmt: skip
    desk.check()
    assert desk.kinds() == ["match"]


def test_what_is_not_through_every_stage_waits(desk: Desk) -> None:
    article = desk.newsroom.printed("Truce extended", topics=("trade",))
    desk.newsroom.sql("update newsmon.article set grouped_at = null where article_id = %s", article)
    desk.check()
    assert desk.told() == []
    desk.newsroom.sql(
        "update newsmon.article set grouped_at = now() where article_id = %s", article
    )
    desk.check()
    assert desk.kinds() == ["match"]


def test_an_event_is_told_when_enough_outlets_have_it_and_when_they_double(desk: Desk) -> None:
    desk.rules(when=["event"], min_outlets=3)
    event = desk.newsroom.event("Truce extended")
    sizes = []
    for number, outlet in enumerate(OUTLETS):
        desk.newsroom.printed(f"Truce, {number}", source=outlet, event=event, topics=("trade",))
        desk.check()
        sizes.append(len(desk.told()))
    assert sizes == [0, 0, 1, 1, 1, 2, 2, 2]
    assert desk.told()[1][1] == "Event: “Truce extended” has reached 6 outlets"
    assert "twice the 3" in desk.hook.messages[1]["text"]


def test_an_event_that_is_mostly_about_something_else_is_not_told(desk: Desk) -> None:
    desk.rules(when=["event"], min_outlets=3)
    event = desk.newsroom.event("Cup final")
    for outlet, topics in zip(OUTLETS, [("trade",), (), (), ()], strict=False):
        desk.newsroom.printed("Cup final", source=outlet, event=event, topics=topics)
    desk.check()
    assert desk.told() == []


def test_an_event_that_was_large_when_the_rule_began_is_told_once_it_doubles(desk: Desk) -> None:
    desk.rules(
        {"name": "late", "when": ["event"], "min_outlets": 3}, when=["match"], topics=["sport"]
    )
    event = desk.newsroom.event("Truce extended")
    for outlet in OUTLETS[:4]:
        desk.newsroom.printed("Truce", source=outlet, event=event, topics=("trade",))
    desk.begin(NOON + HOUR)  # the first time that the rule called late is read
    for outlet, size in zip(OUTLETS[4:], [0, 0, 0, 1], strict=True):
        desk.newsroom.printed(
            "Truce", source=outlet, event=event, seen_at=NOON + 2 * HOUR, topics=("trade",)
        )
        desk.check(NOON + 3 * HOUR)
        assert len(desk.told()) == size


def test_a_text_printed_by_enough_outlets_is_told_once(desk: Desk) -> None:
    desk.rules(when=["pickup"], min_outlets=3)
    first = desk.newsroom.printed("Truce extended", source="wire", topics=("trade",))
    for outlet in ("wire", *OUTLETS):
        desk.newsroom.printed("Truce", source=outlet, copy_of=first, topics=("trade",))
        desk.check()
    assert desk.told() == [("pickup", "Pickup: “Truce extended” is in 3 outlets")]


def test_what_comes_at_once_is_one_message(desk: Desk) -> None:
    for number in range(30):
        desk.newsroom.printed(f"Truce, part {number}", topics=("trade",))
    desk.check()
    (message,) = desk.hook.messages
    assert len(message["notifications"]) == 30
    assert "… and 10 more: newsmon notify list" in message["text"]


def test_two_rules_do_not_tell_one_target_the_same(desk: Desk) -> None:
    desk.rules({"name": "second"})
    desk.begin()
    desk.newsroom.printed("Truce extended", topics=("trade", "energy"))
    desk.check()
    assert desk.kinds() == ["match"]


def test_quiet_hours_hold_back_what_is_then_gathered(desk: Desk) -> None:
    desk.rules(quiet="14:00-08:00", timezone="Europe/Berlin")  # from noon UTC in May
    desk.newsroom.printed("Truce extended", topics=("trade",))
    assert desk.check(NOON + HOUR)["news"] == 1
    desk.newsroom.printed("Gas stores full", topics=("energy",))
    desk.check(NOON + 17 * HOUR)
    assert desk.hook.messages == []
    desk.check(NOON + 18 * HOUR)
    assert [len(message["notifications"]) for message in desk.hook.messages] == [2]


def test_a_limit_holds_back_until_a_day_has_passed(desk: Desk) -> None:
    desk.rules(at_most="2/day")
    for hour in range(5):
        at = NOON + hour * HOUR
        desk.newsroom.printed(f"Truce, part {hour}", at=at, seen_at=at, topics=("trade",))
        desk.check(at)
    assert [len(message["notifications"]) for message in desk.hook.messages] == [1, 1]
    desk.check(NOON + 24 * HOUR)
    assert [len(message["notifications"]) for message in desk.hook.messages] == [1, 1, 3]


def test_a_target_that_is_down_gets_the_same_message_later(desk: Desk) -> None:
    desk.newsroom.printed("Truce extended", topics=("trade",))
    desk.hook.status = 503
    assert desk.check()["not_told"] == 1
    desk.newsroom.printed("Gas stores full", topics=("energy",))
    desk.hook.status = 200
    assert desk.check()["told"] == 2
    assert desk.kinds() == ["match", "match"]


def test_where_checks_follow_closely_messages_keep_a_distance(desk: Desk) -> None:
    minute = timedelta(minutes=1)
    for number in range(20):
        at = NOON + number * minute
        desk.newsroom.printed(f"Truce, part {number}", at=at, seen_at=at, topics=("trade",))
        desk.check(at, again_soon=True)
    assert [len(message["notifications"]) for message in desk.hook.messages] == [1, 15]


def test_what_is_forgotten_is_not_told_but_stays_told(desk: Desk) -> None:
    desk.hook.status = 503
    article = desk.newsroom.printed("Secret truce", topics=("trade",))
    desk.check()
    with desk.conn:
        erase_article(desk.conn, article)
    desk.hook.status = 200
    desk.check()
    assert desk.hook.messages == []
    assert desk.newsroom.sql("select count(*) from report.notifications where text <> ''") == 0


def test_without_rules_nothing_piles_up(desk: Desk) -> None:
    desk.newsroom.printed("Truce extended", topics=("trade",))
    settings = desk.config.settings.model_copy(update={"notify": ()})
    desk.config = type(desk.config)(settings, (), desk.config.topics, desk.directory)
    desk.check()
    assert desk.newsroom.sql("select count(*) from newsmon.news_queue") == 0


@pytest.mark.parametrize("title", ["a\nWhy: b", "a\u202eb", "a\x1b[31mb"])
def test_a_headline_stays_on_its_line_and_does_nothing(desk: Desk, title: str) -> None:
    desk.newsroom.printed(title, topics=("trade",))
    desk.check()
    ((_, line),) = desk.told()
    assert line.endswith("(Harbour News, 2026-05-12 12:00 UTC)")
    assert line.isprintable()


@pytest.mark.parametrize("call", ["@channel", "@everyone", "<!channel>", "<@U024BE7LH>"])
def test_a_headline_calls_nobody_in_a_chat_program(desk: Desk, call: str) -> None:
    desk.newsroom.printed(f"{call} Truce extended", topics=("trade",))
    desk.check()
    ((_, line),) = desk.told()
    assert "Truce extended" in line
    assert call not in line
    assert "<" not in line
