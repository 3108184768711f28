"""Refusals: the reason of each status, and which kind of wall a 403 is."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from newsmon.fetch.refusals import refusal
from newsmon.model import Failure

NOW = datetime(2026, 11, 29, tzinfo=timezone.utc)


def refuse(status: int, body: str = "", *headers: tuple[str, str]) -> Failure | None:
    return refusal(status, headers, body.encode(), NOW)


@pytest.mark.parametrize("status", [200, 206, 301, 304, 308])
def test_what_is_no_refusal_is_none(status: int) -> None:
    assert refuse(status) is None


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "http_4xx"), (401, "http_4xx"), (402, "payment_required"), (403, "http_4xx"),
        (404, "not_found"), (410, "gone"), (429, "rate_limited"), (451, "geo_blocked"),
        (500, "http_5xx"), (503, "http_5xx"), (999, "protocol"), (600, "protocol"),
    ],
)  # fmt: skip
def test_a_status_has_its_reason(status: int, reason: str) -> None:
    failure = refuse(status)
    assert failure
    assert failure.reason.value == reason
    assert f"status {status}" in failure.detail


@pytest.mark.parametrize(
    ("status", "headers", "body", "reason", "detail"),
    [
        (403, [("cf-mitigated", "challenge")], "", "challenge", "Cloudflare"),
        (503, [], "<script src='/cdn-cgi/challenge-platform/x'>", "challenge", "Cloudflare"),
        (429, [("X-Kpsdk-Ct", "abc")], "", "challenge", "Kasada"),
        (403, [("X-DataDome", "protected")], "", "challenge", "DataDome"),
        (403, [], "<iframe src='https://geo.captcha-delivery.com/'>", "challenge", "DataDome"),
        (403, [("x-amzn-waf-action", "captcha")], "", "challenge", "AWS WAF"),
        (403, [], "<iframe src='/_Incapsula_Resource?x'>", "challenge", "Imperva"),
        (403, [], "<div id='px-captcha'>", "challenge", "HUMAN"),
        (403, [], "This video is not available in your country.", "geo_blocked", "machine is"),
        (403, [], "Our site is unavailable to readers in the European Union", "geo_blocked", ""),
        (403, [], "Please accept all cookies to read on", "consent_wall", "consent"),
        (403, [], "Please enable JavaScript to continue", "needs_javascript", "JavaScript"),
        (403, [], "You have no access to this page", "http_4xx", "status 403"),
        (403, [("cf-ray", "1")], "error code: 1020", "http_4xx", "status 403"),
        (404, [], "Please enable JavaScript to continue", "not_found", ""),
    ],
)
def test_a_wall_is_named_by_what_it_is(
    status: int, headers: list[tuple[str, str]], body: str, reason: str, detail: str
) -> None:
    failure = refuse(status, body, *headers)
    assert failure
    assert failure.reason.value == reason
    assert detail in failure.detail


def test_a_wait_is_kept_whatever_the_wall() -> None:
    failure = refuse(429, "", ("Retry-After", "30"), ("x-kpsdk-ct", "1"))
    assert failure
    assert failure.retry_after == 30


def test_a_stated_rate_stands_in_for_a_missing_retry_after() -> None:
    failure = refuse(429, "", ("RateLimit", '"default";r=0;t=45'))
    assert failure
    assert failure.retry_after == 45
