"""Authenticated content distribution (section 7.1): whether a body comes from the hub."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

_METHODS: Final = ("sha1", "sha256", "sha384", "sha512")  # section 7.1.1
_LONGEST: Final = 200  # characters of the header


def is_signed(header: str | None, body: bytes, secret: str, *, weak: bool = False) -> bool:
    """Tell whether `X-Hub-Signature` is the body's, under the secret; in constant time.

    The method is the one that the header states. `weak` takes SHA-1, too, which is good enough
    only where the callback is reached over TLS (section 8.3).
    """
    method, _, stated = (header or "")[:_LONGEST].strip().partition("=")
    method = method.lower()
    if method not in _METHODS or (method == "sha1" and not weak):
        return False
    digest = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(digest.encode(), stated.strip().lower().encode())
