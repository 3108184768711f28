"""Hosts of the public internet, which tell whether this machine is online."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from newsmon.fetch.public_addresses import Policy
from newsmon.fetch.public_addresses import is_public as is_public_address


def is_public(host: str, allowed: Sequence[str]) -> bool:
    """Tell whether a host (`name` or `name:port`) is public, not a private one that is allowed."""
    return _is_public(host, tuple(allowed))


@lru_cache(4096)
def _is_public(host: str, allowed: tuple[str, ...]) -> bool:
    parts = urlsplit(f"//{host}")
    name = parts.hostname or ""
    try:
        return is_public_address(name)
    except ValueError:
        return not Policy.allowing(allowed).names & {name, f"{name}:{parts.port}"}
