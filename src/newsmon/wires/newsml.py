"""NewsML-G2: news items, alone or in a news message. Namespaces of all versions count alike."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsmon.model import Moment
from newsmon.wires import nitf
from newsmon.wires.item import (
    BrokenItem,
    ItemVersion,
    PubStatus,
    SkippedItem,
    Statements,
    WireItem,
    WirePart,
    version_number,
)
from newsmon.wires.paragraphs import (
    Element,
    is_markup,
    local_name,
    text_of_html,
    text_of_markup,
)
from newsmon.wires.status import UnknownStatusError, embargo_of, pub_status
from newsmon.wires.timing import exact_time, moment

ORIGIN: Final = "newsml-g2"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Items that are about news, by the reason under which they are counted.
_NO_NEWS: Final = {
    "packageItem": "package", "conceptItem": "knowledge", "knowledgeItem": "knowledge",
    "catalogItem": "knowledge", "planningItem": "planning",
}  # fmt: skip
ITEMS: Final = frozenset({"newsItem", *_NO_NEWS})
_TEXT_CLASSES: Final = frozenset({"", "text", "composite"})
MEDIA: Final = frozenset({"picture", "video", "audio", "graphic", "animation"})
# Elements that are kept as stated, under these names; and those that have a name or a code.
_STATED: Final = {
    "urgency": "urgency", "slugline": "slugline", "dateline": "dateline", "creditline": "credit",
    "copyrightNotice": "copyright_notice", "usageTerms": "usage_terms", "edNote": "ed_note",
    "embargoed": "embargoed_until", "expires": "expires",
}  # fmt: skip
_NAMED: Final = {
    "genre": "genre", "copyrightHolder": "copyright_holder", "infoSource": "info_source",
    "located": "located", "provider": "provider",
}  # fmt: skip


def read_message(root: Element) -> Iterator[WirePart]:
    """Yield the items of a news message, or the item that the root is."""
    items = [root] if local_name(root) in ITEMS else _items(root)
    for number, element in enumerate(items, 1):
        label = element.get("guid") or f"item {number}"
        if local_name(element) != "newsItem":
            yield SkippedItem(label, _NO_NEWS.get(local_name(element), "item_class"))
            continue
        try:
            yield _read_item(element, label)
        except (UnknownStatusError, ValueError) as error:
            yield BrokenItem(label, str(error))
    if not items:
        yield BrokenItem("message", "a news message without an item in it")


def _items(message: Element) -> list[Element]:
    """Return what is in the item sets of a message."""
    item_sets = [element for element in _children(message) if local_name(element) == "itemSet"]
    return [element for item_set in item_sets for element in _children(item_set)]


def _read_item(item: Element, label: str) -> WirePart:
    item_meta, content_meta = _child(item, "itemMeta"), _child(item, "contentMeta")
    status = pub_status(_code(_child(item_meta, "pubStatus")))
    kind = _code(_child(item_meta, "itemClass"))
    if kind not in _TEXT_CLASSES:
        return SkippedItem(label, kind if kind in MEDIA else "item_class")
    inside = _content(_child(item, "contentSet"))
    if status is PubStatus.USABLE and not inside.text:
        return SkippedItem(label, "remote" if inside.is_remote else "no_text")
    status, embargo = embargo_of(_text_or_none(_child(item_meta, "embargoed")), status)
    language = _language(item, content_meta)
    version, provider = item.get("version") or "", _name(_child(item_meta, "provider"))
    return WireItem(
        guid=(item.get("guid") or "").strip(),
        origin=ORIGIN,
        version=ItemVersion(
            version_number(version), exact_time(_text(_child(item_meta, "versionCreated")))
        ),
        status=status,
        headline=_headline(content_meta, language) or inside.headline,
        text=inside.text,
        embargoed_until=embargo,
        published=_first_moment(item_meta, content_meta),
        language=language,
        provider=provider or None,
        bylines=_bylines(content_meta) or inside.bylines,
        tags=_tags(content_meta),
        statements=_statements(version, item_meta, content_meta, _child(item, "rightsInfo")),
    )


def _statements(version: str, *parents: Element | None) -> tuple[tuple[str, str], ...]:
    """Return what an item states beside its text."""
    facts = Statements()
    facts.add("version", version)
    for element in (element for parent in parents for element in _children(parent)):
        name = local_name(element)
        if name in _STATED:
            facts.add(_STATED[name], _text(element))
        elif name in _NAMED:
            facts.add(_NAMED[name], _name(element))
        elif name == "signal":
            facts.add("signal", _code(element))
        elif name == "subject":
            code = element.get("qcode") or element.get("uri") or ""
            facts.add("subject", f"{code} {_text(_child(element, 'name'))}")
    return facts.all()


def _tags(content_meta: Element | None) -> tuple[str, ...]:
    """Return the names of the subjects, and the keywords."""
    tags: dict[str, None] = {}
    for element in _children(content_meta):
        if local_name(element) == "subject" and (name := _child(element, "name")) is not None:
            tags.setdefault(_text(name))
        elif local_name(element) == "keyword":
            tags.setdefault(_text(element))
    return tuple(filter(None, tags))


def _first_moment(item_meta: Element | None, content_meta: Element | None) -> Moment | None:
    stated = _text(_child(item_meta, "firstCreated"))
    return moment(stated) or moment(_text(_child(content_meta, "contentCreated")))


def _headline(content_meta: Element | None, language: str | None) -> str:
    """Return the main headline: not one of another role, and in the language of the text."""
    headlines = [e for e in _children(content_meta) if local_name(e) == "headline" and _text(e)]
    ranked = sorted(
        headlines,
        key=lambda e: (
            _code_of(e.get("role") or "") not in {"", "main", "head", "headline"},
            (e.get(_LANGUAGE) or language) != language,
        ),
    )
    return _text(ranked[0]) if ranked else ""


def _bylines(content_meta: Element | None) -> tuple[str, ...]:
    """Return the lines that credit: `by`, else the creators; and the credit line."""
    lines = [_text(e) for e in _children(content_meta) if local_name(e) == "by"]
    if not any(lines):
        lines = [_name(e) for e in _children(content_meta) if local_name(e) == "creator"]
    lines += [_text(e) for e in _children(content_meta) if local_name(e) == "creditline"]
    return tuple(dict.fromkeys(filter(None, lines)))


def _language(item: Element, content_meta: Element | None) -> str | None:
    stated = _child(content_meta, "language")
    tag = stated.get("tag") if stated is not None else None
    return tag or item.get(_LANGUAGE) or None


class _Content(NamedTuple):
    """The text in an item's content set, what NITF in it states, and whether some is elsewhere."""

    text: str = ""
    headline: str = ""
    bylines: tuple[str, ...] = ()
    is_remote: bool = False


def _content(content_set: Element | None) -> _Content:
    """Return the first content that is a text: XML before data."""
    parts = list(_children(content_set))
    for part in parts:
        if local_name(part) == "inlineXML" and (content := _inline_xml(part)).text:
            return content
    for part in parts:
        if local_name(part) == "inlineData" and (text := _inline_data(part)):
            return _Content(text)
    return _Content(is_remote=any(local_name(part) == "remoteContent" for part in parts))


def _inline_xml(part: Element) -> _Content:
    document = next(_children(part), None)
    if document is not None and local_name(document) == "nitf":
        return _Content(nitf.body_text(document), nitf.headline(document), nitf.bylines(document))
    return _Content(text_of_markup(part))


def _inline_data(part: Element) -> str:
    """Return the text of inline data. Raises ValueError for base64 that is none."""
    text = "".join(part.itertext())
    if "base64" in (part.get("encoding") or "").lower():
        try:
            text = base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ValueError(f"inline data that is not base64 of UTF-8: {error}") from None
    kind = (part.get("contenttype") or "").lower()
    if "html" in kind or (not kind and is_markup(text)):
        return text_of_html(text)
    return text.strip() if not kind or kind.startswith("text/") else ""


def _children(parent: Element | None) -> Iterator[Element]:
    return iter(()) if parent is None else parent.iterchildren("*")


def _child(parent: Element | None, name: str) -> Element | None:
    return next((e for e in _children(parent) if local_name(e) == name), None)


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _text_or_none(element: Element | None) -> str | None:
    return None if element is None else _text(element)


def _name(element: Element | None) -> str:
    """Return what an element with a name is called; its literal or its code where it has none."""
    if element is None:
        return ""
    name = _text(_child(element, "name")) or (element.get("literal") or "").strip()
    return name or _text(element) or _code(element)


def _code(element: Element | None) -> str:
    """Return the code of a QCode or a URI without its scheme: `stat:usable`, `…/usable`."""
    if element is None:
        return ""
    return _code_of(element.get("qcode") or element.get("uri") or element.get("literal") or "")


def _code_of(stated: str) -> str:
    return re.split(r"[:/#]", stated.strip())[-1]
