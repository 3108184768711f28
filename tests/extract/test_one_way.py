"""Extraction is a one-way street when it runs, too: the layers hold it only for imports."""

from __future__ import annotations

import pytest
from benchmarks.trace import Calls, extract_once, rooms_entered_again


def test_a_page_passes_each_room_once() -> None:
    calls = Calls()
    extract_once(calls)
    assert rooms_entered_again(calls.path) == 0
    rooms = list(dict.fromkeys(m.split("/")[1] for m in calls.path if m.count("/") > 1))
    assert rooms == [
        "document", "statements", "live", "prose", "evidence", "body", "fields", "cleanup", "gate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "times"),
    [
        (["extract/article.py", "extract/body/a.py", "extract/article.py", "extract/body/b.py"], 0),
        (["extract/body/a.py", "text/words.py", "extract/gate/b.py", "extract/body/c.py"], 1),
        (["extract/a/1.py", "extract/b/1.py", "extract/a/2.py", "extract/b/2.py"], 2),
    ],
)
def test_a_room_that_is_entered_again_is_counted(path: list[str], times: int) -> None:
    assert rooms_entered_again(path) == times
