"""Refusals by status: the reason of each, and which kind of wall a 4xx is.

A wall is named by its maker's headers and by what its page says, so that the user knows what to do:
`docs/rights.md` has the lawful way for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from newsmon.fetch.answers import REDIRECTS, retry_after
from newsmon.fetch.rate_limits import seconds_to_wait
from newsmon.model import Failure, Reason
from newsmon.rights import demand_of

Headers = Sequence[tuple[str, str]]

EXPLAINED: Final = frozenset({401, 402, 403, 429, 451, 503})  # statuses whose body is looked at
EXPLANATION: Final = 64 * 1024  # bytes of such a body
_REASONS: Final = {404: Reason.NOT_FOUND, 410: Reason.GONE, 429: Reason.RATE_LIMITED}

# Managers of challenges: by a header (its name, and what its value holds), or by the page.
_BY_HEADER: Final = (
    ("cf-mitigated", "challenge", "Cloudflare"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("x-datadome", "", "DataDome"),
    ("x-kpsdk-ct", "", "Kasada"),
    ("x-vercel-mitigated", "challenge", "Vercel"),
)
_BY_PAGE: Final = (
    (b"challenge-platform", "Cloudflare"),
    (b"cf-chl-", "Cloudflare"),
    (b"captcha-delivery.com", "DataDome"),
    (b"_incapsula_resource", "Imperva"),
    (b"px-captcha", "HUMAN"),
    (b"awswafcaptcha", "AWS WAF"),
    (b"makemehuman", "Anubis"),
    (b"anubis_challenge", "Anubis"),
)
_GEO: Final = re.compile(
    rb"(?:not|un|isn.{1,8}t)\s{0,4}(?:currently\s|yet\s)?available\s(?:in|from|to|for)\s"
    rb"[^.<]{0,80}?(?:country|region|location|area|europe|eu\b|eea\b|territory)"
)
_CONSENT: Final = re.compile(
    rb"(?:accept|consent)[^.<]{0,60}cookies|cookies?[^.<]{0,60}consent|cookie\s?wall"
)
_SCRIPT: Final = re.compile(
    rb"(?:enable|requires?|turn\son|activate)[^.<]{0,40}javascript|javascript[^.<]{0,60}(?:enabled|required|disabled)"
)

_WALLS: Final = (
    (_GEO, Reason.GEO_BLOCKED, "not offered where this machine is"),
    (_CONSENT, Reason.CONSENT_WALL, "asks for consent to cookies"),
    (_SCRIPT, Reason.NEEDS_JAVASCRIPT, "asks for JavaScript"),
)


def refusal(status: int, headers: Headers, body: bytes, now: datetime) -> Failure | None:
    """Return the failure that a status means; None for 2xx, 304 and redirects.

    `body` is the start of the body of a status in `EXPLAINED`, decompressed; empty for others.
    """
    if 200 <= status < 300 or status == 304 or status in REDIRECTS:
        return None
    failure = _failure(status, headers, body, now)
    return replace(failure, headers=tuple(headers), explanation=body)


def _failure(status: int, headers: Headers, body: bytes, now: datetime) -> Failure:
    wait = retry_after(_value(headers, "retry-after"), now)
    if demand := demand_of(status, headers, body):
        return Failure(Reason.PAYMENT_REQUIRED, demand)
    if status in {403, 429, 451, 503} and (wall := _wall(status, headers, body)):
        reason, detail = wall
        return Failure(reason, f"status {status}, {detail}", wait)
    if status in {429, 503} and wait is None:
        wait = seconds_to_wait(headers, now)
    return Failure(_reason(status), f"status {status}", wait)


def _reason(status: int) -> Reason:
    if 400 <= status < 500:
        return _REASONS.get(status, Reason.HTTP_4XX)
    return Reason.HTTP_5XX if 500 <= status < 600 else Reason.PROTOCOL


def _wall(status: int, headers: Headers, body: bytes) -> tuple[Reason, str] | None:
    """Return the kind of a wall, and who put it up or how it is known."""
    text = body.lower()
    if maker := _challenger(headers, text):
        return Reason.CHALLENGE, f"challenge of {maker}"
    if status == 451:
        return Reason.GEO_BLOCKED, "unavailable for legal reasons"
    if status == 403:
        return next(
            ((reason, detail) for sign, reason, detail in _WALLS if sign.search(text)), None
        )
    return None


def _challenger(headers: Headers, text: bytes) -> str | None:
    for name, content, maker in _BY_HEADER:
        value = _value(headers, name)
        if value is not None and content in value.lower():
            return maker
    return next((maker for sign, maker in _BY_PAGE if sign in text), None)


def _value(headers: Headers, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)
