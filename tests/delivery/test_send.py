"""Sending to a chat or push service, which apprise speaks to."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from tests.alert_targets import ntfy

from newsmon.config.alert_settings import Service
from newsmon.delivery import Message, send
from newsmon.errors import TargetError

MESSAGE = Message("abc", "newsmon: 1 feed quiet", "https://a.example.org/rss is quiet", ())


def test_a_service_is_told_title_and_text() -> None:
    with ntfy(200) as (service, bodies):
        send.service(service, MESSAGE)
    assert [(body["title"], body["message"]) for body in bodies] == [(MESSAGE.title, MESSAGE.text)]


@pytest.mark.parametrize(
    ("written", "sent"),
    [("markdown", r"\[Statement\]\(https://a"), ("html", "&lt;img&nbsp;src=https://a")],
)
def test_publishers_words_are_no_markup_of_a_service(written: str, sent: str) -> None:
    words = "[Statement](https://a.example/) <img src=https://a.example/seen>"
    with ntfy(200) as (service, bodies):
        marked = Service(name="phone", url=f"{service.url}?format={written}")
        send.service(marked, replace(MESSAGE, text=words))
    ((body),) = bodies
    assert sent in body["message"]


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
