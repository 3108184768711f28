"""Web Bot Auth: requests signed with our own key, so that a publisher knows who asks.

HTTP message signatures (RFC 9421) over the host asked and the address of our key directory, with
Ed25519, as draft-meunier-web-bot-auth-architecture has it: `Signature-Agent` is a dictionary, and
`keyid` the thumbprint of the key (RFC 7638, RFC 8037).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from newsmon.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LIFETIME: Final = 60  # seconds that a signature is valid
DIRECTORY: Final = "/.well-known/http-message-signatures-directory"
_LABEL: Final = "newsmon"
_PORTS: Final = {"http": 80, "https": 443}


class Signer:
    """Signs requests with one key."""

    def __init__(self, key: str, agent: str, clock: Callable[[], float] = time.time) -> None:
        """`key` is what `new_key` gave, `agent` the origin that serves its directory.

        Raises UsageError for what is no key.
        """
        self._key, self._agent, self._clock = _private(key), agent.rstrip("/"), clock
        self._key_id = thumbprint(key)

    def headers(self, url: str) -> dict[str, str]:
        """Return the headers that sign a request for a URL, valid for a minute."""
        created = int(self._clock())
        covered = f'("@authority" "signature-agent";key="{_LABEL}")'
        parameters = (
            f'{covered};created={created};expires={created + LIFETIME};keyid="{self._key_id}"'
            f';alg="ed25519";nonce="{_text(secrets.token_bytes(32))}";tag="web-bot-auth"'
        )
        base = (
            f'"@authority": {_authority(url)}\n'
            f'"signature-agent";key="{_LABEL}": "{self._agent}"\n'
            f'"@signature-params": {parameters}'
        )
        signature = base64.b64encode(self._key.sign(base.encode())).decode()
        return {
            "Signature-Agent": f'{_LABEL}="{self._agent}"',
            "Signature-Input": f"{_LABEL}={parameters}",
            "Signature": f"{_LABEL}=:{signature}:",
        }


def new_key() -> str:
    """Return a new private key, as text for the environment."""
    return _text(secrets.token_bytes(32))


def directory(key: str) -> dict[str, Any]:
    """Return the key directory to host: a JSON Web Key Set of the public key."""
    return {"keys": [{**_public(key), "kid": thumbprint(key), "use": "sig"}]}


def thumbprint(key: str) -> str:
    """Return the thumbprint of the public key (RFC 7638)."""
    canonical = json.dumps(_public(key), sort_keys=True, separators=(",", ":"))
    return _text(hashlib.sha256(canonical.encode()).digest())


def _public(key: str) -> dict[str, str]:
    public = _private(key).public_key().public_bytes_raw()
    return {"crv": "Ed25519", "kty": "OKP", "x": _text(public)}


def _private(key: str) -> Ed25519PrivateKey:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise UsageError("signing requests needs: pip install 'newsmon[signatures]'") from error
    try:
        seed = base64.urlsafe_b64decode(key.strip() + "=" * (-len(key.strip()) % 4))
        return ed25519.Ed25519PrivateKey.from_private_bytes(seed)
    except ValueError as error:
        raise UsageError("this is no signing key; `newsmon keys new` makes one") from error


def _authority(url: str) -> str:
    """Return host and port as RFC 9421, section 2.2.3, has them: the usual port left out."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    usual = parts.port is None or parts.port == _PORTS.get(parts.scheme)
    return host if usual else f"{host}:{parts.port}"


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
