"""Fetching: requests that are polite, bounded, and go to public addresses only."""

from __future__ import annotations

from newsmon.config.settings import Fetch as FetchSettings
from newsmon.fetch.answers import Answer
from newsmon.fetch.client import ACCEPT_FEED, ACCEPT_PAGE, Fetcher

__all__ = ["ACCEPT_FEED", "ACCEPT_PAGE", "Answer", "FetchSettings", "Fetcher"]
