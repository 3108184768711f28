"""Killed with -9 at the worst moments, nothing is lost, and a repetition has the same id."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from psycopg2.extensions import connection as Connection
from tests.alert_targets import webhook
from tests.newsroom import NOON, Newsroom

from newsmon.config import Config, load, shipped
from newsmon.pipeline import notify
from newsmon.store import connect

SENDER = """
import sys
from pathlib import Path
from newsmon.config import load
from newsmon.pipeline import notify
from newsmon.store import connect
from datetime import datetime
notify.check(connect(sys.argv[1]), load(Path(sys.argv[2])), now=datetime.fromisoformat(sys.argv[3]))
"""


def configured(folder: Path, url: str) -> Config:
    """Write a configuration whose one rule tells this address."""
    folder.mkdir(exist_ok=True)
    settings: dict[str, Any] = {
        "alerts": {"webhooks": [{"name": "desk", "url": url}]},
        "notify": [{"name": "desk", "topics": "all", "to": "desk"}],
    }
    (folder / "newsmon.yaml").write_text(yaml.safe_dump(settings))
    (folder / "feeds.yaml").write_text("sources: []\n")
    (folder / "topics.yaml").write_bytes((shipped("config") / "topics.yaml").read_bytes())
    return load(folder)


def send(database: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SENDER, database, str(folder), NOON.isoformat()])


@contextmanager
def killer(process: list[subprocess.Popen[bytes]]) -> Iterator[tuple[str, list[str]]]:
    """A receiver that takes a message, and whose sender dies before it hears of it."""
    ids: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            ids.append(self.headers["Idempotency-Key"])
            os.kill(process[0].pid, signal.SIGKILL)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", ids
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write_news(conn: Connection, config: Config) -> None:
    notify.begin(conn, config, now=NOON)
    newsroom = Newsroom(conn)
    for title in ("Truce extended", "Gas stores full"):
        newsroom.printed(title, topics=(newsroom.topic("trade"),))


def test_killed_between_sending_and_noting_it_repeats_the_same_message(
    database: str, tmp_path: Path
) -> None:
    folder = tmp_path / "config"
    process: list[subprocess.Popen[bytes]] = []
    with closing(connect(database)) as conn, webhook() as hook:
        with killer(process) as (url, ids):
            write_news(conn, configured(folder, url))
            process.append(send(database, folder))
            assert process[0].wait(60) == -signal.SIGKILL
        Newsroom(conn).printed(
            "Ships leave", url="https://harbour-news.example/leave", topics=("trade",)
        )
        config = configured(folder, hook.url)
        for _ in range(2):
            notify.check(conn, config, now=NOON)
    assert hook.messages[0]["id"] == ids[0]
    assert [len(message["notifications"]) for message in hook.messages] == [2, 1]


def test_killed_before_the_message_was_taken_it_is_sent_once(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    with closing(connect(database)) as conn, webhook() as hook, socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        write_news(conn, configured(folder, f"http://127.0.0.1:{deaf.getsockname()[1]}/"))
        process = send(database, folder)
        deaf.accept()
        process.kill()
        process.wait(60)
        config = configured(folder, hook.url)
        for _ in range(2):
            notify.check(conn, config, now=NOON)
    assert [len(message["notifications"]) for message in hook.messages] == [2]


def test_killed_while_it_decides_it_decides_again(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    with closing(connect(database)) as conn, webhook() as hook, closing(connect(database)) as bar:
        config = configured(folder, hook.url)
        write_news(conn, config)
        with bar.cursor() as cursor:  # holds the sender up in mid-transaction
            cursor.execute("lock table newsmon.notification in access exclusive mode")
        process = send(database, folder)
        with conn.cursor() as cursor:
            while not cursor.rowcount > 0:
                cursor.execute("select from pg_locks where not granted")
            conn.commit()
        process.kill()
        process.wait(60)
        bar.rollback()
        while not notify.check(conn, config, now=NOON)["told"]:
            pass  # until Postgres has noticed that the sender is dead
    assert [len(message["notifications"]) for message in hook.messages] == [2]
