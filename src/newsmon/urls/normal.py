"""One spelling for each fetchable URL."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote_plus, urljoin, urlsplit

import idna

from newsmon.urls import tables
from newsmon.urls.wrapped import may_be_wrapped, unwrapped

# Addresses that are normal already, as nearly all are; all others take the long way.
_OCTET: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_SPELLED: Final = re.compile(
    rf"https?://(?:(?:[a-z0-9_-]{{1,63}}\.){{0,9}}[a-z][a-z0-9_-]{{0,62}}|{_OCTET}(?:\.{_OCTET}){{3}})"
    r"(?::([1-9][0-9]{0,4}))?"
    r"(?:/(?!\.)[!$&'()*+,;=:@A-Za-z0-9._~-]*)+(?:\?[!$&'()*+,;=:@/?A-Za-z0-9._~-]+)?"
)
MAX_LENGTH: Final = 4096  # characters; longer ones are traps or data, and break indexes
_SCHEME: Final = len("https")  # characters that no address within an address begins before
_SHORT: Final = 253  # characters of a URL whose host cannot be too long
_CACHED: Final = 2048  # spellings remembered: on its way, a URL is spelled by whoever gets it
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]")
# Everything that may not stand as it is; a percent sign may only begin an escape.
_RECODE: Final = re.compile(r"%([0-9A-Fa-f]{2})?|[^!$&'()*+,;=:@/?A-Za-z0-9._~%-]+")
_PARAMETER: Final = re.compile(r"[\w.%+\[\]-]+=")  # a name with a value
_WORD: Final = re.compile(r"[a-z]+")
# The last label of a host that is an IPv4 address in any of its spellings, or nothing at all.
_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\Z")
_ASCII_HOST: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\Z")


@lru_cache(_CACHED)
def normalise(url: str) -> str:
    """Spell a URL in the one way that we fetch and keep it. Idempotent.

    Drops fragments, default ports, session keys and parameters that are nothing but tracking,
    unwraps links that a service wraps (alerts, searches, AMP caches), normalises case, escapes, dot
    segments and IDNA. Keeps everything else, in its order: it may choose the page.

    Raises:
        ValueError: this can't be fetched (scheme, host, port, credentials, length).

    """
    if _is_bare(url):
        return url
    scheme, netloc, path, query = _bare(url)
    while carried := unwrapped(netloc, path, query):
        scheme, netloc, path, query = _bare(carried)
    return _joined(scheme, netloc, path, _without_tracking(query) if query else "")


@lru_cache(_CACHED)
def spelling(url: str) -> str:
    """Spell the same address in one way: only the fragment is dropped. Idempotent.

    For what must be asked for as it was given: feeds, sitemaps, targets of redirects.
    Raises ValueError like `normalise`.
    """
    return url if is_spelled(url) else _joined(*_split(url))


@lru_cache(_CACHED)
def is_spelled(url: str) -> bool:
    """Tell whether a URL is certainly in the spelling that `spelling` gives; False: perhaps not."""
    match = _SPELLED.fullmatch(url) if len(url) <= _SHORT else None
    return match is not None and (match[1] is None or 443 < int(match[1]) < 65536)


def _is_bare(url: str) -> bool:
    """Tell whether a URL is certainly normal: spelled, without a query, and nothing to unwrap."""
    if "?" in url or ";" in url or "(" in url or not is_spelled(url):
        return False
    return not may_be_wrapped(url[_SCHEME:])


def resolved(base: str, address: str) -> str:
    """Resolve an address against a base as `urljoin` does, which drops an empty `;`, too."""
    return address if is_spelled(address) and ";" not in address else urljoin(base, address)


def _joined(scheme: str, netloc: str, path: str, query: str) -> str:
    result = f"{scheme}://{netloc}{path}" + (f"?{query}" if query else "")
    if len(result) > MAX_LENGTH:
        raise ValueError(f"URL longer than {MAX_LENGTH} characters")
    return result


def host(url: str) -> str:
    """Return the host of a URL, lower case, ASCII, without port; ValueError like `normalise`."""
    return host_in(parts(normalise(url))[1])


def parts(normal: str) -> tuple[str, str, str, str]:
    """Return scheme, host with port, path and query of a URL that is normalised."""
    scheme, _, after = normal.partition("://")
    address, _, query = after.partition("?")
    netloc, slash, path = address.partition("/")
    return scheme, netloc, slash + path, query


def host_in(netloc: str) -> str:
    """Return the host of a host with port; an IPv6 address without its brackets."""
    return netloc[1:].partition("]")[0] if netloc.startswith("[") else netloc.partition(":")[0]


def parameters(query: str) -> list[str]:
    """Return each parameter of a query as it is written."""
    return [piece for _, piece in _pieces(query)]


def _pieces(query: str) -> Iterator[tuple[str, str]]:
    """Yield each parameter after what parts it from the last.

    That is `&`, or `;` where all that semicolons part is a name with a value (`id=4;page=2`).
    """
    for piece in filter(None, query.split("&")):
        parts = piece.split(";")
        if all(map(_PARAMETER.match, parts)):
            yield "&", parts[0]
            yield from ((";", part) for part in parts[1:])
        else:
            yield "&", piece


@lru_cache(_CACHED)
def _without_tracking(query: str) -> str:
    """Return a query without what says how a reader came: often the same for all of a feed."""
    pieces = [separator + piece for separator, piece in _pieces(query) if not _is_tracking(piece)]
    return "".join(pieces)[1:]


def _is_tracking(piece: str) -> bool:
    """Tell whether a parameter says how a reader came; `&amp;` may be escaped twice over."""
    name, _, value = piece.removeprefix("amp;").partition("=")
    return _tracks(unquote_plus(name).lower(), unquote_plus(value))


def _split(url: str) -> tuple[str, str, str, str]:
    return parts(url) if is_spelled(url) else _settled(url)


def _settled(url: str) -> tuple[str, str, str, str]:
    """Return scheme, host with port, path and query of any URL, each in its one spelling."""
    if len(url) > 4 * MAX_LENGTH:
        raise ValueError(f"URL longer than {MAX_LENGTH} characters")
    url = re.sub(r"[\t\r\n]", "", url).strip("".join(map(chr, range(0x21))) + "\xa0\ufeff")
    before, mark, after = url.partition("?")
    stated = urlsplit(before.replace("\\", "/") + mark + after)
    scheme = stated.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not a web address: scheme {scheme or 'missing'}")
    if "@" in stated.netloc:
        raise ValueError("credentials in a URL are refused")
    netloc = _host(stated.hostname or "", bracketed=stated.netloc.startswith("["))
    if stated.port == 0:
        raise ValueError("port 0")
    if stated.port and stated.port != _DEFAULT_PORTS[scheme]:
        netloc += f":{stated.port}"
    path = _without_dots(_recode(stated.path.replace("?", "%3F")))
    return scheme, netloc, path, _recode(stated.query)


def _bare(url: str) -> tuple[str, str, str, str]:
    """The same without session keys in the path; taking one out may bring another to light."""
    scheme, netloc, path, query = _split(url)
    while ";" in path or "(" in path:
        shorter = _without_dots(tables.SESSION_PATH.sub("", path))
        if shorter == path:
            break
        path = shorter
    return scheme, netloc, path, query


def _host(name: str, *, bracketed: bool) -> str:
    if bracketed:
        return f"[{ipaddress.IPv6Address(name).compressed}]" if "%" not in name else _no(name)
    name = name.removesuffix(".").lower()
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    if len(name) > 253 or not _ASCII_HOST.match(name):
        return _no(name)
    return _dotted(name) if _NUMBER.match(name) else name


def _dotted(name: str) -> str:
    """Spell an IPv4 address as four decimals, as browsers do; octal, `0x7f.1` and all."""
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except OSError:
        return _no(name)


def _no(name: str) -> str:
    raise ValueError(f"not a host name: {name[:80]!r}")


def _recode(part: str) -> str:
    """Escape what must be, unescape what need not be, hexadecimal digits upper case."""

    def recoded(match: re.Match[str]) -> str:
        text = match[0]
        if not text.startswith("%"):
            return quote(text, safe="", errors="replace")
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.match(character) else text.upper()

    return _RECODE.sub(recoded, part)


def _without_dots(path: str) -> str:
    stack: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            if stack:
                stack.pop()
        elif segment != ".":
            stack.append(segment)
    if segments and segments[-1] in {".", ".."}:
        stack.append("")
    return "/" + "/".join(stack)


def _tracks(name: str, value: str) -> bool:
    lowered = value.lower()
    return (
        name in tables.TRACKING_NAMES
        or name.startswith(tables.TRACKING_PREFIXES)
        or (name in tables.TELLTALE_NAMES and lowered in tables.TELLTALE_VALUES)
        or (name in tables.VARIANT_NAMES and lowered in tables.VARIANT_VALUES)
        or (name in tables.CAMPAIGN_NAMES and _names_a_way(lowered))
        or (name in tables.SESSION_NAMES and bool(tables.SESSION_VALUE.match(value)))
    )


def _names_a_way(value: str) -> bool:
    """Tell whether a word of a value names a way in which readers come."""
    return not tables.CAMPAIGN_WORDS.isdisjoint(_WORD.findall(value))
