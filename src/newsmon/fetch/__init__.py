"""Fetching: requests that are polite, bounded, and go to public addresses only.

async with Fetcher(settings) as fetcher:
visitor = Visitor(fetcher)
async for results in each(groups, get, concurrency=100): ...
"""

from __future__ import annotations

from newsmon.config.settings import Fetch as FetchSettings
from newsmon.fetch.answers import Answer
from newsmon.fetch.client import ACCEPT_FEED, ACCEPT_PAGE, Fetcher
from newsmon.fetch.optouts import opt_out_of
from newsmon.fetch.page_answers import page
from newsmon.fetch.politeness import HostGate, backoff, each, together
from newsmon.fetch.retries import LONGEST_WAIT, after_fetch, after_rejection
from newsmon.fetch.robots import RobotsCache, RobotsRules, mining_opt_out
from newsmon.fetch.visitor import Visitor, host_of

__all__ = [
    "ACCEPT_FEED",
    "ACCEPT_PAGE",
    "LONGEST_WAIT",
    "Answer",
    "FetchSettings",
    "Fetcher",
    "HostGate",
    "RobotsCache",
    "RobotsRules",
    "Visitor",
    "after_fetch",
    "after_rejection",
    "backoff",
    "each",
    "host_of",
    "mining_opt_out",
    "opt_out_of",
    "page",
    "together",
]
