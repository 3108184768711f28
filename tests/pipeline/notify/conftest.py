"""A newsroom that is watched: rules, somebody to tell, and a clock that the test moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.alert_targets import Hook, webhook
from tests.newsroom import NOON, Newsroom

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.pipeline import notify
from newsmon.topics import Topics


class Desk:
    """Somebody who is told by webhook, under rules that a test chooses."""

    def __init__(self, conn: Connection, hook: Hook, directory: Path) -> None:
        self.conn, self.hook, self.directory = conn, hook, directory
        self.newsroom = Newsroom(conn)
        self.config = self.rules(topics=["trade", "energy"])
        for topic in ("trade", "energy", "sport"):
            self.newsroom.topic(topic, topic.title())

    def rules(self, *more: dict[str, Any], **rule: Any) -> Config:
        """Set the rules: one called desk, and more."""
        defaults = {"name": "desk", "topics": "all", "to": "desk"}
        settings = {
            "alerts": {"webhooks": [{"name": "desk", "url": self.hook.url, "kinds": ["none"]}]},
            "notify": [defaults | rule, *({**defaults, **extra} for extra in more)],
        }
        self.config = Config(Settings.model_validate(settings), (), Topics(), self.directory)
        return self.config

    def begin(self, at: datetime = NOON - timedelta(hours=1)) -> None:
        notify.begin(self.conn, self.config, now=at)

    def check(self, at: datetime = NOON + timedelta(hours=1), **options: Any) -> Counter[str]:
        return notify.check(self.conn, self.config, now=at, **options)

    def told(self) -> list[tuple[str, str]]:
        """What came, in order: (kind, first line)."""
        return [
            (item["kind"], item["text"].partition("\n")[0])
            for message in self.hook.messages
            for item in message["notifications"]
        ]

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.told()]


@pytest.fixture
def desk(conn: Connection, tmp_path: Path) -> Iterator[Desk]:
    with webhook() as hook:
        desk = Desk(conn, hook, tmp_path)
        desk.begin()
        yield desk
