"""Identity of a live blog's posts: the same post has the same key each time the page is read."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from newsmon.extract.live.post_claims import PostClaim
from newsmon.text.line_keys import text_key

_OPENING = 100  # letters of a text that stand for a post without time or headline
_NUMBERED = re.compile(r"\D*?(\d{1,4})\D*")
_LONGEST_KEY = 200  # characters; longer is hashed


def post_keys(posts: Sequence[PostClaim], url: str) -> list[str]:
    """Return a key for each post, no two alike.

    The place or page that it has for itself comes first; ids that number the posts from the
    newest one on, which the next post would change, are none. Then the time with the headline.
    """
    places = [urlsplit(post_address(post, url)) for post in posts]
    own = urlsplit(url)
    ways = (
        [f"#{place.fragment}" if place.fragment else "" for place in places],
        [_page_key(place, own) for place in places],
        [f"#{post.anchor}" if post.anchor else "" for post in posts],
    )
    telling = [_telling(keys, posts) for keys in ways]
    keys = [
        next(filter(None, stated), "") or _content_key(post)
        for post, *stated in zip(posts, *telling, strict=True)
    ]
    return _distinct([key if len(key) <= _LONGEST_KEY else _hash(key) for key in keys])


def post_address(post: PostClaim, url: str) -> str:
    """Return the web address of a post; its blog's where it states none that can be used."""
    return _absolute(post.address.strip(), url)


@functools.lru_cache(maxsize=4_096)
def _absolute(address: str, url: str) -> str:
    if len(address.split()) != 1:
        return url
    try:
        parts = urlsplit(urljoin(url, address))
    except ValueError:
        return url
    is_web = parts.scheme in ("http", "https") and parts.netloc
    return parts.geturl()[:2_000] if is_web else url


def _page_key(place: SplitResult, own: SplitResult) -> str:
    """Return what tells a post's page from its blog's; empty where nothing does."""
    path = place.path.rstrip("/")
    if (place.netloc, path, place.query) == (own.netloc, own.path.rstrip("/"), own.query):
        return ""
    return f"{place.netloc}{path}" + (f"?{place.query}" if place.query else "")


def _telling(keys: Sequence[str], posts: Sequence[PostClaim]) -> list[str]:
    """Return the keys that only one post has; none where they number the posts."""
    if _is_numbered(keys, posts):
        return [""] * len(keys)
    counts = Counter(keys)
    return [key if counts[key] == 1 else "" for key in keys]


def _is_numbered(keys: Sequence[str], posts: Sequence[PostClaim]) -> bool:
    """Tell whether ids count the posts from the newest, so that each new post shifts them all."""
    numbers = [int(m[1]) if (m := _NUMBERED.fullmatch(key)) else None for key in keys]
    if not numbers or numbers[0] not in (0, 1):
        return False
    if any(number != (numbers[0] or 0) + place for place, number in enumerate(numbers)):
        return False
    times = [post.posted.at for post in posts if post.posted]
    return len(times) < 2 or times[0] >= times[-1]


def _content_key(post: PostClaim) -> str:
    """Return a key by time and headline; by how the text begins where one of them is missing."""
    when = post.posted.at.isoformat() if post.posted else ""
    words = text_key(post.title)
    if not when or not words:
        words += text_key(post.text)[:_OPENING]
    return f"{when} {_hash(words)}"


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:24]


def _distinct(keys: Sequence[str]) -> list[str]:
    """Return the keys, those that stand several times numbered from the last: the oldest."""
    repeated: Counter[str] = Counter()
    numbered = []
    for key in reversed(keys):
        repeated[key] += 1
        numbered.append(key if repeated[key] == 1 else f"{key} {repeated[key]}")
    return numbered[::-1]
