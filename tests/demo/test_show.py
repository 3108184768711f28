"""The demonstration's words on its results."""

from __future__ import annotations

from demo import show

from newsmon.cli.output import console


def test_each_live_article_is_accounted_for() -> None:
    with console.capture() as printed:
        show.delays([1.0] * 94, ["A lost one"], published=100)
    assert "94 measured, 1 lost" in printed.get()
    assert "5 arrived, but are not measured" in printed.get()
