"""Addresses within addresses: links wrapped by services, caches of AMP pages, web archives.

A wrapper (an alert service, a search engine, a network) only leads on to the address it carries, so
that one is meant. An archive has a copy of its own: it is asked for, but it is the same page.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote

_WEB_ADDRESS: Final = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+|https?://(?:localhost|\[)", re.I)


@dataclass(frozen=True, slots=True)
class _Wrapper:
    """A service that wraps links: pattern of host and path, names of the parameter."""

    place: re.Pattern[str]
    names: tuple[str, ...]
    decode: Callable[[str], str] = str


def _bing(value: str) -> str:
    """Decode `a1` and base64 without padding."""
    encoded = value.removeprefix("a1")
    try:
        return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def _proofpoint(value: str) -> str:
    """Decode the second form of Proofpoint: `-` for a percent sign, `_` for a slash."""
    return unquote(value.replace("-", "%").replace("_", "/"))


def _disqus(value: str) -> str:
    """Take off the signature behind the address."""
    return re.sub(r":[\w-]{8,}\Z", "", value)


def _with_scheme(value: str) -> str:
    return value if "://" in value else f"https://{value}"


def _wrapper(place: str, *names: str, decode: Callable[[str], str] = str) -> _Wrapper:
    return _Wrapper(re.compile(place + r"\Z", re.I), names, decode)


# Domains of the network that was Commission Junction.
_CONVERSANT: Final = r"(?:anrdoezrs\.net|dpbolvw\.net|jdoqocy\.com|kqzyfj\.com|tkqlhce\.com)"
_WRAPPERS: Final = (
    _wrapper(r"(?:\w+\.)?google\.[a-z.]{2,6}/(?:url|alerts/url|news/url)", "url", "q"),
    _wrapper(r"(?:\w+\.)?bing\.com/news/apiclick\.aspx", "url"),
    _wrapper(r"(?:\w+\.)?bing\.com/ck/a", "u", decode=_bing),
    _wrapper(r"(?:\w+\.)?duckduckgo\.com/l/?", "uddg"),
    _wrapper(r"(?:lm?|www)\.facebook\.com/l\.php", "u"),
    _wrapper(r"l\.(?:instagram\.com|threads\.(?:net|com)|messenger\.com)/(?:l\.php)?", "u"),
    _wrapper(r"(?:www\.)?youtube\.com/redirect", "q"),
    _wrapper(r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)/?", "url"),
    _wrapper(r"(?:[\w-]+\.)?pinterest\.[a-z.]{2,6}/offsite/?", "url"),
    _wrapper(r"(?:www\.)?facebook\.com/flx/warn/?", "u"),
    _wrapper(r"l\.wl\.co/l", "u"),
    _wrapper(r"t\.me/iv", "url"),
    _wrapper(r"medium\.com/m/global-identity(?:-2)?", "redirecturl"),
    _wrapper(r"steamcommunity\.com/linkfilter/?", "url", "u"),
    _wrapper(r"disq\.us/(?:url|\?url|p/\w+)?", "url", decode=_disqus),
    _wrapper(r"(?:www\.)?curseforge\.com/linkout", "remoteurl", decode=unquote),
    _wrapper(r"exit\.sc/?", "url"),
    _wrapper(r"(?:link\.(?:zhihu|juejin)\.(?:com|cn)|link\.csdn\.net)/?", "target"),
    _wrapper(r"(?:www\.)?douban\.com/link2/?", "url"),
    _wrapper(r"(?:www\.)?weibo\.(?:cn|com)/sinaurl", "u", "toasturl"),
    _wrapper(r"c\.pc\.qq\.com/[\w.-]+", "pfurl", "url"),
    # networks of affiliates
    _wrapper(r"go\.(?:skimresources|redirectingat)\.com/?", "url"),
    _wrapper(r"redirect\.viglink\.com/?", "u", "out"),
    _wrapper(r"(?:www\.)?awin1\.com/(?:cread|awclick|pclick)\.php", "ued", "p"),
    _wrapper(r"click\.linksynergy\.com/(?:deeplink|link|fs-bin/click)", "murl", "rd_parm1"),
    _wrapper(r"(?:www\.)?shareasale\.com/r\.cfm", "urllink", decode=_with_scheme),
    _wrapper(rf"(?:www\.)?{_CONVERSANT}/click-\d+-\d+(?:-\d+)?", "url"),
    # what companies put before links in mails
    _wrapper(r"statics\.teams\.(?:cdn\.office\.net|microsoft\.com)/.*", "url"),
    _wrapper(r"linkprotect\.cudasvc\.com/url", "a"),
    _wrapper(r"link\.edgepilot\.com/s/.*", "u"),
    _wrapper(r"clicktime\.symantec\.com/.*", "u"),
    _wrapper(r"(?:m\.|www\.)?vk\.(?:com|ru)/away\.php", "to"),
    _wrapper(r"t\.umblr\.com/redirect", "z"),
    _wrapper(r"out\.reddit\.com/.*", "url"),
    _wrapper(r"[\w.-]+\.safelinks\.protection\.outlook\.com/.*", "url"),
    _wrapper(r"urldefense\.proofpoint\.com/v1/url", "u"),
    _wrapper(r"urldefense(?:\.proofpoint)?\.com/v2/url", "u", decode=_proofpoint),
    _wrapper(r"slack-redir\.net/link", "url"),
    _wrapper(r"getpocket\.com/redirect", "url"),
    _wrapper(r"(?:yandex\.\w+|(?:\w+\.)?yandex\.\w+)/clck/.*", "url", "u"),
    # any other: a host or a path that says so, with a whole address in a parameter that says so
    _wrapper(
        r"(?:go|out|redirect|redir|away|exit|click|track(?:ing)?|links?)\.[^/]+/?",
        *("url", "u", "to", "target", "dest", "destination", "redirect", "redirect_url"),
    ),
    _wrapper(
        r"[^/]+/(?:.*/)?(?:redirect(?:or)?|redir|out|away|exit|goto|jump|click|apiclick|leave|"
        r"outbound|external|url|link|track/click)(?:\.(?:php|aspx?|html?|cgi))?/?",
        *("url", "u", "to", "target", "dest", "destination", "link", "redirect", "redirect_url"),
    ),
)

# The address in the path: after `RU=` (Yahoo), `__` (Proofpoint's third form), `*` (old Yahoo).
_IN_PATH: Final = (
    re.compile(r"r\.search\.yahoo\.com/.*/RU=(?P<url>[^/]+)/.*", re.I),
    re.compile(r"(?:us\.)?rd\.yahoo\.com/.*\*(?P<url>https?(?:://|%3A).+)", re.I),
    re.compile(rf"(?:www\.)?{_CONVERSANT}/links/.*?/(?P<url>https?(?:://|%3A).+)", re.I),
    re.compile(r"prf\.hn/click/.*?/destination:(?P<url>https?(?:://|%3A).+)", re.I),
    re.compile(r"secure-web\.cisco\.com/[^/]+/(?P<url>https?%3A.+)", re.I),
    re.compile(
        r"(?:href\.li|anonym\.(?:to|es)|anon\.to|nullrefer\.com|(?:www\.)?deviantart\.com/users/outgoing)"
        r"/?\?(?P<url>https?://.+)",
        re.I,
    ),
    re.compile(r"urldefense\.com/v3/__(?P<url>https?:/.+?)__;.*", re.I),
)
AMP_CACHES: Final = (
    re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/amp/(?P<s>s/)?(?P<bare>.+)"),
    re.compile(r"[a-z0-9-]+\.cdn\.ampproject\.org/[cv]/(?P<s>s/)?(?P<bare>.+)"),
)
# Web archives by host: what they show is believed to be the original, so they are named one by one.
_ARCHIVED: Final = re.compile(
    r"(?:[\w-]+\.)*(?:web\.archive\.org|archive-it\.org|arquivo\.pt|nationalarchives\.gov\.uk|"
    r"webarchive\.org\.uk|webarchive\.parliament\.uk|webarchive\.loc\.gov|swap\.stanford\.edu|"
    r"vefsafn\.is|webarchiv\.cz|digar\.ee|haw\.nsk\.hr|bac-lac\.(?:canada\.ca|gc\.ca)|"
    r"web\.archive\.org\.au|eresources\.nlb\.gov\.sg|"
    r"archive\.(?:today|ph|is|li|md|vn|fo))"
    # a time of capture with marks of Wayback and pywb (`20240514im_`), or with dots; an id; none
    r"/(?:.*/)?(?:\d{1,14}(?:[a-z]{2}_)?|\d{4}\.\d\d\.\d\d-\d{6}|o/\w+|web|wayback)?/*"
    r"(?P<url>https?(?::|%3A)/+[^/].*)",
    re.I,
)
_ARCHIVED_BARE: Final = re.compile(
    r"web\.archive\.org/web/\d{1,14}(?:[a-z]{2}_)?/(?P<url>[\w-]+(?:\.[\w-]+)+/.*)", re.I
)
# A template that writes the site before an address that is whole.
_DOUBLED: Final = re.compile(r"(?P<host>[^/]+)/+(?P<url>https?:/+(?P=host)(?:/.*)?)", re.I)


def unwrapped(netloc: str, path: str, query: str) -> str | None:
    """Return the address that a wrapped link carries, as it is written there; None for others."""
    whole = netloc + path + (f"?{query}" if query else "")
    return _carried(netloc + path, query, whole) if may_be_wrapped(whole) else None


def _carried(place: str, query: str, whole: str) -> str | None:
    for cache in AMP_CACHES:
        if match := cache.fullmatch(place):
            scheme = "https" if match["s"] else "http"
            return f"{scheme}://{match['bare']}" + whole[len(place) :]
    for in_path in _IN_PATH:
        if (match := in_path.fullmatch(whole)) and (url := _address(match["url"])):
            return url
    if match := _DOUBLED.fullmatch(place):
        return (_address(match["url"]) or "") + whole[len(place) :]
    if "=" not in query or not _may_carry_address(query):
        return None
    carried = {name.lower(): values for name, values in parse_qs(query).items()}
    for wrapper in _WRAPPERS:
        if wrapper.place.match(place):
            for name in wrapper.names:
                if name in carried and (url := _address(wrapper.decode(carried[name][0]))):
                    return url
    return None


def may_be_wrapped(whole: str) -> bool:
    """Tell whether to look further; most addresses hold no other one.

    `whole` is what follows the scheme. An address within it is spelled out, but in caches of AMP
    pages and in the queries of some services.
    """
    return "amp" in whole or _may_carry_address(whole)


def _may_carry_address(query: str) -> bool:
    """Tell whether to look further; most queries carry none."""
    lowered = query.lower()
    return "http" in lowered or "u=a1" in lowered or "urllink=" in lowered


def _address(text: str) -> str | None:
    """Return what is a web address, in one slash or two, escaped or not."""
    url = unquote(text) if text[:12].lower().startswith(("http%3a", "https%3a")) else text
    url = re.sub(r"\A(https?):/+", r"\1://", url, flags=re.I)
    return url if _WEB_ADDRESS.match(url) else None


def archived_original(url: str) -> str | None:
    """Return the address of the page that an archive's address has a copy of; None for others."""
    if "archive" not in url and url.count(":/") < 2:
        return None
    place = url.partition("://")[2]
    if match := _ARCHIVED.fullmatch(place):
        return _address(match["url"])
    match = _ARCHIVED_BARE.fullmatch(place)
    return _address(f"http://{match['url']}") if match else None
