# ruff: noqa: E501 - markup reads better unbroken
"""ninjs 1.x, 2.x and 3.x say the same in three ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from tests.wires.writing import (
    FERRY,
    GUID,
    HTML_BODY,
    TEXT,
    item_of,
    ninjs_1,
    ninjs_2,
    ninjs_3,
    nitf,
    parts_of,
    problem_of,
    skipped,
)

from newsmon.wires import PubStatus, WireItem, is_ninjs

Make = Callable[..., dict[str, Any]]
EACH = pytest.mark.parametrize("make", [ninjs_1, ninjs_2, ninjs_3])


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=timezone.utc)  # type: ignore[misc, arg-type]


@EACH
def test_an_item_says_who_it_is_and_in_which_version(make: Make) -> None:
    item = item_of(make())
    assert (item.guid, item.origin, item.headline) == (GUID, "ninjs", "Ferry sails again")
    assert (item.version.number, item.version.made_at) == ((3,), utc(2026, 3, 1, 9, 30))
    assert (item.text, item.language, item.status) == (TEXT, "en", PubStatus.USABLE)


@EACH
@pytest.mark.parametrize(
    ("stated", "status"),
    [("usable", PubStatus.USABLE), ("withheld", PubStatus.WITHHELD), ("Canceled", PubStatus.CANCELED),
     ("cancelled", PubStatus.CANCELED), (None, PubStatus.USABLE), ("", PubStatus.USABLE)],
)  # fmt: skip
def test_its_status_is_read(make: Make, stated: str | None, status: PubStatus) -> None:
    name = "pubStatus" if make is ninjs_3 else "pubstatus"
    assert item_of(make(**{name: stated})).status is status


@EACH
def test_an_unknown_status_is_not_published(make: Make) -> None:
    assert "status" in problem_of({**make(), "pubstatus": "perhaps", "pubStatus": "perhaps"})


@pytest.mark.parametrize(
    ("fields", "status", "end"),
    [
        (ninjs_1(embargoed="2026-03-02T06:00:00Z"), PubStatus.USABLE, utc(2026, 3, 2, 6)),
        (ninjs_2(embargoed="2026-03-02T06:00:00+09:00"), PubStatus.USABLE, utc(2026, 3, 1, 21)),
        (ninjs_3(embargoed="2026-03-02T06:00:00Z"), PubStatus.USABLE, utc(2026, 3, 2, 6)),
        (ninjs_3(embargoedUntil="2026-03-02T06:00:00Z"), PubStatus.USABLE, utc(2026, 3, 2, 6)),
        (ninjs_1(embargoed="2026-03-02T06:00:00"), PubStatus.USABLE, utc(2026, 3, 2, 18)),
        (ninjs_1(embargoed="soon"), PubStatus.WITHHELD, None),
        (ninjs_1(embargoed=""), PubStatus.WITHHELD, None),
        (ninjs_1(embargoed=None), PubStatus.USABLE, None),
        (ninjs_1(embargoed=["x"]), PubStatus.WITHHELD, None),
    ],
)
def test_an_embargo_is_never_read_as_ending_too_early(
    fields: dict[str, Any], status: PubStatus, end: datetime | None
) -> None:
    item = item_of(fields)
    assert (item.status, item.embargoed_until) == (status, end)


@pytest.mark.parametrize(
    "fields",
    [
        ninjs_1(body_text="x"),
        ninjs_1(body_xhtml=None, body_html=HTML_BODY),
        ninjs_1(body_xhtml=None, body_text=TEXT),
        ninjs_1(body_xhtml=None, body_story=TEXT),
        ninjs_1(body_xhtml=None, body_story=HTML_BODY),
        ninjs_1(body_xhtml=None, body_nitf=nitf()),
        ninjs_2(bodies=[{"value": TEXT}]),
        ninjs_2(bodies=[{"value": HTML_BODY}]),
        ninjs_2(bodies=[{"role": "text", "value": "x"}, {"role": "html", "value": HTML_BODY}]),
        ninjs_3(bodies=[{"contentType": "text/plain", "value": TEXT}]),
        ninjs_3(bodies=[{"contentType": "text/plain", "value": "x"}, {"contentType": "text/vnd.IPTC.NITF", "value": nitf()}]),
        ninjs_3(bodies=[{"role": "empty", "value": ""}, {"role": "main", "contentType": "text/html", "value": HTML_BODY}]),
        ninjs_3(type="composite"),
        ninjs_3(type=None),
    ],
)  # fmt: skip
def test_its_fullest_body_is_read(fields: dict[str, Any]) -> None:
    assert item_of(fields).text == TEXT


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        (ninjs_1(headline="Main", headline_short="Short"), "Main"),
        (ninjs_1(headline=None, headline_main="Main", headline_short="Short"), "Main"),
        (ninjs_1(headline=None, title="Title"), "Title"),
        (ninjs_1(headline="Tom &amp; Jo"), "Tom &amp; Jo"),
        (ninjs_2(headlines=[{"role": "short", "value": "S"}, {"role": "main", "value": "Main"}]), "Main"),
        (ninjs_2(headlines=[{"value": "Main"}]), "Main"),
        (ninjs_3(headlines=[{"value": "<p>Main</p>", "contentType": "text/html"}]), "Main"),
        (ninjs_3(headlines=[]), ""),
    ],
)  # fmt: skip
def test_its_main_headline_is_read(fields: dict[str, Any], headline: str) -> None:
    assert item_of(fields).headline == headline


def test_what_it_states_is_kept() -> None:
    one = item_of(
        ninjs_1(
            firstcreated="2026-03-01T08:00:00Z", urgency=4, byline="By Ada Example",
            located="Northport", copyrightholder="Example Wire", usageterms="No archives.",
            subject=[{"name": "transport", "scheme": "medtop", "code": "04000000"}],
            genre=[{"name": "Current"}], slugline="FERRY", ednote="Adds quote", keywords=["ferries"],
            expires="2026-04-01T00:00:00Z",
            infosource=[{"name": "Example Wire"}],
        )
    )  # fmt: skip
    three = item_of(
        ninjs_3(
            firstCreated="2026-03-01T08:00:00Z", urgency=4, by="By Ada Example",
            located="Northport", copyrightHolder="Example Wire", usageTerms="No archives.",
            subjects=[{"name": "transport", "literal": "04000000"}], genres=[{"name": "Current"}],
            slugline="FERRY", edNote="Adds quote", keywords=["ferries"],
            expires="2026-04-01T00:00:00Z", infoSources=[{"name": "Example Wire"}],
        )
    )  # fmt: skip
    assert one == three
    assert one.published is not None
    assert one.published.at == utc(2026, 3, 1, 8)
    assert (one.bylines, one.provider) == (("By Ada Example",), "Example Wire")
    assert one.tags == ("transport", "ferries")
    assert dict(one.statements) == {
        "version": "3", "urgency": "4", "located": "Northport", "copyright_holder": "Example Wire",
        "usage_terms": "No archives.", "subject": "04000000 transport", "genre": "Current",
        "slugline": "FERRY", "ed_note": "Adds quote", "expires": "2026-04-01T00:00:00Z",
        "info_source": "Example Wire",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic", "event", "planning"])
@EACH
def test_other_kinds_are_passed_over_by_kind(make: Make, kind: str) -> None:
    assert skipped(make(type=kind)) == [kind]


@pytest.mark.parametrize(
    ("associations", "reasons"),
    [
        ({"main": {"uri": "urn:p", "type": "picture"}}, ["picture"]),
        ([{"name": "main", "uri": "urn:p", "type": "picture"}, {"uri": "urn:t", "type": "text"}], ["picture", "association"]),
        ([], []),
        ({}, []),
    ],
)  # fmt: skip
def test_what_is_associated_is_passed_over(associations: Any, reasons: list[str]) -> None:
    assert skipped(ninjs_1(associations=associations)) == reasons


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            ninjs_1(body_xhtml=None, renditions={"main": {"href": "https://wire.example/1"}}),
            "remote",
        ),
        (ninjs_1(body_xhtml=""), "no_text"),
        (ninjs_3(bodies=[]), "no_text"),
        (ninjs_3(bodies=None, representationType="partial"), "no_text"),
    ],
)
def test_a_text_that_is_not_inside_is_passed_over(fields: dict[str, Any], reason: str) -> None:
    assert skipped(fields) == [reason]


@pytest.mark.parametrize(
    "fields", [ninjs_1(headline=7), ninjs_1(body_xhtml=["x"]), ninjs_2(bodies=[{"value": 7}])]
)
def test_a_value_of_the_wrong_kind_breaks_its_item(fields: dict[str, Any]) -> None:
    assert "is not a text" in problem_of(fields)


def test_items_are_read_in_arrays_and_in_what_services_wrap_them_in() -> None:
    first, second = ninjs_1(uri="urn:a"), ninjs_3(uri="urn:b")
    for wrapped in (
        [first, second],
        {"items": [first, second]},
        {"data": {"items": [{"item": first}, {"item": second}]}},
    ):
        assert [part.guid for part in parts_of(wrapped) if isinstance(part, WireItem)] == ["urn:a", "urn:b"]  # fmt: skip


def test_what_is_no_item_is_counted() -> None:
    assert skipped([ninjs_1(), {"hello": "world"}]) == ["kind"]


@pytest.mark.parametrize(
    "value", [{}, [], "x", None, 7, {"uri": "urn:x"}, {"url": "https://a.example/", "text": "x"},
              {"uri": 7.5j, "bodies": []}, {"pubstatus": "usable"}]
)  # fmt: skip
def test_other_objects_are_not_taken_for_items(value: object) -> None:
    assert not is_ninjs(value)


@pytest.mark.parametrize(
    ("version", "number"),
    [("3", (3,)), (3, (3,)), ("1.12", (1, 12)), ("20260301093000", (20260301093000,)),
     ("draft", ()), (None, ()), ("", ()), ("9" * 30, ())],
)  # fmt: skip
def test_versions_are_numbers_or_none(version: object, number: tuple[int, ...]) -> None:
    assert item_of(ninjs_1(version=version)).version.number == number


def test_a_text_in_lines_stays_as_it_is_set() -> None:
    lines = f"{FERRY}\nSecond line."
    assert item_of(ninjs_1(body_xhtml=None, body_text=lines)).text == lines
