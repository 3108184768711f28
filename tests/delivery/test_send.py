"""Sending to a chat or push service, which apprise speaks to."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsmon.config.alert_settings import Service
from newsmon.delivery import Message, send
from newsmon.errors import TargetError

MESSAGE = Message("abc", "newsmon: 1 feed quiet", "https://a.example.org/rss is quiet", ())


@contextmanager
def ntfy(status: int) -> Iterator[tuple[Service, list[dict[str, str]]]]:
    """Run a server that takes messages as ntfy does, and answers with this status."""
    bodies: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"ntfy://127.0.0.1:{server.server_port}/topsecret"
        yield Service(name="phone", url=url), bodies
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_service_is_told_title_and_text() -> None:
    with ntfy(200) as (service, bodies):
        send.service(service, MESSAGE)
    assert [(body["title"], body["message"]) for body in bodies] == [(MESSAGE.title, MESSAGE.text)]


def test_a_service_that_refuses_is_named_without_its_secret() -> None:
    with ntfy(500) as (service, _), pytest.raises(TargetError, match="ntfy did not take") as error:
        send.service(service, MESSAGE)
    assert "topsecret" not in str(error.value)


def test_an_address_that_apprise_cannot_read_is_named_without_its_secret() -> None:
    service = Service(name="phone", url="slack://topsecret")
    with pytest.raises(TargetError, match="slack: apprise cannot read") as error:
        send.service(service, MESSAGE)
    assert "topsecret" not in str(error.value)


def test_without_apprise_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(TargetError, match=r"pip install 'newsmon\[apprise\]'"):
        send.service(Service(name="phone", url="ntfy://ntfy.example.org/news"), MESSAGE)
