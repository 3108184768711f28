# ruff: noqa: E501 - markup reads better unbroken
"""NITF: what a document says, what may be done with it, what it orders of another."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from tests.wires.writing import (
    FERRY,
    HTML_BODY,
    NITF,
    TEXT,
    item_of,
    nitf,
    parts_of,
    skipped,
    stated,
)

from newsmon.wires import PubStatus, WireItem


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=timezone.utc)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("prolog", "root"),
    [
        ('<?xml version="1.0"?>', "<nitf>"),
        ("", "<nitf>"),
        ('<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-0.dtd">', "<nitf>"),
        ('<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "http://www.iptc.org/std/NITF/3.2/specification/nitf-3-2.dtd">', '<nitf version="-//IPTC//DTD NITF 3.2//EN" change.date="October 10, 2003" change.time="19:30">'),
        ("", f'<nitf xmlns="{NITF}" version="-//IPTC//DTD NITF 3.4//EN">'),
        ("<!-- made by hand -->", f'<nitf xmlns="{NITF}" xml:lang="de" baselang="de">'),
    ],
)  # fmt: skip
def test_versions_of_the_standard_are_read_alike(prolog: str, root: str) -> None:
    item = item_of(nitf(prolog=prolog, root=root))
    assert (item.guid, item.origin, item.headline) == ("EXW:ferry-17", "nitf", "Ferry sails again")
    assert (item.text, item.status) == (TEXT, PubStatus.USABLE)
    assert item.published is not None
    assert item.published.at == utc(2026, 3, 1, 9, 30)


@pytest.mark.parametrize(
    ("identifier", "guid"),
    [
        ('<doc-id id-string="urn:newsml:exw:1" regsrc="EXW"/>', "urn:newsml:exw:1"),
        ('<doc-id id-string="1"/>', "1"),
        ('<doc-id regsrc="EXW"/>', ""),
        ("", ""),
    ],
)
def test_its_identifier_is_who_gave_it_and_the_number(identifier: str, guid: str) -> None:
    assert item_of(nitf(identifier=identifier)).guid == guid


@pytest.mark.parametrize(
    ("attributes", "docdata", "status"),
    [
        ('management-status="usable"', "", PubStatus.USABLE),
        ('management-status="withheld"', "", PubStatus.WITHHELD),
        ('management-status="canceled"', "", PubStatus.CANCELED),
        ('management-status="Killed"', "", PubStatus.CANCELED),
        ('management-status="embargoed"', "", PubStatus.WITHHELD),
        ("", '<ed-msg msg-type="kill"/>', PubStatus.CANCELED),
        ("", '<ed-msg info="Mandatory kill."/>', PubStatus.CANCELED),
        ("", '<ed-msg info="BULLETIN KILL"/>', PubStatus.CANCELED),
        ("", '<ed-msg msg-type="withhold"/>', PubStatus.WITHHELD),
        ("", '<doc-scope scope="canceled"/>', PubStatus.CANCELED),
        ("", '<doc-scope scope="national"/>', PubStatus.USABLE),
        ('management-status="usable"', '<ed-msg msg-type="KILL"/>', PubStatus.CANCELED),
        # what is said of another story, or of a word in this one, is no order
        ("", '<ed-msg info="Eds: kill the story slugged PIER that moved earlier."/>', PubStatus.USABLE),
        ("", '<ed-msg info="Corrects number of killed"/>', PubStatus.USABLE),
        ("", '<ed-msg msg-type="correction" info="Adds background"/>', PubStatus.USABLE),
    ],
)  # fmt: skip
def test_its_status_is_the_strictest_that_it_states(
    attributes: str, docdata: str, status: PubStatus
) -> None:
    assert item_of(nitf(attributes=attributes, docdata=docdata)).status is status


def test_the_last_revision_may_be_a_kill() -> None:
    revisions = (
        '<revision-history name="desk" norm="20260301T093000Z" comment="first"/>'
        '<revision-history name="desk" norm="20260301T120000Z" comment="kill"/>'
    )
    item = item_of(nitf(head=revisions))
    assert item.status is PubStatus.CANCELED
    assert item.version.made_at == utc(2026, 3, 1, 12)


@pytest.mark.parametrize(
    ("attributes", "release", "status", "end"),
    [
        ('management-status="embargoed"', "20260302T060000Z", PubStatus.USABLE, utc(2026, 3, 2, 6)),
        ("", "20260302T060000+0100", PubStatus.USABLE, utc(2026, 3, 2, 5)),
        ("", "20260302T060000", PubStatus.USABLE, utc(2026, 3, 2, 18)),
        ("", "20260302+0100", PubStatus.USABLE, utc(2026, 3, 1, 23)),
        ("", "20260302", PubStatus.USABLE, utc(2026, 3, 2, 12)),
        ("", "at noon", PubStatus.WITHHELD, None),
        ('management-status="canceled"', "20260302T060000Z", PubStatus.CANCELED, utc(2026, 3, 2, 6)),
    ],
)  # fmt: skip
def test_the_date_of_release_is_the_end_of_its_embargo(
    attributes: str, release: str, status: PubStatus, end: datetime | None
) -> None:
    item = item_of(nitf(attributes=attributes, docdata=f'<date.release norm="{release}"/>'))
    assert (item.status, item.embargoed_until) == (status, end)


def test_it_may_order_that_another_document_is_killed() -> None:
    markup = nitf(attributes='management-doc-idref="EXW:pier-3" management-idref-status="canceled"')
    advisory, order = parts_of(markup)
    assert isinstance(advisory, WireItem)
    assert isinstance(order, WireItem)
    assert (advisory.guid, advisory.status) == ("EXW:ferry-17", PubStatus.USABLE)
    assert (order.guid, order.status) == ("EXW:pier-3", PubStatus.CANCELED)


@pytest.mark.parametrize("status", ["replaced", "corrected", "usable", ""])
def test_a_document_that_is_replaced_stays(status: str) -> None:
    attributes = f'management-doc-idref="EXW:pier-3" management-idref-status="{status}"'
    assert len(parts_of(nitf(attributes=attributes))) == 1


def test_what_it_states_is_kept() -> None:
    item = item_of(
        nitf(
            head='<tobject tobject.type="news"><tobject.property tobject.property.type="Feature"/>'
            '<tobject.subject tobject.subject.refnum="04000000" tobject.subject.type="Economy" '
            'tobject.subject.matter="Shipping"/></tobject>',
            docdata='<urgency ed-urg="4"/><du-key generation="1" version="12" key="FERRY"/>'
            '<doc.copyright holder="Example Wire" year="2026"/><key-list><keyword key="ferries"/>'
            '</key-list><ed-msg info="Adds quote"/><date.expire norm="20260401T000000Z"/>'
            '<correction info="Corrects the day" id-string="x"/>',
            body_head="<hedline><hl1>Ferry <i>sails</i> again</hl1><hl2>Storm took pier</hl2></hedline>"
            "<byline>By <person>Ada Example</person><byttl>Shipping reporter</byttl></byline>"
            "<distributor>Example Wire</distributor><dateline><location>NORTHPORT</location>"
            "<story.date>, March 1</story.date></dateline><abstract><p>It sails.</p></abstract>"
            "<rights>For subscribers.</rights>",
        )
    )  # fmt: skip
    assert item.headline == "Ferry sails again"
    assert item.version.number == (12,)
    assert item.bylines == ("By Ada Example", "Example Wire")
    assert (item.tags, item.provider) == (("Shipping", "ferries"), "Example Wire")
    assert dict(item.statements) == {
        "version": "12", "genre": "Feature", "subject": "04000000 Economy Shipping", "urgency": "4",
        "slugline": "FERRY", "copyright_holder": "Example Wire", "ed_note": "Adds quote",
        "expires": "20260401T000000Z", "correction": "Corrects the day", "credit": "Example Wire",
        "dateline": "NORTHPORT, March 1", "abstract": "It sails.", "usage_terms": "For subscribers.",
    }  # fmt: skip


def test_media_and_the_end_of_the_body_are_no_text() -> None:
    media = (
        '<media media-type="image"><media-reference source="ferry.jpg"/>'
        "<media-caption><p>A ferry.</p></media-caption></media>"
    )
    item = item_of(nitf(content=media + HTML_BODY, end="<tagline>Edited by Cy Example</tagline>"))
    assert item.text == TEXT


def test_blocks_quotes_lists_and_tables() -> None:
    content = (
        "<block><p lede='true'>Lead.</p></block><hl2>Timetable</hl2>"
        "<table><tr><td>North</td><td>9:30</td></tr></table><bq><block><p>“Quote.”</p></block></bq>"
        "<ul><li>one</li><li>two</li></ul><p>See <org>Port</org> <a href='x'>page</a>.<br/>Next.</p>"
    )
    assert item_of(nitf(content=content)).text.split("\n\n") == [
        "Lead.", "Timetable", "North | 9:30", "“Quote.”", "one", "two", "See Port page.", "Next.",
    ]  # fmt: skip


def test_the_title_stands_in_for_a_headline() -> None:
    assert item_of(nitf(body_head="")).headline == "Ferry"


def test_a_document_without_text_is_passed_over() -> None:
    assert skipped(nitf(content="")) == ["no_text"]


def test_an_unknown_status_is_not_published() -> None:
    (part,) = parts_of(nitf(attributes='management-status="perhaps"'))
    assert not isinstance(part, WireItem)


def test_typewritten_paragraphs_keep_their_words() -> None:
    content = f"<p>{FERRY[:30]}\n    {FERRY[30:]}</p>"
    assert item_of(nitf(content=content)).text.split() == FERRY[:30].split() + FERRY[30:].split()


def test_notes_to_editors_are_all_kept() -> None:
    item = item_of(nitf(docdata='<ed-msg info="One."/><ed-msg info="Two."/>'))
    assert stated(item, "ed_note") == ["One.", "Two."]
