"""Posts that are compared with events: a broken one costs only itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from psycopg2 import OperationalError

from newsmon.events import Events, Method, Text
from newsmon.pipeline.stages import group_posts

EVENTS = Events(Method())


def post(number: int, title: str = "Ferry") -> Text:
    return Text(-number, title, "It sails again.", "en", 20_000.0, 1)


def test_a_post_that_breaks_the_comparison_leaves_the_others_their_events(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def nearest(_: Events, texts: Sequence[Text]) -> list[int | None]:
        if any(text.title == "Broken" for text in texts):
            raise ValueError("broken")
        return [-10 * text.cluster_id for text in texts]

    monkeypatch.setattr(group_posts, "nearest", nearest)
    events = group_posts._nearest(EVENTS, [post(1), post(2, "Broken"), post(3)])
    assert events == [10, None, 30]
    assert "post 2 cannot be compared" in caplog.text


def test_a_lost_database_is_no_fault_of_a_post(monkeypatch: pytest.MonkeyPatch) -> None:
    def nearest(_: Events, __: Sequence[Text]) -> list[int | None]:
        raise OperationalError

    monkeypatch.setattr(group_posts, "nearest", nearest)
    with pytest.raises(OperationalError):
        group_posts._nearest(EVENTS, [post(1), post(2)])
