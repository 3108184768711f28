"""What deserves a look is told once, and once more when it is over; nobody is told twice."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.alert_targets import Hook, Post, mail_server, make_certificate, webhook
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import query, site_source, until

from newsmon.config import Config
from newsmon.pipeline import alerts, following
from newsmon.pipeline import runs as pipeline
from newsmon.store import Database, connect, run_records

Rows = list[tuple[Any, ...]]


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook() as found:
        yield found


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as found:
        yield found


def targets(hook: Hook | None = None, post: Post | None = None, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = dict(more)
    if hook:
        found["webhooks"] = [{"name": "desk", "url": hook.url}]
    if post:
        found["mails"] = [
            {"name": "editors", "to": "editors@example.org", "sender": "newsmon@example.org",
             "server": f"127.0.0.1:{post.port}", "security": "none"}
        ]  # fmt: skip
    return found


def configured(configuration: Settings, **alerts_: Any) -> Config:
    return configuration.write([], alerts=alerts_, run={"schedule": None})


def put(conn: Connection, sql: str, *parameters: Any) -> Rows:
    with conn.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall() if cursor.description else []
    conn.commit()
    return found


def feeds(conn: Connection, state: str, *names: str) -> None:
    """Feeds of one outlet, in this state."""
    put(
        conn,
        """insert into newsmon.source (slug, name) values ('paper', 'The Paper')
           on conflict do nothing""",
    )
    for name in names:
        put(
            conn,
            """insert into newsmon.feed (source_id, url, fetch_url, kind, state, reason, last_ok_at)
               select source_id, %s, %s, 'feed', %s, 'http_5xx', now() from newsmon.source
               where slug = 'paper'
               on conflict (url) do update set state = excluded.state""",
            f"https://paper.example/{name}", f"https://paper.example/{name}", state,
        )  # fmt: skip


def outcomes(conn: Connection) -> Rows:
    return put(conn, "select kind, subject, outcome from report.alerts order by alert_id")


@pytest.mark.parametrize("state", ["quiet", "failing", "gone"])
def test_a_feed_that_turned_is_told_once_and_once_on_recovery(
    conn: Connection, configuration: Settings, hook: Hook, post: Post, state: str
) -> None:
    config = configured(configuration, **targets(hook, post))
    feeds(conn, "ok", "rss")
    assert alerts.check(conn, config)["told"] == 0
    feeds(conn, state, "rss")
    for _ in range(3):
        alerts.check(conn, config)
    assert hook.alerts() == [(state, "opened")]
    assert [letter["Subject"] for letter in post.mails] == [f"newsmon: 1 feed {state}"]
    feeds(conn, "ok", "rss")
    for _ in range(3):
        alerts.check(conn, config)
    assert hook.alerts() == [(state, "opened"), (state, "closed")]
    assert [letter["Subject"] for letter in post.mails][1:] == ["newsmon: 1 over"]
    assert outcomes(conn) == [(state, "https://paper.example/rss", "recovered")]


def test_what_is_told_says_what_to_look_at(
    conn: Connection, configuration: Settings, hook: Hook, post: Post
) -> None:
    feeds(conn, "failing", "rss")
    alerts.check(conn, configured(configuration, **targets(hook, post)))
    (message,) = hook.messages
    (alert,) = message["alerts"]
    assert alert["subject"] == "https://paper.example/rss"
    assert alert["source"] == "paper"
    assert alert["outlet"] == "The Paper"
    assert "The Paper: https://paper.example/rss is failing: http_5xx" in message["text"]
    assert hook.headers[0]["Idempotency-Key"] == message["id"]
    (letter,) = post.mails
    assert "https://paper.example/rss" in letter.get_payload()
    assert letter["To"] == "editors@example.org"
    assert message["id"] in letter["Message-ID"]


def test_a_first_deployment_is_told_in_one_message_that_sums_up(
    conn: Connection, configuration: Settings, hook: Hook, post: Post
) -> None:
    feeds(conn, "failing", *(f"rss-{n}" for n in range(180)))
    feeds(conn, "gone", "old")
    alerts.check(conn, configured(configuration, **targets(hook, post)))
    assert [message["title"] for message in hook.messages] == ["newsmon: 180 feeds failing, 1 gone"]
    assert len(hook.messages[0]["alerts"]) == 181
    assert len(post.mails) == 1
    assert "and 161 more" in str(post.mails[0].get_payload(decode=True), "utf-8")  # type: ignore[arg-type]


def test_a_target_that_is_down_is_tried_again_and_the_other_is_not_told_twice(
    conn: Connection, configuration: Settings, hook: Hook, post: Post
) -> None:
    config = configured(configuration, **targets(hook, post))
    feeds(conn, "failing", "rss")
    hook.status = 503
    assert alerts.check(conn, config)["not_told"] == 1
    assert alerts.check(conn, config)["not_told"] == 1
    assert (hook.messages, len(post.mails)) == ([], 1)
    states = {state.target: state for state in alerts.target_states(conn, config)}
    assert "503" in (states["desk"].last_error or "")
    assert "hidden" not in (states["desk"].last_error or "") + states["desk"].where
    hook.status = 200
    alerts.check(conn, config)
    assert (hook.alerts(), len(post.mails)) == ([("failing", "opened")], 1)
    assert alerts.target_states(conn, config)[0].last_error is None


def test_what_came_and_went_while_a_target_was_down_is_told_as_over(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    alerts.check(conn, config)
    feeds(conn, "failing", "rss")
    hook.status = 500
    alerts.check(conn, config)
    feeds(conn, "ok", "rss")
    alerts.check(conn, config)
    hook.status = 200
    alerts.check(conn, config)
    alerts.check(conn, config)
    assert hook.alerts() == [("failing", "closed")]


def test_one_killed_between_noticing_and_telling_loses_nothing(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "failing", "rss")
    alerts.note(conn, config)  # and here it dies
    alerts.check(conn, config)
    assert hook.alerts() == [("failing", "opened")]


def test_one_killed_after_sending_says_the_same_again_under_the_same_id(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "failing", "rss")
    alerts.check(conn, config)
    put(conn, "delete from newsmon.alert_told")
    alerts.check(conn, config)
    assert hook.messages[0]["id"] == hook.messages[1]["id"]


def test_two_that_check_at_once_tell_once(
    conn: Connection, database: str, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "failing", "rss")

    def look() -> None:
        with contextlib.closing(connect(database)) as mine:
            alerts.check(mine, config)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alerts.check(conn, config)
    assert hook.alerts() == [("failing", "opened")]


def test_a_target_added_later_is_told_what_is_open_and_not_what_is_over(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    nobody = configured(configuration)
    feeds(conn, "failing", "rss", "other")
    alerts.check(conn, nobody)
    feeds(conn, "ok", "other")
    alerts.check(conn, nobody)
    alerts.check(conn, configured(configuration, **targets(hook)))
    assert hook.alerts() == [("failing", "opened")]


def test_a_feed_taken_out_of_the_configuration_is_not_a_recovery(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "failing", "rss")
    alerts.check(conn, config)
    feeds(conn, "removed", "rss")
    alerts.check(conn, config)
    assert hook.alerts() == [("failing", "opened")]
    assert outcomes(conn)[0][2] == "withdrawn"


def test_a_failing_feed_that_is_then_gone_is_told_as_gone(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    for state in ("failing", "gone", "ok"):
        feeds(conn, state, "rss")
        alerts.check(conn, config)
    assert hook.alerts() == [("failing", "opened"), ("gone", "opened"), ("gone", "closed")]
    assert [outcome for _, _, outcome in outcomes(conn)] == ["replaced", "recovered"]


def test_a_target_hears_only_of_the_kinds_it_wants(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    wanted = {"webhooks": [{"name": "desk", "url": hook.url, "kinds": ["gone"]}]}
    config = configured(configuration, **wanted)
    feeds(conn, "failing", "rss")
    feeds(conn, "gone", "old")
    alerts.check(conn, config)
    assert hook.alerts() == [("gone", "opened")]


def test_where_checks_follow_closely_messages_keep_a_pause(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    for n in range(5):
        feeds(conn, "failing", f"rss-{n}")
        alerts.check(conn, config, again_soon=True)
    assert len(hook.alerts()) == 1
    put(conn, "update newsmon.alert_target set last_told_at = now() - interval '16 minutes'")
    alerts.check(conn, config, again_soon=True)
    assert [len(message["alerts"]) for message in hook.messages] == [1, 4]


# ── Runs ──


def ran(conn: Connection, ago: timedelta, state: str = "ok", trigger: str = "cli") -> None:
    put(
        conn,
        """insert into newsmon.run (trigger, started_at, finished_at, state, single_process)
           values (%s, now() - %s, now() - %s, %s, false)""",
        trigger, ago, ago, state,
    )  # fmt: skip


def test_a_run_that_does_not_come_is_told_and_the_next_is_its_recovery(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configuration.write([], alerts=targets(hook), run={"schedule": "@daily"})
    ran(conn, timedelta(hours=29))
    alerts.check(conn, config)
    assert hook.messages == []
    put(conn, "update newsmon.run set started_at = started_at - interval '2 hours'")
    alerts.check(conn, config)
    alerts.check(conn, config)
    assert hook.alerts() == [("late", "opened")]
    ran(conn, timedelta(0))
    alerts.check(conn, config)
    assert hook.alerts() == [("late", "opened"), ("late", "closed")]


@pytest.mark.parametrize("trigger", ["load", "replay tag"])
def test_loading_and_replaying_are_no_runs_that_one_waits_for(
    conn: Connection, configuration: Settings, hook: Hook, trigger: str
) -> None:
    config = configuration.write([], alerts=targets(hook), run={"schedule": "@daily"})
    ran(conn, timedelta(hours=40))
    ran(conn, timedelta(hours=1), "failed")
    ran(conn, timedelta(hours=1), trigger=trigger)
    alerts.check(conn, config)
    assert hook.alerts() == [("late", "opened")]


def test_a_machine_that_reaches_nobody_is_told_as_one_thing(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "ok", *(f"rss-{n}" for n in range(20)))
    ran(conn, timedelta(hours=1), "offline")
    alerts.check(conn, config)
    ran(conn, timedelta(0))
    alerts.check(conn, config)
    assert hook.alerts() == [("offline", "opened"), ("offline", "closed")]


@pytest.mark.slow
def test_a_late_run_says_at_its_end_that_it_came(
    database: str, configuration: Settings, site: Site, hook: Hook
) -> None:
    site.feed("/rss")
    config = configuration.write([site_source(site, "/rss")], alerts=targets(hook))
    with contextlib.closing(connect(database)) as mine:
        ran(mine, timedelta(hours=50))
    pipeline.run(Database(database, "test"), config)
    assert hook.alerts() == [("late", "closed")]


@pytest.mark.slow
def test_following_tells_while_it_goes_on(
    database: str, configuration: Settings, site: Site, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "CHECK_SECONDS", 0.1)
    site.fail("/rss", 404)
    source = site_source(site, "/rss")
    source["feeds"] = [{"url": site.url("/rss"), "poll": "1s"}]
    config = configuration.write(
        [source], alerts=targets(hook, pause="0s"), run={"follow_seconds": 0.1}
    )
    stop = threading.Event()
    thread = threading.Thread(
        target=following.follow, args=(Database(database, "test"), config), kwargs={"stop": stop}
    )
    thread.start()
    try:
        until(lambda: hook.alerts() == [("failing", "opened")])
        site.feed("/rss")
        until(lambda: hook.alerts() == [("failing", "opened"), ("failing", "closed")])
    finally:
        stop.set()
        thread.join(30)
    assert query(database, "select count(*) from report.alerts where closed_at is null") == [(0,)]


def test_a_follower_that_died_is_a_late_run(
    conn: Connection, database: str, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    follower = connect(database)
    run_records.start(follower, "follow", single_process=True)
    alerts.check(conn, config)
    assert hook.messages == []
    follower.close()
    alerts.check(conn, config)
    assert hook.alerts() == [("late", "opened")]


# ── Sources ──


def articles(conn: Connection, count: int, words: int) -> None:
    """So many newer articles of the paper."""
    put(
        conn,
        """insert into newsmon.article (source_id, url, title, text, lead, words, first_seen_at,
                                        edition)
           select source_id, 'https://paper.example/' || md5(random()::text), 't', 't', 't',
                  %s + n %% 50, now() - (1000 - (select count(*) from newsmon.article) - n)
                  * interval '1 minute', 'page'
           from newsmon.source, generate_series(1, %s) n where slug = 'paper'""",
        words, count,
    )  # fmt: skip


def addresses(conn: Connection, count: int, reason: str | None) -> None:
    put(
        conn,
        """insert into newsmon.address (url_key, url, host, source_id, state, reason, fetched_at,
                                        first_seen_at, next_attempt_at)
           select k, k, 'paper.example', source_id, %s, %s, now(),
                  now() - (1000 - (select count(*) from newsmon.address) - n) * interval '1 minute',
                  null
           from newsmon.source, generate_series(1, %s) n, md5(random()::text || n) k
           where slug = 'paper'""",
        "rejected" if reason else "loaded", reason, count,
    )  # fmt: skip


def test_texts_that_are_suddenly_short_are_told_and_their_recovery_too(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "ok", "rss")
    articles(conn, 120, 600)
    alerts.check(conn, config)
    articles(conn, 20, 90)
    for _ in range(2):
        alerts.check(conn, config)
    assert hook.alerts() == [("text_length", "opened")]
    assert "600 to 649 are usual" not in hook.messages[0]["text"]
    assert "texts of 1" in hook.messages[0]["text"]
    articles(conn, 300, 90)  # it stays so, until nothing else is in sight
    alerts.check(conn, config)
    assert len(hook.messages) == 1
    articles(conn, 20, 600)
    alerts.check(conn, config)
    assert hook.alerts() == [("text_length", "opened"), ("text_length", "closed")]


def test_what_has_been_so_for_two_weeks_is_taken_as_usual(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "ok", "rss")
    articles(conn, 120, 600)
    articles(conn, 20, 90)
    alerts.check(conn, config)
    put(conn, "update newsmon.alert set opened_at = opened_at - interval '15 days'")
    for _ in range(3):
        alerts.check(conn, config)
    assert outcomes(conn)[0][2] == "usual"
    assert "two weeks" in hook.messages[1]["text"]


def test_pages_that_are_suddenly_rejected_are_told_with_the_reason(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "ok", "rss")
    addresses(conn, 150, None)
    alerts.check(conn, config)
    addresses(conn, 15, "no_text")
    alerts.check(conn, config)
    assert hook.alerts() == [("rejections", "opened")]
    assert "75% of the newest pages are not loaded (no_text)" in hook.messages[0]["text"]
    addresses(conn, 30, None)
    alerts.check(conn, config)
    assert hook.alerts()[1:] == [("rejections", "closed")]


def test_a_source_of_which_much_is_missing_is_told_unless_its_rejections_are(
    conn: Connection, configuration: Settings, hook: Hook
) -> None:
    config = configured(configuration, **targets(hook))
    feeds(conn, "ok", "rss")
    addresses(conn, 150, None)
    announced(conn)
    alerts.check(conn, config)
    assert hook.messages == []
    addresses(conn, 15, "no_text")
    put(
        conn,
        "update newsmon.address set state = 'pending', first_seen_at = now()"
        " where state = 'rejected'",
    )
    announced(conn)
    alerts.check(conn, config)
    assert hook.messages == []  # it may still come
    put(conn, "update newsmon.address set first_seen_at = first_seen_at - interval '7 hours'")
    alerts.check(conn, config)
    assert hook.alerts() == [("coverage", "opened")]
    assert "25% of what was announced last is loaded (else waiting)" in hook.messages[0]["text"]
    put(conn, "update newsmon.address set state = 'rejected' where state = 'pending'")
    alerts.check(conn, config)
    assert hook.alerts()[1:] == [("rejections", "opened"), ("coverage", "closed")]


def announced(conn: Connection) -> None:
    """Have a feed list every address."""
    put(
        conn,
        """insert into newsmon.entry (feed_id, guid, address_id)
           select min(feed_id), url_key, address_id
           from newsmon.feed f, newsmon.address a
           where f.source_id = a.source_id group by address_id
           on conflict do nothing""",
    )


# ── Mail with a login ──


def test_mail_goes_over_tls_with_a_login_from_the_environment(
    conn: Connection, configuration: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setenv("SMTP_PASSWORD", "open sesame")
    monkeypatch.setenv("SMTP_USER", "newsmon")
    feeds(conn, "failing", "rss")
    with mail_server(certificate) as post:
        config = configured(configuration, **with_login(post))
        alerts.check(conn, config)
        assert len(post.mails) == 1
        assert post.logins == [("newsmon", "open sesame")]


def with_login(post: Post) -> dict[str, Any]:
    login = {"security": "starttls", "user": "${SMTP_USER}", "password": "${SMTP_PASSWORD}"}
    return {"mails": [targets(post=post)["mails"][0] | login]}


def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    conn: Connection, configuration: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "open sesame")
    monkeypatch.setenv("SMTP_USER", "newsmon")
    feeds(conn, "failing", "rss")
    with mail_server(make_certificate(tmp_path)) as post:
        config = configured(configuration, **with_login(post))
        assert alerts.check(conn, config)["not_told"] == 1
        assert post.logins == []
    state = alerts.target_states(conn, config)[0]
    assert "certificate" in (state.last_error or "").lower()
    assert "open sesame" not in (state.last_error or "")
