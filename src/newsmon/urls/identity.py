"""Identity of URLs: one page, one site, one publisher."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

import tld

from newsmon.urls import tables
from newsmon.urls.normal import host, host_in, normalise, parameters, parts
from newsmon.urls.wrapped import archived_original


def url_key(url: str) -> str:
    """Return the identity of a URL: equal for the spellings and variants of one page.

    Scheme, `www.`, mobile and AMP variants, the order of parameters and a trailing slash do not
    count; a copy in a web archive is its original. Not an address: only for comparing. Raises
    ValueError like `normalise`.
    """
    _, netloc, path, query = parts(original(normalise(url)))
    if any(word in path for word in tables.VARIANT_WORDS):
        for pattern, stands_for in tables.VARIANT_PATHS:
            path = pattern.sub(stands_for, path)
    bare = host_in(netloc)
    port = netloc.rpartition("]")[2].partition(":")[2]
    name = _without_variant(bare)
    if ":" in name:
        name = f"[{name}]"
    port = f":{port}" if port else ""
    query = "&".join(sorted(parameters(query)))
    return name + port + path.rstrip("/") + (f"?{query}" if query else "")


def original(url: str) -> str:
    """Return the address of which a web archive's address has a copy, normalised; others as is."""
    carried = archived_original(url)
    try:
        return url if carried is None else normalise(carried)
    except ValueError:  # an archive's address with none behind it
        return url


def is_front_page(url: str) -> bool:
    """Tell whether an address is a site's front page, of a language or not: no article's."""
    stated = urlsplit(url)
    return not stated.query and bool(tables.FRONT_PATH.fullmatch(stated.path))


def registered_domain(url: str) -> str:
    """Return the registered part of its host: `example.co.uk`, `someone.github.io`, or an IP."""
    return domain_of(host(url))


def same_site(a: str, b: str) -> bool:
    """Tell whether two URLs belong to one registered domain."""
    try:
        return registered_domain(a) == registered_domain(b)
    except ValueError:
        return False


_CACHED_HOSTS: Final = 8192


@lru_cache(_CACHED_HOSTS)
def domain_of(name: str) -> str:
    """Return the registered domain of a host name, or itself where the public suffix list has none.

    The list is the one that ships with `tld`; nothing is ever downloaded.
    """
    try:
        ipaddress.ip_address(name)
    except ValueError:
        domain = tld.get_fld(
            f"https://{name}/", fail_silently=True, search_private=True, fix_protocol=False
        )
        return str(domain) if domain else name
    return name


@lru_cache(_CACHED_HOSTS)
def _without_variant(name: str) -> str:
    domain = domain_of(name)
    if domain == name or not name.endswith("." + domain):
        return name
    labels = name[: -len(domain) - 1].split(".")
    labels = [label for label in labels if label not in tables.VARIANT_LABELS]
    return ".".join([*labels, domain])
