# ruff: noqa: E501 - markup reads better unbroken
"""NewsML-G2: what a news item says, and what may be done with it."""

from __future__ import annotations

import base64
from datetime import datetime, timezone

import pytest
from tests.wires.writing import (
    FERRY,
    GUID,
    HTML_BODY,
    NITF,
    PIER,
    TEXT,
    XHTML,
    g2_item,
    g2_message,
    item_of,
    parts_of,
    problem_of,
    skipped,
    stated,
)

from newsmon.wires import BrokenItem, PubStatus, WireItem


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=timezone.utc)  # type: ignore[misc, arg-type]


def test_an_item_says_who_it_is_and_in_which_version() -> None:
    item = item_of(g2_item())
    assert (item.guid, item.origin, item.headline) == (GUID, "newsml-g2", "Ferry sails again")
    assert (item.version.number, item.version.made_at) == ((3,), utc(2026, 3, 1, 9, 30))
    assert (item.status, item.embargoed_until) == (PubStatus.USABLE, None)
    assert (item.language, item.provider) == ("en-GB", "Example Wire")


@pytest.mark.parametrize(
    "body",
    [
        None,
        f'<inlineXML contenttype="application/xhtml+xml"><div xmlns="{XHTML}">{HTML_BODY}</div></inlineXML>',
        f'<inlineXML><h:html xmlns:h="{XHTML}"><h:body><h:p>{FERRY}</h:p><h:p>{PIER}</h:p></h:body></h:html></inlineXML>',
        f'<inlineXML contenttype="application/nitf+xml"><nitf xmlns="{NITF}"><body><body.head><hedline><hl1>x</hl1></hedline></body.head><body.content><block>{HTML_BODY}</block></body.content><body.end><tagline>EXW</tagline></body.end></body></nitf></inlineXML>',
        f'<inlineXML contenttype="application/nitf+xml"><nitf><body><body.content>{HTML_BODY}</body.content></body></nitf></inlineXML>',
        f'<inlineData contenttype="text/plain">{TEXT}</inlineData>',
        f"<inlineData>{TEXT}</inlineData>",
        f'<inlineData contenttype="text/html"><![CDATA[{HTML_BODY}]]></inlineData>',
        f'<inlineData contenttype="text/html">{HTML_BODY.replace("<", "&lt;")}</inlineData>',
        f'<inlineData contenttype="text/plain" encoding="encd:base64">{base64.b64encode(TEXT.encode()).decode()}</inlineData>',
        f'<remoteContent href="ferry.jpg" contenttype="image/jpeg"/><inlineXML><html xmlns="{XHTML}"><body>{HTML_BODY}</body></html></inlineXML>',
        f'<inlineData contenttype="text/plain">short</inlineData><inlineXML><html xmlns="{XHTML}"><body>{HTML_BODY}</body></html></inlineXML>',
    ],
)  # fmt: skip
def test_its_text_is_read_in_every_form(body: str | None) -> None:
    assert item_of(g2_item(body=body)).text == TEXT


@pytest.mark.parametrize(
    "namespace",
    ["http://iptc.org/std/nar/2006-10-01/", "http://iptc.org/std/nar/2016-10-01/", "urn:x"],
)
def test_versions_of_the_standard_are_read_alike(namespace: str) -> None:
    assert item_of(g2_item(namespace=namespace)).text == TEXT


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("", PubStatus.USABLE),
        ("<pubStatus/>", PubStatus.USABLE),
        ('<pubStatus qcode="stat:usable"/>', PubStatus.USABLE),
        ('<pubStatus qcode="stat:withheld"/>', PubStatus.WITHHELD),
        ('<pubStatus qcode="stat:canceled"/>', PubStatus.CANCELED),
        ('<pubStatus qcode="pubstat:cancelled"/>', PubStatus.CANCELED),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', PubStatus.CANCELED),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"/>', PubStatus.USABLE),
        ('<pubStatus qcode="stat:Withheld"/>', PubStatus.WITHHELD),
    ],
)  # fmt: skip
def test_its_status_is_read(status: str, means: PubStatus) -> None:
    assert item_of(g2_item(status=status)).status is means


def test_an_item_of_unknown_status_is_not_published() -> None:
    assert "status" in problem_of(g2_item(status='<pubStatus qcode="stat:perhaps"/>'))


def test_a_kill_needs_no_text() -> None:
    item = item_of(g2_item(status='<pubStatus qcode="stat:canceled"/>', body=""))
    assert (item.status, item.text) == (PubStatus.CANCELED, "")


@pytest.mark.parametrize(
    ("embargoed", "status", "end"),
    [
        ("<embargoed>2026-03-02T06:00:00Z</embargoed>", PubStatus.USABLE, utc(2026, 3, 2, 6)),
        ("<embargoed>2026-03-02T06:00:00+05:30</embargoed>", PubStatus.USABLE, utc(2026, 3, 2, 0, 30)),
        ("<embargoed>2026-03-02T00:00:00-05:00</embargoed>", PubStatus.USABLE, utc(2026, 3, 2, 5)),
        # without a zone it is over once that time has passed everywhere
        ("<embargoed>2026-03-02T06:00:00</embargoed>", PubStatus.USABLE, utc(2026, 3, 2, 18)),
        ("<embargoed>2026-03-02</embargoed>", PubStatus.USABLE, utc(2026, 3, 2, 12)),
        # without an end, or with one that nobody can read, until further notice
        ("<embargoed/>", PubStatus.WITHHELD, None),
        ("<embargoed>after the speech</embargoed>", PubStatus.WITHHELD, None),
    ],
)  # fmt: skip
def test_an_embargo_is_never_read_as_ending_too_early(
    embargoed: str, status: PubStatus, end: datetime | None
) -> None:
    item = item_of(g2_item(meta=embargoed))
    assert (item.status, item.embargoed_until) == (status, end)


def test_what_it_states_is_kept() -> None:
    item = item_of(
        g2_item(
            meta="<firstCreated>2026-03-01T08:00:00Z</firstCreated>"
            '<edNote>Adds  quote</edNote><signal qcode="sig:correction"/>',
            content="<urgency>4</urgency><slugline>FERRY-NORTH</slugline>"
            '<dateline>NORTHPORT, March 1</dateline><by>By Ada Example</by>'
            '<creditline>EXW/Example Wire</creditline>'
            '<genre qcode="genre:Current"><name>Current</name></genre>'
            '<subject type="cpnat:abstract" qcode="medtop:04000000"><name xml:lang="en">transport</name></subject>'
            '<subject qcode="medtop:20000001"/><keyword>ferries</keyword>',
            rights="<copyrightHolder qcode='nprov:wire'><name>Example Wire Ltd</name></copyrightHolder>"
            "<copyrightNotice>(c) 2026 Example Wire</copyrightNotice><usageTerms>No archives.</usageTerms>",
        )
    )  # fmt: skip
    assert item.published is not None
    assert item.published.at == utc(2026, 3, 1, 8)
    assert item.bylines == ("By Ada Example", "EXW/Example Wire")
    assert item.tags == ("transport", "ferries")
    assert dict(item.statements) == {
        "version": "3", "provider": "Example Wire", "urgency": "4", "slugline": "FERRY-NORTH",
        "dateline": "NORTHPORT, March 1", "credit": "EXW/Example Wire", "genre": "Current",
        "subject": "medtop:20000001", "copyright_holder": "Example Wire Ltd",
        "copyright_notice": "(c) 2026 Example Wire", "usage_terms": "No archives.",
        "ed_note": "Adds quote", "signal": "correction",
    }  # fmt: skip
    assert stated(item, "subject") == ["medtop:04000000 transport", "medtop:20000001"]


def test_creators_are_credited_where_there_is_no_byline() -> None:
    item = item_of(g2_item(content='<creator qcode="x:1"><name>Bo Example</name></creator>'))
    assert item.bylines == ("Bo Example",)


def test_elements_within_a_headline_lose_none_of_its_words() -> None:
    markup = g2_item().replace("Ferry sails again", "Storm <inline>Ada</inline> spares the coast")
    assert item_of(markup).headline == "Storm Ada spares the coast"


def test_the_main_headline_counts() -> None:
    sub = '<headline role="hld:sub">Storm took the pier</headline>'
    item = item_of(g2_item(content=sub).replace("<headline>F", f"{sub}<headline>F"))
    assert item.headline == "Ferry sails again"


def test_the_headline_in_the_language_of_the_text_counts() -> None:
    markup = g2_item(content='<language tag="de"/><headline xml:lang="de">Fähre fährt</headline>')
    item = item_of(markup.replace("<headline>F", '<headline xml:lang="en">F'))
    assert (item.headline, item.language) == ("Fähre fährt", "de")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("ninat:picture", "picture"), ("ninat:video", "video"), ("ninat:audio", "audio"),
     ("ninat:graphic", "graphic"), ("ninat:animation", "animation"), ("x:podcast", "item_class")],
)  # fmt: skip
def test_other_media_are_passed_over_by_kind(kind: str, reason: str) -> None:
    assert skipped(g2_item(kind=kind)) == [reason]


def test_a_composite_with_a_text_is_a_text() -> None:
    assert item_of(g2_item(kind="ninat:composite")).text == TEXT


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<remoteContent href="ferry.txt" contenttype="text/plain"/>', "remote"),
        ("", "no_text"),
        ('<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body/></html></inlineXML>', "no_text"),
        ('<inlineData contenttype="image/jpeg" encoding="encd:base64">AAAA</inlineData>', "no_text"),
    ],
)  # fmt: skip
def test_a_text_that_is_not_inside_is_passed_over(body: str, reason: str) -> None:
    parts = parts_of(g2_item(body=body))
    assert skipped(g2_item(body=body)) == [reason] or isinstance(parts[0], BrokenItem)


def test_a_message_has_several_items() -> None:
    message = g2_message(
        g2_item(guid="urn:a"),
        '<packageItem guid="urn:p" version="1"/>',
        '<conceptItem guid="urn:c"/>',
        '<knowledgeItem guid="urn:k"/>',
        '<planningItem guid="urn:l"/>',
        '<pressReview guid="urn:r"/>',
        g2_item(guid="urn:b", status='<pubStatus qcode="stat:perhaps"/>'),
        g2_item(guid="urn:d"),
    )
    parts = parts_of(message)
    assert [part.guid for part in parts if isinstance(part, WireItem)] == ["urn:a", "urn:d"]
    assert skipped(message) == ["package", "knowledge", "knowledge", "planning", "item_class"]
    assert [part.label for part in parts if isinstance(part, BrokenItem)] == ["urn:b"]


def test_a_message_without_items_is_said_to_be_so() -> None:
    assert "without an item" in problem_of(g2_message())


@pytest.mark.parametrize(
    "markup",
    [
        g2_item()[:400],
        g2_item().replace("</itemMeta>", ""),
        '<newsItem xmlns:x="' + "u" * 600 + '"/>',
    ],
)
def test_broken_xml_is_said_to_be_so(markup: str) -> None:
    assert problem_of(markup)


def test_no_entity_is_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    body = '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>a &l11; &f; b</p></body></html></inlineXML>'
    item = item_of(bomb + g2_item(body=body))
    assert item.text == "a &l11; &f; b"


def test_names_of_html_are_characters() -> None:
    assert item_of(g2_item().replace("sails again,", "sails&nbsp;&mdash;")).text.startswith(
        "The ferry to the northern islands sails —"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_the_stated_encoding_counts(encoding: str) -> None:
    markup = f'<?xml version="1.0" encoding="{encoding}"?>' + g2_item().replace("ferry", "fährê")
    assert item_of(markup.encode(encoding)).text.startswith("The fährê")


def test_tables_lists_and_captions() -> None:
    body = (
        f'<inlineXML><html xmlns="{XHTML}"><body><h2>Times</h2><table><tr><th>Port</th><th>Time</th></tr>'
        "<tr><td>North</td><td>9:30</td></tr></table><ul><li>one <b>bold</b></li><li>two</li></ul>"
        "<figure><img/><figcaption>A ferry. Photo: EXW</figcaption></figure> tail<br/>next"
        "<pre>a  b\nc</pre><script>x()</script></body></html></inlineXML>"
    )
    assert item_of(g2_item(body=body)).text.split("\n\n") == [
        "Times", "Port | Time", "North | 9:30", "one bold", "two", "tail", "next", "a b", "c",
    ]  # fmt: skip
