"""Items of a wire as agencies write them; all of our own words."""

from __future__ import annotations

from typing import Any

from newsmon import wires
from newsmon.wires import BrokenItem, SkippedItem, WireItem, WirePart

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
NITF = "http://iptc.org/std/NITF/2006-10-18/"
GUID = "urn:newsml:wire.example:20260301:ferry-17"
FERRY = "The ferry to the northern islands sails again, its operator said."
PIER = "A storm had torn away half of the old pier in January."
HTML_BODY = f"<p>{FERRY}</p><p>{PIER}</p>"
TEXT = f"{FERRY}\n\n{PIER}"


def g2_item(
    *,
    guid: str = GUID,
    version: str = "3",
    meta: str = "",
    content: str = "",
    rights: str = "",
    body: str | None = None,
    kind: str = "ninat:text",
    status: str = '<pubStatus qcode="stat:usable"/>',
    language: str = "en-GB",
    namespace: str = NAR,
) -> str:
    """A newsItem; `meta`, `content` and `rights` are further elements of these parts."""
    if body is None:
        body = (
            f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="{XHTML}"><head>'
            f"<title>no part of the text</title></head><body>{HTML_BODY}</body></html></inlineXML>"
        )
    return (
        f'<newsItem xmlns="{namespace}" guid="{guid}" version="{version}" standard="NewsML-G2" '
        f'standardversion="2.29" conformance="power" xml:lang="{language}">'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"/>'
        f'<rightsInfo>{rights}</rightsInfo><itemMeta><itemClass qcode="{kind}"/>'
        '<provider qcode="nprov:wire"><name>Example Wire</name></provider>'
        f"<versionCreated>2026-03-01T10:30:00+01:00</versionCreated>{meta}{status}</itemMeta>"
        f"<contentMeta><headline>Ferry sails again</headline>{content}</contentMeta>"
        f"<contentSet>{body}</contentSet></newsItem>"
    )


def g2_message(*items: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="{NAR}"><header>'
        "<sent>2026-03-01T10:31:00Z</sent><sender>wire.example</sender></header>"
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def nitf(
    *,
    docdata: str = "",
    attributes: str = "",
    identifier: str = '<doc-id id-string="ferry-17" regsrc="EXW"/>',
    head: str = "",
    body_head: str = "<hedline><hl1>Ferry sails again</hl1></hedline>",
    content: str = HTML_BODY,
    end: str = "",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>',
    root: str = "<nitf>",
) -> str:
    return (
        f"{prolog}{root}<head><title>Ferry</title>{head}<docdata {attributes}>{identifier}"
        f'<date.issue norm="20260301T093000Z"/>{docdata}</docdata></head>'
        f"<body><body.head>{body_head}</body.head><body.content>{content}</body.content>"
        f"<body.end>{end}</body.end></body></nitf>"
    )


def ninjs_1(**fields: Any) -> dict[str, Any]:
    return {
        "uri": GUID, "type": "text", "version": "3", "versioncreated": "2026-03-01T09:30:00Z",
        "pubstatus": "usable", "headline": "Ferry sails again", "body_xhtml": HTML_BODY,
        "language": "en", **fields,
    }  # fmt: skip


def ninjs_2(**fields: Any) -> dict[str, Any]:
    return {
        "uri": GUID, "standard": {"name": "ninjs", "version": "2.1"}, "type": "text",
        "version": "3", "versioncreated": "2026-03-01T09:30:00Z", "pubstatus": "usable",
        "headlines": [{"role": "main", "value": "Ferry sails again"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": HTML_BODY}],
        "language": "en", **fields,
    }  # fmt: skip


def ninjs_3(**fields: Any) -> dict[str, Any]:
    return {
        "uri": GUID, "standard": {"name": "ninjs", "version": "3.0"}, "type": "text",
        "version": "3", "versionCreated": "2026-03-01T09:30:00Z", "pubStatus": "usable",
        "headlines": [{"role": "main", "value": "Ferry sails again"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": HTML_BODY}],
        "language": "en", **fields,
    }  # fmt: skip


def parts_of(content: str | bytes | dict[str, Any] | list[Any]) -> list[WirePart]:
    """The items of XML or of a JSON value."""
    if isinstance(content, (dict, list)):
        return list(wires.json_items(content))
    body = content.encode() if isinstance(content, str) else content
    kind, markup = wires.xml_kind(body)
    assert kind is wires.XmlKind.WIRE
    return list(wires.xml_items(markup))


def item_of(content: str | bytes | dict[str, Any]) -> WireItem:
    """The only item."""
    (part,) = parts_of(content)
    assert isinstance(part, WireItem), part
    return part


def skipped(content: str | bytes | dict[str, Any] | list[Any]) -> list[str]:
    """The reasons for which parts are passed over."""
    return [part.reason for part in parts_of(content) if isinstance(part, SkippedItem)]


def problem_of(content: str | bytes | dict[str, Any]) -> str:
    """What is wrong with the only item."""
    (part,) = parts_of(content)
    assert isinstance(part, BrokenItem), part
    return part.problem


def stated(item: WireItem, field: str) -> list[str]:
    return [value for name, value in item.statements if name == field]
