"""The digest by mail: once a day at the reader's hour, in HTML and plain, with a way out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from tests.alert_targets import Post, mail_server
from tests.newsroom import Newsroom

from newsmon.config.outward_settings import DigestMail
from newsmon.config.settings import Settings
from newsmon.report import digest_mail

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_SIX = datetime(2026, 5, 12, 6, 30, tzinfo=BERLIN)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


def settings(post: Post, **digest: Any) -> Settings:
    mail = {"name": "editors", "to": "editors@example.org", "sender": "newsmon@example.org",
            "server": f"127.0.0.1:{post.port}", "security": "none", "kinds": ["none"]}  # fmt: skip
    chosen = {"to": "editors", "at": "06:30", "timezone": "Europe/Berlin", **digest}
    return Settings.model_validate({"alerts": {"mails": [mail]}, "digest_mail": chosen})


def letters(post: Post) -> list[EmailMessage]:
    return cast("list[EmailMessage]", post.mails)


def part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def write(newsroom: Newsroom, title: str, seen_at: datetime, **facts: Any) -> int:
    newsroom.topic("trade", "Trade & tariffs")
    return newsroom.article(title, at=seen_at, seen_at=seen_at, topics=("trade",), **facts)


def test_it_is_sent_once_a_day_at_the_hour_of_the_reader_s_zone(
    newsroom: Newsroom, post: Post
) -> None:
    chosen = settings(post)
    for minutes in range(-24 * 60, 49 * 60, 30):
        now = (HALF_PAST_SIX + minutes * MINUTE).astimezone(timezone.utc)
        before = len(post.mails)
        digest_mail.send_due(newsroom.conn, chosen, now=now)
        assert len(post.mails) - before == (minutes % (24 * 60) == 0), now
    assert [letter["Subject"] for letter in post.mails] == [
        "newsmon: News of Monday, 11 May 2026",
        "newsmon: News of Tuesday, 12 May 2026",
        "newsmon: News of Wednesday, 13 May 2026",
        "newsmon: News of Thursday, 14 May 2026",
    ]


def test_the_hour_stays_when_the_clocks_change() -> None:
    chosen = DigestMail(to=("a",), at="06:30", timezone="Europe/Berlin")
    for day, utc in ((28, 5), (29, 4)):  # 2026-03-29: summer time begins
        at = datetime(2026, 3, day, utc, 30, tzinfo=timezone.utc)
        assert digest_mail.due_at(chosen, at) == at
        assert digest_mail.due_at(chosen, at - MINUTE) < at - timedelta(hours=20)


def test_it_has_what_was_seen_from_hour_to_hour(newsroom: Newsroom, post: Post) -> None:
    write(newsroom, "Two days ago", HALF_PAST_SIX - timedelta(hours=25))
    write(newsroom, "In the night", HALF_PAST_SIX - timedelta(hours=2))
    write(newsroom, "Later", HALF_PAST_SIX + MINUTE)
    digest_mail.send_due(newsroom.conn, settings(post), now=HALF_PAST_SIX + timedelta(hours=2))
    (letter,) = letters(post)
    for kind in ("plain", "html"):
        text = part(letter, kind)
        assert "In the night" in text
        assert "Two days ago" not in text
        assert "Later" not in text


def test_its_times_are_those_of_the_reader_s_zone(newsroom: Newsroom, post: Post) -> None:
    evening = HALF_PAST_SIX.replace(hour=0, minute=40)  # still the 11th in UTC
    write(newsroom, "After midnight", evening)
    digest_mail.send_due(newsroom.conn, settings(post), now=HALF_PAST_SIX)
    digest_mail.send_due(
        newsroom.conn,
        settings(post, timezone="UTC"),
        now=HALF_PAST_SIX + timedelta(days=1, hours=2),
    )
    for kind in ("plain", "html"):
        text = part(letters(post)[0], kind)
        assert "from 11 May 2026, 06:30 up to 12 May 2026, 06:30 (Europe/Berlin)" in text
        assert "Times are those of Europe/Berlin." in text
        assert "12 May 2026, 00:40" in text
        assert "11 May 2026, 22:40" not in text
        assert "06:30 up to 13 May 2026, 06:30 (UTC)" in part(letters(post)[1], kind)


def test_days_without_newsmon_are_in_the_next_mail(newsroom: Newsroom, post: Post) -> None:
    chosen = settings(post)
    digest_mail.send_due(newsroom.conn, chosen, now=HALF_PAST_SIX)
    write(newsroom, "While it was off", HALF_PAST_SIX + timedelta(hours=3))
    digest_mail.send_due(newsroom.conn, chosen, now=HALF_PAST_SIX + timedelta(days=3))
    assert "While it was off" in part(letters(post)[1], "plain")


def test_a_mail_that_was_not_taken_is_sent_later_under_the_same_id(
    newsroom: Newsroom, post: Post
) -> None:
    chosen = settings(post)
    post.down = True
    assert digest_mail.send_due(newsroom.conn, chosen, now=HALF_PAST_SIX)["not_told"] == 1
    post.down = False
    digest_mail.send_due(newsroom.conn, chosen, now=HALF_PAST_SIX + 10 * MINUTE)
    digest_mail.send_due(newsroom.conn, chosen, now=HALF_PAST_SIX + 20 * MINUTE)
    assert len(post.mails) == 1
    newsroom.sql("update newsmon.message set sent_at = null")  # as after a kill -9
    digest_mail.send_due(newsroom.conn, chosen, now=HALF_PAST_SIX + 30 * MINUTE)
    assert post.mails[0]["Message-ID"] == post.mails[1]["Message-ID"]


def test_mail_programs_can_show_it_and_end_it(newsroom: Newsroom, post: Post) -> None:
    first = write(newsroom, "Truce <extended>", HALF_PAST_SIX - 60 * MINUTE,
                  event=newsroom.event("Truce"))  # fmt: skip
    write(newsroom, "Longer truce", HALF_PAST_SIX - 30 * MINUTE, source="south", copy_of=first)
    digest_mail.send_due(newsroom.conn, settings(post), now=HALF_PAST_SIX)
    (letter,) = letters(post)
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["List-Unsubscribe"].startswith("<mailto:newsmon@example.org?subject=")
    page: Any = html.document_fromstring(part(letter, "html"))
    assert page.xpath("//style | //script | //link | //img | //form") == []
    assert len(page.xpath("//td[@style] | //div[@style]")) > 5
    assert "Truce <extended>" in page.text_content()
    assert "South" in page.text_content()
    assert {link.get("href").partition(":")[0] for link in page.iter("a")} == {"https", "mailto"}
    assert max(len(line) for line in letter.as_bytes().splitlines()) < 998  # RFC 5322


def test_it_tells_of_the_chosen_topics_only(newsroom: Newsroom, post: Post) -> None:
    write(newsroom, "Truce extended", HALF_PAST_SIX - 60 * MINUTE)
    newsroom.topic("sport", "Sport")
    newsroom.article("Cup final", at=HALF_PAST_SIX - 60 * MINUTE,
                     seen_at=HALF_PAST_SIX - 60 * MINUTE, topics=("sport",))  # fmt: skip
    digest_mail.send_due(newsroom.conn, settings(post, topics=["trade"]), now=HALF_PAST_SIX)
    text = part(letters(post)[0], "plain")
    assert "Truce extended" in text
    assert "Cup final" not in text


def test_a_day_without_news_says_so(newsroom: Newsroom, post: Post) -> None:
    digest_mail.send_due(newsroom.conn, settings(post), now=HALF_PAST_SIX)
    assert "Nothing new in this time." in part(letters(post)[0], "plain")
