"""Feeds over HTTP: valid, conditional, and only those there are."""

from __future__ import annotations

import feedparser
import pytest
from tests.serve.conftest import Server


@pytest.mark.slow
def test_a_feed_is_answered_once_and_then_not_modified(served: Server) -> None:
    answer = served.get("/feeds/events.all.atom")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert not feedparser.parse(answer.content).bozo
    again = served.get("/feeds/events.all.atom", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.slow
def test_json_is_answered_too_and_what_is_no_feed_is_not(served: Server) -> None:
    assert served.get("/feeds/us-china.json").json()["version"].endswith("/1.1")
    assert served.get("/feeds/nothing.atom").status_code == 404
    assert served.get("/feeds/us-china.rss").status_code == 422
