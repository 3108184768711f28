"""ninjs 1.x, 2.x and 3.x: news items as JSON objects.

1.x has `headline`, `body_xhtml` and objects by name; 2.x `headlines` and `bodies` as arrays, in
small letters; 3.x the same in camel case. All are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsmon.text import xml_prolog
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
from newsmon.wires.paragraphs import is_markup, root_of, text_of_html
from newsmon.wires.status import embargo_of, pub_status
from newsmon.wires.timing import exact_time, moment

ORIGIN: Final = "ninjs"
Fields = Mapping[str, Any]  # of an object, by name in small letters

_TEXT_TYPES: Final = frozenset({"", "text", "composite"})
_OTHER_TYPES: Final = frozenset(
    {"picture", "video", "audio", "graphic", "animation", "component", "event", "planning"}
)
# Names that make an object with an identifier a ninjs item.
_MARKS: Final = frozenset(
    """
    standard pubstatus versioncreated firstcreated representationtype headlines bodies body_text
    body_xhtml body_html body_nitf copyrightholder copyrightnotice usageterms renditions
    associations
    """.split()  # noqa: SIM905 - a table
)
_STATED: Final = {
    "version": "version", "urgency": "urgency", "slugline": "slugline", "located": "located",
    "dateline": "dateline", "creditline": "credit", "copyrightholder": "copyright_holder",
    "copyrightnotice": "copyright_notice", "usageterms": "usage_terms", "ednote": "ed_note",
    "embargoed": "embargoed_until", "embargoeduntil": "embargoed_until", "expires": "expires",
}  # fmt: skip
_NAMED: Final = {
    "genre": "genre", "genres": "genre", "infosource": "info_source", "infosources": "info_source",
    "subject": "subject", "subjects": "subject",
}  # fmt: skip
_MAIN_ROLES: Final = ("main", "headline", "")
_PREFERRED: Final = ("xhtml", "html", "nitf", "")  # kinds of body; any other comes after them


def is_ninjs(value: object) -> bool:
    """Tell whether a JSON value is an object of ninjs: one with an identifier and a name of it."""
    if not isinstance(value, dict):
        return False
    fields = _folded(value)
    return bool(_identifier(fields)) and not _MARKS.isdisjoint(fields)


def read_ninjs(value: Mapping[str, Any]) -> Iterator[WirePart]:
    """Yield the item that an object is, and what is associated with it."""
    fields = _folded(value)
    label = _identifier(fields)
    try:
        yield _read_item(fields, label)
    except (ValueError, TypeError) as error:
        yield BrokenItem(label, str(error))
    for associated in _objects(fields.get("associations")):
        kind = _line(associated.get("type")).lower()
        reason = kind if kind in _OTHER_TYPES else "association"
        yield SkippedItem(_identifier(associated) or label, reason)


def _read_item(fields: Fields, label: str) -> WirePart:
    kind = _line(fields.get("type")).lower()
    if kind not in _TEXT_TYPES:
        return SkippedItem(label, kind if kind in _OTHER_TYPES else "item_class")
    status = pub_status(_line(fields.get("pubstatus")))
    embargo_stated = next((fields[k] for k in ("embargoeduntil", "embargoed") if k in fields), None)
    status, embargo = embargo_of(None if embargo_stated is None else _line(embargo_stated), status)
    text = _body(fields)
    if status is PubStatus.USABLE and not text:
        return SkippedItem(label, "remote" if fields.get("renditions") else "no_text")
    sources = [*_names(fields, "infosource", "infosources"), _line(fields.get("copyrightholder"))]
    return WireItem(
        guid=label,
        origin=ORIGIN,
        version=ItemVersion(
            version_number(fields.get("version")), exact_time(_line(fields.get("versioncreated")))
        ),
        status=status,
        headline=_headline(fields),
        text=text,
        embargoed_until=embargo,
        published=moment(_line(fields.get("firstcreated")))
        or moment(_line(fields.get("contentcreated"))),
        language=_line(fields.get("language")) or None,
        provider=next(filter(None, sources), None),
        bylines=_bylines(fields),
        tags=_tags(fields),
        statements=_statements(fields),
    )


def _folded(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields by name in small letters; null is as if it were not there."""
    return {str(name).lower(): field for name, field in value.items() if field is not None}


def _identifier(fields: Fields) -> str:
    return _line(fields.get("uri")) or _line(fields.get("guid"))


def _headline(fields: Fields) -> str:
    """Return the main headline; the item's title, which is metadata, where it has none."""
    headlines = list(_texts(fields, "headline", "headlines"))
    headlines.sort(key=lambda pair: _rank(pair[0], _MAIN_ROLES))
    stated = (" ".join(text.split()) for _, text in headlines)
    plain = (_plain(text) for text in stated)
    return next(filter(None, plain), "") or _line(fields.get("title"))


def _body(fields: Fields) -> str:
    """Return the paragraphs of the fullest body: marked up before plain."""
    bodies = list(_texts(fields, "body", "bodies"))
    bodies.sort(key=lambda pair: _rank(pair[0], _PREFERRED))
    return next(filter(None, (_body_text(kind, text) for kind, text in bodies)), "")


def _body_text(kind: str, text: str) -> str:
    if kind == "nitf":
        markup = xml_prolog.without_prolog(text)
        return nitf.body_text(root_of(markup)) if markup else ""
    if kind in {"xhtml", "html"} or (kind not in {"text", "plain"} and is_markup(text)):
        return text_of_html(text)
    return text.strip()


def _rank(kind: str, preferred: tuple[str, ...]) -> int:
    return preferred.index(kind) if kind in preferred else len(preferred)


def _texts(fields: Fields, single: str, several: str) -> Iterator[tuple[str, str]]:
    """Yield each text of a field with its kind or role: `body`, `body_KIND`, an array of objects.

    Raises ValueError for a value that is no text.
    """
    for name, value in fields.items():
        if name == several or (name == single and isinstance(value, (list, dict))):
            for part in _objects(value):
                yield _kind(part), _checked(part.get("value", ""), name)
        elif name == single:
            yield "", _checked(value, name)
        elif name.startswith(f"{single}_"):
            yield name.removeprefix(f"{single}_"), _checked(value, name)


def _kind(part: Fields) -> str:
    """Return the kind of a body by its media type, else its role."""
    media_type = _line(part.get("contenttype")).lower()
    for kind in ("xhtml", "html", "nitf", "plain"):
        if kind in media_type:
            return kind
    return _line(part.get("role")).lower()


def _checked(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value


def _bylines(fields: Fields) -> tuple[str, ...]:
    lines = [_line(fields.get(name)) for name in ("by", "byline", "creditline")]
    return tuple(dict.fromkeys(filter(None, lines)))


def _tags(fields: Fields) -> tuple[str, ...]:
    """Return the names of the subjects, and the keywords."""
    names = [*_names(fields, "subject", "subjects")]
    keywords = fields.get("keywords", ())
    names += [_line(word) for word in keywords] if isinstance(keywords, list) else []
    return tuple(dict.fromkeys(filter(None, names)))


def _names(fields: Fields, *of: str) -> list[str]:
    return [_line(part.get("name")) for name in of for part in _objects(fields.get(name))]


def _statements(fields: Fields) -> tuple[tuple[str, str], ...]:
    facts = Statements()
    for name, value in fields.items():
        if name in _STATED:
            facts.add(_STATED[name], _line(value))
        elif name in _NAMED:
            for part in _objects(value):
                code = next(
                    (_line(part[key]) for key in ("uri", "literal", "code") if key in part), ""
                )
                facts.add(_NAMED[name], f"{code} {_line(part.get('name'))}")
        elif name == "rightsinfo" and isinstance(value, dict):
            facts.add("usage_terms", *map(_line, value.values()))
    return facts.all()


def _objects(value: object) -> Iterator[Fields]:
    """Yield the objects in an array, or in an object that has them by name; texts as values."""
    parts = value if isinstance(value, list) else []
    if isinstance(value, dict) and value:
        parts = (
            list(value.values()) if any(isinstance(v, dict) for v in value.values()) else [value]
        )
    for part in parts:
        if isinstance(part, dict):
            yield _folded(part)
        elif isinstance(part, str):
            yield {"value": part, "name": part}


def _line(value: object) -> str:
    """Return a text or a number on one line; nothing of any other value."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return " ".join(str(value).split())


def _plain(text: str) -> str:
    return " ".join(text_of_html(text).split()) if "<" in text and is_markup(text) else text
