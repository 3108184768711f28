"""Killed with -9 while it speaks to a mail server, newsmon tells every reader all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from tests.alert_targets import Post, mail_server
from tests.newsroom import NOON, Newsroom

from newsmon.config import load, shipped
from newsmon.pipeline import notify
from newsmon.store import connect

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

READERS = ("editors", "desk", "night")
SENDER = """
import sys
from datetime import datetime
from pathlib import Path
from newsmon.config import load
from newsmon.pipeline import notify
from newsmon.report import digest_mail
from newsmon.store import connect
config, now = load(Path(sys.argv[2])), datetime.fromisoformat(sys.argv[3])
if sys.argv[4] == "digest":
    digest_mail.send_due(connect(sys.argv[1]), config.settings, now=now)
else:
    notify.check(connect(sys.argv[1]), config, now=now)
"""


@dataclass
class DeadlyPost(Post):
    """A mail server whose client dies at a command of its second mail."""

    command: str = ""
    client: list[subprocess.Popen[bytes]] = field(default_factory=list)
    mails_begun: int = 0

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.mails_begun += 1
        self._kill_at("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self._kill_at("RCPT")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        self._kill_at("DATA")
        return answer

    def _kill_at(self, command: str) -> None:
        if command == self.command and self.mails_begun == 2:
            os.kill(self.client[0].pid, signal.SIGKILL)
            self.client[0].wait(60)


def configure(folder: Path, post: Post) -> None:
    """Write a configuration with three readers of each, news and digest."""
    folder.mkdir()
    mails = [
        {"name": name, "to": f"{name}@example.org", "sender": "newsmon@example.org",
         "server": f"127.0.0.1:{post.port}", "security": "none", "kinds": ["none"]}
        for name in READERS
    ]  # fmt: skip
    settings: dict[str, Any] = {
        "alerts": {"mails": mails},
        "notify": [{"name": "all", "topics": "all", "to": list(READERS)}],
        "digest_mail": {"to": list(READERS), "at": "11:00"},
    }
    (folder / "newsmon.yaml").write_text(yaml.safe_dump(settings))
    (folder / "feeds.yaml").write_text("sources: []\n")
    (folder / "topics.yaml").write_bytes((shipped("config") / "topics.yaml").read_bytes())


@pytest.mark.parametrize("kind", ["digest", "news"])
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_each_reader_is_told_and_only_what_was_under_way_is_repeated(
    database: str, tmp_path: Path, kind: str, command: str
) -> None:
    folder = tmp_path / "config"
    with mail_server(post=DeadlyPost(command=command)) as post:
        assert isinstance(post, DeadlyPost)
        configure(folder, post)
        with closing(connect(database)) as conn:
            notify.begin(conn, load(folder), now=NOON - timedelta(hours=3))
            newsroom = Newsroom(conn)
            newsroom.printed(
                "Truce extended", at=NOON - timedelta(hours=2), topics=(newsroom.topic("trade"),)
            )

        def send() -> int:
            process = subprocess.Popen(
                [sys.executable, "-c", SENDER, database, str(folder), NOON.isoformat(), kind]
            )
            post.client[:] = [process]
            return process.wait(120)

        assert send() == -signal.SIGKILL
        post.command = ""
        assert [send(), send()] == [0, 0]
    told = Counter((mail["To"], mail["Message-ID"]) for mail in post.mails)
    assert {reader for reader, _ in told} == {f"{name}@example.org" for name in READERS}
    assert len(told) == len(READERS)  # a repetition has the same id
    assert sorted(told.values()) == ([1, 1, 2] if command == "DATA" else [1, 1, 1])
    for letter in cast("list[EmailMessage]", post.mails):
        body = letter.get_body(("plain",))
        assert body is not None
        assert "Truce extended" in body.get_content()
