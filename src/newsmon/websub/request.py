"""Requests to hubs (section 5.1): their form, the callback's token, the secret."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

_TOKEN_BYTES: Final = 32


def new_token() -> str:
    """Return the unguessable last part of a callback, of 43 characters; each is used once."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def secret_of(key: str, token: str) -> str:
    """Return the secret of one subscription, of 64 characters, which is stored nowhere.

    `key` is the installation's, from the environment.
    """
    return hmac.new(key.encode(), b"newsmon push " + token.encode(), hashlib.sha256).hexdigest()


def mark_of(key: str) -> str:
    """Return a mark by which another key is noticed; the key cannot be told from it."""
    return secret_of(key, "mark")[:16]


def form(
    mode: Literal["subscribe", "unsubscribe"],
    *,
    topic: str,
    callback: str,
    secret: str,
    lease: timedelta,
) -> bytes:
    """Return the body of a request, as `application/x-www-form-urlencoded` in UTF-8."""
    fields = {"hub.mode": mode, "hub.topic": topic, "hub.callback": callback}
    if mode == "subscribe":
        seconds = max(int(lease.total_seconds()), 1)
        fields |= {"hub.lease_seconds": str(seconds), "hub.secret": secret}
    return urlencode(fields, encoding="utf-8").encode("ascii")


def secure_hub(hub: str, allowed_hosts: Sequence[str]) -> str:
    """Return a hub's address with https, even where it is named with http (section 8.2).

    The secret goes over TLS only; but to private hosts that are allowed as they are named.
    """
    parts = urlsplit(hub)
    if parts.scheme == "https" or parts.hostname in allowed_hosts or parts.netloc in allowed_hosts:
        return hub
    netloc = parts.netloc.removesuffix(":80")
    return urlunsplit(parts._replace(scheme="https", netloc=netloc))
