"""NITF 3.x: a text with its metadata. Namespaces of all versions count alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from newsmon.model import Moment
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
from newsmon.wires.paragraphs import Element, local_name, text_of_markup
from newsmon.wires.status import UnknownStatusError, embargo_of, order_in, pub_status, strictest
from newsmon.wires.timing import exact_time, moment

ORIGIN: Final = "nitf"
# Elements whose text is kept as stated, and attributes that are, under these names.
_STATED: Final = {
    "dateline": "dateline", "distributor": "credit", "abstract": "abstract",
    "rights": "usage_terms", "series": "series", "slugline": "slugline",
}  # fmt: skip
_ATTRIBUTES: Final = {
    ("urgency", "ed-urg"): "urgency", ("doc.copyright", "holder"): "copyright_holder",
    ("ed-msg", "info"): "ed_note", ("fixture", "fix-id"): "genre",
    ("tobject.property", "tobject.property.type"): "genre",
    ("date.release", "norm"): "embargoed_until", ("date.expire", "norm"): "expires",
    ("correction", "info"): "correction", ("du-key", "key"): "slugline",
    ("doc.rights", "owner"): "copyright_holder", ("doc-scope", "scope"): "scope",
}  # fmt: skip


def read_nitf(root: Element) -> Iterator[WirePart]:
    """Yield the item that a NITF document is, and the order that it gives on another document."""
    docdata = _first(root, "docdata")
    label = _guid(root) or headline(root) or "nitf"
    try:
        yield _read_item(root, docdata, label)
        yield from _order_on_another(root, docdata)
    except (UnknownStatusError, ValueError) as error:
        yield BrokenItem(label, str(error))


def headline(root: Element) -> str:
    """Return the first headline, else the document's title."""
    title = next((e for e in root.iter() if local_name(e) == "title"), None)
    return _text(_first(root, "hl1")) or _text(_first(root, "hedline")) or _text(title)


def bylines(root: Element) -> tuple[str, ...]:
    """Return the lines that credit in the body's head."""
    head = _first(root, "body.head")
    lines = [] if head is None else [_byline(e) for e in head.iter() if local_name(e) == "byline"]
    return tuple(dict.fromkeys(filter(None, lines)))


def body_text(root: Element) -> str:
    """Return the paragraphs of the body's content, between blank lines."""
    parts = [e for e in root.iter() if local_name(e) == "body.content"]
    if not parts:
        parts = [e for e in root.iter() if local_name(e) == "body"][:1]
    return "\n\n".join(filter(None, map(text_of_markup, parts)))


def _read_item(root: Element, docdata: Element | None, label: str) -> WirePart:
    release = _attribute(docdata, "date.release", "norm")
    at_release, embargo = embargo_of(release, PubStatus.USABLE)
    status = strictest(at_release, _status(root, docdata, is_dated=embargo is not None))
    text = body_text(root)
    if status is PubStatus.USABLE and not text:
        return SkippedItem(label, "no_text")
    version = _attribute(docdata, "du-key", "version")
    distributor = _text(_first(root, "distributor"))
    return WireItem(
        guid=_guid(root),
        origin=ORIGIN,
        version=ItemVersion(version_number(version), _made_at(root)),
        status=status,
        headline=headline(root),
        text=text,
        embargoed_until=embargo,
        published=_published(root),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang") or None,
        provider=distributor or _attribute(docdata, "doc-id", "regsrc") or None,
        bylines=bylines(root) + ((distributor,) if distributor else ()),
        tags=_tags(root),
        statements=_statements(root, version or ""),
    )


def _status(root: Element, docdata: Element | None, *, is_dated: bool) -> PubStatus:
    """Return the strictest of what a document says of itself.

    An embargo that has its end elsewhere (`is_dated`) withholds nothing. Raises UnknownStatusError.
    """
    stated = "" if docdata is None else (docdata.get("management-status") or "").strip()
    statuses = [pub_status("" if is_dated and stated.lower() == "embargoed" else stated)]
    for message in _messages(root, docdata):
        order = order_in(message)
        if order is not None and not (is_dated and order is PubStatus.WITHHELD):
            statuses.append(order)
    return strictest(*statuses)


def _messages(root: Element, docdata: Element | None) -> Iterator[str]:
    """Yield what is said to editors: messages, scopes, and the comment on the last revision."""
    for element in () if docdata is None else docdata.iter():
        if local_name(element) in {"ed-msg", "doc-scope"}:
            yield from filter(None, map(element.get, ("msg-type", "info", "scope")))
    revisions = [e for e in root.iter() if local_name(e) == "revision-history"]
    yield from filter(None, (element.get("comment") for element in revisions[-1:]))


def _order_on_another(root: Element, docdata: Element | None) -> Iterator[WirePart]:
    """Yield the status that a document gives to another (`management-doc-idref`)."""
    if docdata is None:
        return
    guid = (docdata.get("management-doc-idref") or "").strip()
    try:
        status = pub_status(docdata.get("management-idref-status") or "")
    except UnknownStatusError:
        return  # "replaced", "corrected": nothing against what is loaded
    if guid and guid != _guid(root) and status is not PubStatus.USABLE:
        yield WireItem(guid, ORIGIN, ItemVersion(made_at=_made_at(root)), status)


def _guid(root: Element) -> str:
    """Return the document's identifier, with who gave it where it is no URI by itself."""
    element = _first(root, "doc-id")
    if element is None:
        return ""
    identifier, registrar = ((element.get(name) or "").strip() for name in ("id-string", "regsrc"))
    return (
        f"{registrar}:{identifier}"
        if identifier and registrar and ":" not in identifier
        else identifier
    )


def _made_at(root: Element) -> datetime | None:
    """Return when this version was made: its last revision, else its issue."""
    revisions = [e.get("norm") for e in root.iter() if local_name(e) == "revision-history"]
    times = [at for at in map(exact_time, revisions) if at is not None]
    issued = exact_time(_attribute(root, "date.issue", "norm"))
    return max(times, default=issued)


def _published(root: Element) -> Moment | None:
    for name, attribute in (("date.issue", "norm"), ("pubdata", "date.publication"),
                            ("story.date", "norm")):  # fmt: skip
        if reading := moment(_attribute(root, name, attribute)):
            return reading
    return None


def _tags(root: Element) -> tuple[str, ...]:
    """Return the names of the subjects, and the keywords."""
    tags: dict[str, None] = {}
    for element in root.iter():
        name = local_name(element)
        if name == "tobject.subject":
            levels = ("detail", "matter", "type")  # the narrowest that is stated
            stated = (element.get(f"tobject.subject.{level}") for level in levels)
            tags.setdefault(next(filter(None, stated), ""))
        elif name == "keyword":
            tags.setdefault((element.get("key") or "").strip())
    return tuple(filter(None, tags))


def _statements(root: Element, version: str) -> tuple[tuple[str, str], ...]:
    facts = Statements()
    facts.add("version", version)
    for element in root.iter():
        name = local_name(element)
        if name in _STATED:
            facts.add(_STATED[name], _text(element))
        elif name == "tobject.subject":
            facts.add("subject", " ".join(v for k, v in element.items() if "subject." in k))
        for attribute, value in element.items():
            if field := _ATTRIBUTES.get((name, attribute)):
                facts.add(field, value)
    return facts.all()


def _byline(element: Element) -> str:
    """Return a byline without its title and virtual location."""
    dropped = {"byttl", "virtloc"}
    pieces = [element.text or ""]
    for child in element.iterchildren("*"):
        if local_name(child) not in dropped:
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split()).strip(" ,")


def _first(root: Element, name: str) -> Element | None:
    return next((element for element in root.iter() if local_name(element) == name), None)


def _attribute(root: Element | None, name: str, attribute: str) -> str | None:
    element = None if root is None else _first(root, name)
    return None if element is None else element.get(attribute)


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
