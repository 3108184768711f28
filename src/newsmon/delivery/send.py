"""Sending one message: a JSON POST, a mail, or by apprise. Nothing is remembered here."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

import aiohttp

from newsmon.config.alert_settings import Mail, Notifier, Service, Webhook
from newsmon.delivery.envelope import Message
from newsmon.errors import TargetError

Target = Webhook | Mail | Service | Notifier
Notify = Callable[[Notifier, Message], None]  # tells a notifier of Airflow's, where Airflow is

_SECONDS: Final = 20.0  # that a target may take
_DETAIL: Final = 200  # characters of what a target answered


def deliver(target: Target, message: Message, notify: Notify | None = None) -> None:
    """Send a message to a target; raises TargetError where it does not take it.

    Without `notify`, a notifier of Airflow's does not take it.
    """
    if isinstance(target, Webhook):
        post(target, message)
    elif isinstance(target, Mail):
        mail(target, message)
    elif isinstance(target, Service):
        service(target, message)
    elif notify is not None:
        notify(target, message)
    else:
        raise TargetError("told in Airflow only")


def post(target: Webhook, message: Message) -> None:
    """POST a message; taken is what is answered with 2xx. Redirects are not followed."""
    asyncio.run(_post(target, message))


async def _post(target: Webhook, message: Message) -> None:
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    headers = {"User-Agent": "newsmon", "Idempotency-Key": message.id, **target.headers}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.post(
                target.url, json=message.as_json(), headers=headers, allow_redirects=False
            ) as answer,
        ):
            status = answer.status
    except asyncio.TimeoutError:
        raise TargetError(f"{target.where} did not answer in {_SECONDS:.0f} seconds") from None
    except (aiohttp.ClientError, OSError) as error:
        raise TargetError(f"{target.where}: {type(error).__name__}") from None
    if not 200 <= status < 300:
        raise TargetError(f"{target.where} answered {status}")


def service(target: Service, message: Message) -> None:
    """Tell a chat or push service; apprise knows how to speak to each."""
    try:
        import apprise
    except ModuleNotFoundError:
        raise TargetError(
            f"{target.where} needs apprise, which is not installed: pip install 'newsmon[apprise]'"
        ) from None
    services = apprise.Apprise()
    if not services.add(target.url):
        raise TargetError(f"{target.where}: apprise cannot read this address")
    plain = apprise.NotifyFormat.TEXT  # so that no service reads publishers' words as its markup
    if not services.notify(title=message.title, body=message.text, body_format=plain):
        raise TargetError(f"{target.where} did not take the message")


def mail(target: Mail, message: Message) -> None:
    """Send a mail; taken is what the server took for every recipient, or for some of them."""
    letter = _letter(target, message)
    context = ssl.create_default_context()
    try:
        with _server(target, context) as server:
            if target.security == "starttls":
                server.starttls(context=context)
            if target.user is not None and target.password is not None:
                server.login(target.user, target.password)
            server.send_message(letter)
    except (smtplib.SMTPException, OSError) as error:
        answer = str(error).replace(target.password or "\0", "***")[:_DETAIL]
        raise TargetError(f"{target.server}: {type(error).__name__}: {answer}") from None


def _server(target: Mail, context: ssl.SSLContext) -> smtplib.SMTP:
    if target.security == "tls":
        return smtplib.SMTP_SSL(target.host, target.port, timeout=_SECONDS, context=context)
    return smtplib.SMTP(target.host, target.port, timeout=_SECONDS)


def _letter(target: Mail, message: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = " ".join(message.title.split())
    letter["From"] = target.sender
    letter["To"] = ", ".join(target.to)
    letter["Date"] = format_datetime(datetime.now(timezone.utc))
    letter["Message-ID"] = f"<{message.id}.{target.name}@{target.sender.rsplit('@', 1)[1]}>"
    letter["Auto-Submitted"] = "auto-generated"  # no automatic answers, please
    for name, value in message.headers.items():
        letter[name] = value
    letter.set_content(message.text + "\n")
    if message.html is not None:
        letter.add_alternative(message.html, subtype="html")
    return letter
