"""Fetching: requests that are polite, bounded, and go to public addresses only.

async with Fetcher(settings) as fetcher:
visitor = Visitor(fetcher)
async for results in fetch_by_host(groups, get, concurrency=100): ...
"""

from __future__ import annotations

from newsmon.config.fetch_settings import Fetch as FetchSettings
from newsmon.fetch.answers import Answer
from newsmon.fetch.body_budget import SMALL, Allowance
from newsmon.fetch.client import ACCEPT_FEED, ACCEPT_PAGE, Fetcher
from newsmon.fetch.page_answers import page
from newsmon.fetch.politeness import HostGate, backoff, fetch_by_host, together
from newsmon.fetch.retries import (
    LONGEST_WAIT,
    after_fetch,
    after_live_fetch,
    after_rejection,
    live_until,
)
from newsmon.fetch.rights_reader import RightsFile, RightsReader
from newsmon.fetch.robots import RobotsCache, RobotsRules
from newsmon.fetch.visitor import Visitor, host_of

__all__ = [
    "ACCEPT_FEED",
    "ACCEPT_PAGE",
    "LONGEST_WAIT",
    "SMALL",
    "Allowance",
    "Answer",
    "FetchSettings",
    "Fetcher",
    "HostGate",
    "RightsFile",
    "RightsReader",
    "RobotsCache",
    "RobotsRules",
    "Visitor",
    "after_fetch",
    "after_live_fetch",
    "after_rejection",
    "backoff",
    "fetch_by_host",
    "host_of",
    "live_until",
    "page",
    "together",
]
