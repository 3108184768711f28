"""The outlet that an address belongs to, told from the address alone.

Mostly that is its site. On a platform it is the tenant: two authors on Medium are two sources.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from newsmon.urls import registered_domain

# Platforms whose tenants have a host each, and which the public suffix list does not name.
_BY_HOST: Final = frozenset(
    {"beehiiv.com", "ghost.io", "livejournal.com", "medium.com", "substack.com", "tumblr.com",
     "typepad.com", "wordpress.com"}
)  # fmt: skip
# Platforms whose tenants stand in the path, and what may stand before the tenant there.
_BY_PATH: Final = {
    "feedburner.com": (), "github.com": (), "gitlab.com": (), "medium.com": ("feed",),
    "note.com": (), "reddit.com": ("r", "user"), "rss.app": ("feeds",), "tumblr.com": (),
    "vimeo.com": (), "youtube.com": ("c", "user"),
}  # fmt: skip
# Parameters that name the tenant, such as `youtube.com/feeds/videos.xml?channel_id=…`.
_PARAMETERS: Final = {"youtube.com": ("channel_id", "user", "playlist_id")}


def outlet_of(url: str) -> str:
    """Return a key that addresses of one outlet share: `example.com`, `medium.com/jane`."""
    site = registered_domain(url).removeprefix("www.")
    tenant = _tenant(url, site)
    return f"{site}/{tenant}" if tenant else site


def slug_of(url: str) -> str:
    """Return a slug for the outlet at an address: `https://www.example.co.uk/rss` → `example`."""
    site, _, tenant = outlet_of(url).partition("/")
    label = tenant or site.split(".", 1)[0]
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:60].strip("-") or "source"


def _tenant(url: str, site: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    if site in _BY_HOST and host != site:
        return host.removesuffix(f".{site}")
    query = parse_qs(parts.query)
    for name in _PARAMETERS.get(site, ()):
        if name in query:
            return query[name][0]
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if segments and segments[0].startswith("@"):  # as on Mastodon, on any host
        return _bare(segments[0])
    if site not in _BY_PATH:
        return ""
    if len(segments) > 1 and segments[0] in _BY_PATH[site]:
        segments = segments[1:]
    return _bare(segments[0]) if segments else ""


def _bare(segment: str) -> str:
    return re.sub(r"\.(rss|atom|xml|json)$", "", segment.removeprefix("@"))
