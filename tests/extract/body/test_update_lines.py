"""The line of a text that says when it was updated."""

from __future__ import annotations

from newsmon.extract.body.update_lines import split_updates

BODY = ["The bridge over the Alder reopens on Friday.", "Two lanes are free for lorries."]


def test_an_update_line_becomes_a_time() -> None:
    dated = split_updates([*BODY, "Updated: March 15, 2022, 10:19 AM"])
    assert dated.lines == tuple(BODY)
    assert [line.rule for line in dated.removed] == ["updated"]
    assert dated.updated is not None
    assert dated.updated.at.isoformat() == "2022-03-15T10:19:00+00:00"


def test_a_sentence_about_an_update_stays() -> None:
    line = "The agency updated its forecast of 2022 twice."
    assert split_updates([*BODY, line]).lines == (*BODY, line)
