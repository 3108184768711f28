"""Pages that send the reader on at once: `<meta http-equiv="refresh" content="0; url=…">`.

Only a page with next to no text of its own does: articles, too, name a page for readers without
scripts, or reload themselves after some minutes.
"""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urljoin

from newsmon import urls

_LOOK_AT: Final = 32 * 1024  # bytes: a page that only sends on is short
_MAX_SECONDS: Final = 3.0
_MAX_WORDS: Final = (
    60  # of visible text: "If you are not redirected, click here" in a few languages
)
_MAX_CHARACTERS: Final = 600  # the same in scripts without spaces
_LATEST: Final = 64  # refreshes looked at

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Elements whose content no reader sees; noscript is read, for its readers are sent on as well.
_UNSEEN: Final = re.compile(
    r"<(script|style|template|textarea|svg)\b[^<>]{0,2000}>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_META: Final = re.compile(r"<meta\b([^<>]{1,4000})>", re.IGNORECASE)
_BASE: Final = re.compile(r"<base\b([^<>]{1,4000})>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CONTENT: Final = re.compile(
    r"""\s*(\d{0,6}(?:\.\d*)?)\s*[;,\s]\s*(?:url\s*=\s*)?(.+)""", re.IGNORECASE | re.DOTALL
)


def target(body: bytes, content_type: str, here: str) -> str | None:
    """Return the URL that a page at `here` sends its reader on to, spelled; None if to none."""
    if len(body) > _LOOK_AT or "html" not in content_type.lower() or b"efresh" not in body.lower():
        return None
    markup = _UNSEEN.sub(" ", _COMMENT.sub(" ", body.decode("utf-8", "replace")))
    words = _TAG.sub(" ", markup).split()
    if len(words) > _MAX_WORDS or sum(map(len, words)) > _MAX_CHARACTERS:
        return None
    base = _base(markup, here)
    for number, element in enumerate(_META.finditer(markup)):
        if number == _LATEST:
            return None
        attributes = _attributes(element[1])
        if attributes.get("http-equiv", "").strip().lower() != "refresh":
            continue
        url = _refresh(attributes.get("content", ""), base)
        if url is not None and url != _spelled(here):
            return url
    return None


def _refresh(content: str, base: str) -> str | None:
    """Return the URL of a refresh that is due at once."""
    match = _CONTENT.fullmatch(content)
    if not match or match[1] in {"", "."} or float(match[1]) > _MAX_SECONDS:
        return None
    url = match[2].strip()
    if url[:1] in {'"', "'"}:
        url = url[1:].partition(url[0])[0].strip()
    try:
        return _spelled(urljoin(base, url)) if url else None
    except ValueError:
        return None


def _base(markup: str, here: str) -> str:
    element = _BASE.search(markup)
    href = _attributes(element[1]).get("href") if element else None
    try:
        return urljoin(here, href) if href else here
    except ValueError:
        return here


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text)
    }


def _spelled(url: str) -> str | None:
    try:
        return urls.spelling(url)
    except ValueError:
        return None
