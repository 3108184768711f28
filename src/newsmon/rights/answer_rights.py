"""Rights in an answer: in its headers, in the head of its page, and in a demand for payment."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from newsmon.rights import rsl
from newsmon.rights.preferences import signals, usages
from newsmon.rights.statements import Origin, Statement, Use, Verdict, bounded
from newsmon.rights.tdmrep import RESERVATIONS

Headers = Sequence[tuple[str, str]]

_HEAD: Final = 64 * 1024  # bytes in which a page's meta elements stand
_ELEMENT: Final = re.compile(rb"<(meta|link)\s([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    rb"""\b(name|content|rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE
)
_WORDS: Final = (b"robots", b"tdm-", b"rsl+xml")  # no other element states anything
_SCRIPT: Final = re.compile(
    rb"""<script\s[^<>]{0,200}application/rsl\+xml[^<>]{0,200}>(.{1,20000}?)</script""",
    re.IGNORECASE | re.DOTALL,
)
_LINK: Final = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
# Directives of X-Robots-Tag that hold a colon, and so look like the name of a crawler.
_WITH_VALUE: Final = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_DIRECTIVES: Final = {
    "noai": (Use.AI_TRAIN,),
    "noindex": (Use.SEARCH,),
    "none": (Use.SEARCH,),
}


@dataclass(frozen=True, slots=True)
class AnswerRights:
    """The statements that came with a page, nearest first, and the licences it names."""

    page: tuple[Statement, ...] = ()
    header: tuple[Statement, ...] = ()
    licences: tuple[str, ...] = ()  # URLs of RSL documents


def rights_of_answer(
    headers: Headers, body: bytes, content_type: str, *, agent: str, url: str
) -> AnswerRights:
    """Return what an answer states; `agent` is our product's name, `url` its final address."""
    in_headers, links = _of_headers(headers, agent)
    if "html" not in content_type:
        return AnswerRights(header=in_headers, licences=_absolute(links, url))
    in_page, page_links = _of_page(body[:_HEAD], agent, url)
    return AnswerRights(in_page, in_headers, _absolute([*links, *page_links], url))


def demand_of(status: int, headers: Headers, body: bytes) -> str | None:
    """Return the demand for payment or a licence in a refusal; None where it is another one.

    402 in any form: `crawler-price`, x402 (header or body), or nothing but the status; and 401 with
    the scheme `License` (RSL 1.0, section 4.10).
    """
    by_name = {name.lower(): value for name, value in headers}
    asks_for_licence = by_name.get("www-authenticate", "").lower().startswith("license")
    if status != 402 and not (status == 401 and asks_for_licence):
        return None
    price = by_name.get("crawler-price") or _x402_price(by_name.get("payment-required"), body)
    return bounded(f"status {status}, {price or ('licence' if asks_for_licence else 'no price')}")


def demand_for_payment(detail: str) -> Statement:
    """Return the statement of a refusal, from the text that `demand_of` gave."""
    price = detail.partition(", ")[2]
    return Statement(Use.ALL, Verdict.PRICED, Origin.HTTP_402, detail, price=price or None)


def _of_headers(headers: Headers, agent: str) -> tuple[tuple[Statement, ...], list[str]]:
    statements: list[Statement] = []
    links: list[str] = []
    values = {name.lower(): value for name, value in headers}
    for name, value in headers:
        line = f"{name}: {value}"
        match name.lower():
            case "tdm-reservation":
                statements += _tdm(value, line, Origin.HEADER, values.get("tdm-policy"))
            case "x-robots-tag":
                statements += _robots_tag(value, line, Origin.HEADER, agent)
            case "content-signal":
                statements += signals(value, line, Origin.HEADER)
            case "link":
                links += _licence_links(value)
    usage = [(name, value) for name, value in headers if name.lower() == "content-usage"]
    if usage:  # several lines are one dictionary (RFC 9651, section 4.2)
        value = ", ".join(value for _, value in usage)
        statements += usages(value, f"{usage[0][0]}: {value}", Origin.HEADER)
    return tuple(statements), links


def _of_page(head: bytes, agent: str, url: str) -> tuple[tuple[Statement, ...], list[str]]:
    elements = list(_elements(head, (*_WORDS, agent.lower().encode())))
    metas = [
        (e.get("name", "").lower(), e.get("content", "")) for kind, e in elements if kind == "meta"
    ]
    policy = next((content for name, content in metas if name == "tdm-policy"), None)
    statements: list[Statement] = []
    for name, content in metas:
        line = f"meta {name}: {content}"
        if name == "tdm-reservation":
            statements += _tdm(content, line, Origin.META, policy)
        elif name in {"robots", agent.lower()}:
            statements += _robots_tag(content, line, Origin.META, agent)
    links = [e.get("href", "") for kind, e in elements if kind == "link" and _names_licence(e)]
    for script in _SCRIPT.finditer(head) if b"application/rsl+xml" in head else ():
        if not _is_comment(head, script.start()):
            inline = rsl.parse_licence(script[1])
            statements += rsl.rights_of_licences(inline, url, url)
    return tuple(statements), links


def _elements(head: bytes, words: Sequence[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes of the meta and link elements that hold one of these words."""
    lower = head.lower()
    places = {
        lower.rfind(b"<", max(0, place - 1000), place)
        for word in words
        for place in _places(lower, word)
    }
    for place in sorted(places):
        match = _ELEMENT.match(head, place) if place >= 0 else None
        if match is None or _is_comment(head, place) or _is_script(lower, place):
            continue
        yield (
            match[1].decode().lower(),
            {
                key.decode().lower(): _value(b"".join(values))
                for key, *values in _ATTRIBUTE.findall(match[2])
            },
        )


def _value(attribute: bytes) -> str:
    text = attribute.decode("utf-8", "replace")
    return (html.unescape(text) if "&" in text else text).strip()


def _places(text: bytes, word: bytes) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _names_licence(link: dict[str, str]) -> bool:
    is_licence = "license" in link.get("rel", "").lower().split()
    return is_licence and rsl.MEDIA_TYPE in link.get("type", "").lower()


def _is_comment(head: bytes, place: int) -> bool:
    return head.rfind(b"<!--", 0, place) > head.rfind(b"-->", 0, place)


def _is_script(lower: bytes, place: int) -> bool:
    return lower.rfind(b"<script", 0, place) > lower.rfind(b"</script", 0, place)


def _tdm(value: str, line: str, origin: Origin, policy: str | None) -> list[Statement]:
    verdict = RESERVATIONS.get(value.strip())
    if verdict is None:
        return []
    return [
        Statement(
            Use.MINE, verdict, origin, bounded(line), policy=bounded(policy) if policy else None
        )
    ]


def _robots_tag(value: str, line: str, origin: Origin, agent: str) -> list[Statement]:
    """Return the statements of robots directives, those for other crawlers left out."""
    is_ours = True
    statements: list[Statement] = []
    for piece in value.lower().split(","):
        directive = piece.strip()
        name, colon, value_or_directive = directive.partition(":")
        if colon and name.strip() not in _WITH_VALUE:
            is_ours = name.strip() in {agent.lower(), "*"}
            directive = value_or_directive.strip()
        if is_ours:
            statements += [
                Statement(use, Verdict.RESERVED, origin, bounded(line))
                for use in _DIRECTIVES.get(directive, ())
            ]
    return statements


def _licence_links(value: str) -> list[str]:
    return [
        target.strip()
        for target, parameters in _LINK.findall(value)
        if re.search(r"rel\s*=\s*\"?[^\";]*\blicense\b", parameters, re.IGNORECASE)
        and rsl.MEDIA_TYPE in parameters.lower()
    ]


def _absolute(links: Iterable[str], url: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urljoin(url, link) for link in links if link))[:2]


def _x402_price(header: str | None, body: bytes) -> str | None:
    """Return the price that x402 asks for; None where the answer does not speak it."""
    for text in (_unpacked(header), body[:20_000].decode("utf-8", "replace")):
        try:
            demand = json.loads(text)
        except (ValueError, RecursionError):
            continue
        accepts = demand.get("accepts") if isinstance(demand, dict) else None
        if isinstance(accepts, list) and accepts and isinstance(accepts[0], dict):
            return _terms(accepts[0])
    return None


def _terms(offer: dict[str, Any]) -> str:
    amount = offer.get("amount") or offer.get("maxAmountRequired") or ""
    extra = offer.get("extra")
    currency = extra.get("name") if isinstance(extra, dict) else offer.get("asset")
    return " ".join(f"x402 {amount} {currency or ''} {offer.get('network') or ''}".split())


def _unpacked(header: str | None) -> str:
    try:
        return base64.b64decode(header or "", validate=True).decode()
    except ValueError:
        return ""
