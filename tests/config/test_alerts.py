"""`alerts:` in `newsmon.yaml`: what is understood, and what is refused with the remedy."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from tests.config.conftest import Problems, Write

from newsmon.config import load
from newsmon.config.schema import schemas

WHOLE = """\
alerts:
  webhooks:
    - name: desk
      url: "${DESK_URL}"
      headers: {Authorization: "Bearer ${DESK_TOKEN}"}
      kinds: [failing, gone]
  mails:
    - name: editors
      to: [one@example.org, two@example.org]
      sender: newsmon@example.org
      server: smtp.example.org
      user: "${SMTP_USER}"
      password: "${SMTP_PASSWORD}"
  services:
    - {name: phone, url: "${PHONE_URL}"}
  notifiers:
    - name: chat
      notifier: airflow.providers.slack.notifications.slack.SlackNotifier
      arguments: {text: "{{ alert.text }}"}
  late_after: 2h
"""


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_URL", "https://chat.example.org/hooks/topsecret")
    monkeypatch.setenv("PHONE_URL", "slack://topsecret/topsecret/topsecret/news")
    monkeypatch.setenv("DESK_TOKEN", "topsecret")
    monkeypatch.setenv("SMTP_USER", "newsmon")
    monkeypatch.setenv("SMTP_PASSWORD", "topsecret")


def test_targets_of_every_kind_are_read(write: Write, secrets: None) -> None:
    alerts = load(write(newsmon=WHOLE)).settings.alerts
    assert [target.name for target in alerts.targets()] == ["desk", "editors", "phone", "chat"]
    assert alerts.services[0].where == "slack"
    assert alerts.webhooks[0].url == "https://chat.example.org/hooks/topsecret"
    assert alerts.webhooks[0].wants("gone")
    assert not alerts.webhooks[0].wants("late")
    assert alerts.mails[0].wants("late")
    assert (alerts.mails[0].host, alerts.mails[0].port) == ("smtp.example.org", 587)


def test_secrets_are_not_shown(write: Write, secrets: None) -> None:
    alerts = load(write(newsmon=WHOLE)).settings.alerts
    assert "topsecret" not in repr(alerts)
    assert "topsecret" not in " ".join(target.where for target in alerts.targets())


@pytest.mark.parametrize(
    ("server", "security", "address"),
    [
        ("smtp.example.org", "starttls", ("smtp.example.org", 587)),
        ("smtp.example.org", "tls", ("smtp.example.org", 465)),
        ("localhost", "none", ("localhost", 25)),
        ("[::1]:2525", "none", ("::1", 2525)),
    ],
)
def test_a_mail_server_has_a_usual_port(
    write: Write, server: str, security: str, address: tuple[str, int]
) -> None:
    text = f"""\
alerts:
  mails:
    - {{name: a, to: a@example.org, sender: b@example.org, server: "{server}",
       security: {security}}}
"""
    mail = load(write(newsmon=text)).settings.alerts.mails[0]
    assert (mail.host, mail.port) == address


MAIL = "name: a, to: a@example.org, sender: b@example.org, server: localhost"
BROKEN = [
    ("webhooks: [{name: a, url: ftp://example.org}]", "write it in full"),
    ("webhooks: [{name: a}]", "url: is missing"),
    ("webhooks: [{name: A b, url: 'https://x.example'}]", "does not fit"),
    ("webhooks: [{name: a, url: '${NOT_SET_ANYWHERE}'}]", "NOT_SET_ANYWHERE"),
    ("webhooks: [{name: a, url: 'https://x.example', headers: {Authorization: abc}}]", "secret"),
    ("webhooks: [{name: a, url: 'https://x.example', kinds: [late, lat]}]", "not one of"),
    (f"mails: [{{{MAIL}, password: abc, user: '${{HOME}}'}}]", "secret"),
    (f"mails: [{{{MAIL}, user: '${{HOME}}'}}]", "both user and password"),
    (
        f"mails: [{{{MAIL}, user: '${{HOME}}', password: '${{HOME}}', security: none}}]",
        "starttls or tls",
    ),
    ("mails: [{name: a, to: nobody, sender: b@example.org, server: x}]", "not a mail address"),
    (
        'mails: [{name: a, to: "a@b.c\\nBcc: d@e.f", sender: b@c.d, server: x}]',
        "not a mail address",
    ),
    ("mails: [{name: a, to: [], sender: b@example.org, server: x}]", "somebody"),
    ("mails: [{name: a, to: a@b.c, sender: b@c.d, server: 'smtp://x'}]", "not a server"),
    ("notifiers: [{name: a, notifier: Slack}]", "does not fit"),
    ("services: [{name: a, url: slack}]", "ntfy://"),
    ("pause: soon", "duration"),
    (
        "{webhooks: [{name: a, url: 'https://x.example'}], notifiers: [{name: a, notifier: b.C}]}",
        "two targets of the name a",
    ),
    ("telegrams: []", "not known"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_what_is_wrong_is_said_with_the_remedy(problems: Problems, text: str, message: str) -> None:
    body = text if text.startswith("{") else "\n  " + text
    messages = problems(newsmon=f"alerts: {body}\n")
    assert len(messages) == 1, messages
    assert message in messages[0]


def test_an_editor_knows_the_whole_section() -> None:
    import yaml

    validator = Draft202012Validator(schemas()["newsmon.schema.json"])
    assert not list(validator.iter_errors(yaml.safe_load(WHOLE)))
