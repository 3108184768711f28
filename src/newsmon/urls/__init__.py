"""URLs: one spelling to fetch and keep, one key to compare, one owner.

normalise("HTTP://www.Example.com:80/a/../b?utm_source=rss#top")  ->  "http://www.example.com/b"
url_key("https://m.example.com/b/")                               ->  "example.com/b"
"""

from __future__ import annotations

from newsmon.urls.declared import canonical
from newsmon.urls.identity import (
    domain_of,
    is_front_page,
    original,
    registered_domain,
    same_site,
    url_key,
)
from newsmon.urls.normal import MAX_LENGTH, host, normalise, resolved, spelling

__all__ = [
    "MAX_LENGTH", "canonical", "domain_of", "host", "is_front_page",
    "normalise", "original", "registered_domain", "resolved", "same_site", "spelling", "url_key",
]  # fmt: skip
