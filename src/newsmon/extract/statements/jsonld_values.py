"""Values of JSON-LD nodes as publishers write them: texts, addresses, parties; lists of them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from newsmon.text import clean, clean_line

_MOST_PARTIES = 30
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_BLOCK_END = re.compile(r"</(?:p|div|li|h\d|blockquote)>|<br\s*/?>", re.I)


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def text_value(value: Any) -> str:
    value = next(iter(many(value)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return (
        clean_line(unescape(_MARKUP.sub("", unescape(str(value)))))
        if isinstance(value, (str, int))
        else ""
    )


def address_value(value: Any) -> str:
    value = next(iter(many(value)), "")
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("contentUrl") or ""
        return address_value(value) if isinstance(value, list) else str(value)
    return value.strip() if isinstance(value, str) else ""


def keyword_values(value: Any) -> tuple[str, ...]:
    words = [text_value(word) for word in many(value)]
    if len(words) == 1:
        words = words[0].split(",")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))[:50]


def prose_value(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    value = _UNSEEN.sub(" ", unescape(value))
    return _once(clean(unescape(_MARKUP.sub(" ", _BLOCK_END.sub("\n", value)))))


def _once(text: str) -> str:
    """Return the half of a text that is the same words twice, else the text."""
    middle = len(text) // 2
    half = text[:middle].rstrip()
    return half if half and half == text[middle:].lstrip() else text


def follow_reference(value: Any, by_id: dict[str, Any]) -> Any:
    value = next(iter(many(value)), None)
    if isinstance(value, dict) and not value.get("name"):
        return by_id.get(str(value.get("@id")), value)
    return value


def party_name(value: Any) -> str:
    return next(iter(party_names(value)), "")


def party_names(value: Any) -> list[str]:
    """Return the names of a party: as stated, or put together from its parts."""
    if not isinstance(value, dict):
        return [text_value(value)]
    names = [text_value(name) for name in many(value.get("name"))]
    parts = _parts(value) or next(map(_parts, many(value.get("name"))), "")
    if " " in parts and len(names) == 1 and _is_less(names[0], parts):
        return [parts]
    return [*filter(None, names)] or [parts or text_value(value.get("alternateName"))]


def _parts(value: Any) -> str:
    """Return a person's given and family name, as far as they are stated."""
    if not isinstance(value, dict):
        return ""
    stated = (text_value(value.get("givenName")), text_value(value.get("familyName")))
    return " ".join(filter(None, stated))


def _is_less(name: str, parts: str) -> bool:
    """Tell whether a name of one word, such as a login, leaves out a part of the name."""
    return " " not in name and not all(part in name for part in parts.split())


def party_credits(value: Any, by_id: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people: list[str] = []
    organisations: list[str] = []
    for author in _parties(value):
        node = follow_reference(author, by_id)
        is_organisation = isinstance(node, dict) and "Organization" in str(node.get("@type"))
        (organisations if is_organisation else people).extend(party_names(node))
    return tuple(filter(None, people)), tuple(filter(None, organisations))


def _parties(value: Any) -> list[Any]:
    """Return the parties of a value, out of an ordered list of them and out of their roles."""
    parties: list[Any] = []
    for party in many(value)[:_MOST_PARTIES]:
        inner = None
        if isinstance(party, dict):
            inner = party.get("@list") or party.get("@set")
            if "Role" in str(party.get("@type")):
                inner = party.get("author") or party.get("creator")
        parties.extend(many(inner) if inner else [party])
    return parties[:_MOST_PARTIES]


def flag_value(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rsplit("/", 1)[-1])
    return value if isinstance(value, bool) else None
