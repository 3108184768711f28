"""Signed requests, verified by an implementation that is not ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.exceptions import InvalidSignature
from tests.fetch.servers import settings, site

from newsmon.errors import UsageError
from newsmon.fetch import Fetcher
from newsmon.fetch.bot_auth import Signer, directory, new_key, thumbprint

AGENT = "https://crawler.example.org"


@dataclass
class Message:
    """A request as the verifier takes it."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"


class Directory(HTTPSignatureKeyResolver):
    """The public keys of a key directory, by their id."""

    def __init__(self, keys: dict[str, Any]) -> None:
        self._keys = {key["kid"]: key["x"] for key in keys["keys"]}

    def resolve_public_key(self, key_id: str) -> Any:
        import base64

        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        return Ed25519PublicKey.from_public_bytes(
            base64.urlsafe_b64decode(self._keys[key_id] + "=")
        )


def verify(key: str, message: Message) -> Any:
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.ED25519, key_resolver=Directory(directory(key))
    )
    (result,) = verifier.verify(message, max_age=timedelta(seconds=60))
    return result


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/news/1", "https://Paper.example:443/", "http://paper.example:8080/a",
    ],
)  # fmt: skip
def test_an_independent_verifier_agrees(url: str) -> None:
    key = new_key()
    result = verify(key, Message(url, Signer(key, AGENT).headers(url)))
    assert result.parameters["tag"] == "web-bot-auth"
    assert result.parameters["keyid"] == thumbprint(key)
    signed = set(result.covered_components) - {'"@signature-params"'}
    assert signed == {'"@authority"', '"signature-agent";key="newsmon"'}


@pytest.mark.parametrize("change", ["host", "agent", "key"])
def test_what_is_signed_cannot_be_changed(change: str) -> None:
    key, url = new_key(), "https://paper.example/"
    headers = Signer(key, AGENT).headers(url)
    if change == "host":
        url = "https://other.example/"
    if change == "agent":
        headers["Signature-Agent"] = headers["Signature-Agent"].replace("crawler", "another")
    with pytest.raises((InvalidSignature, KeyError)):
        verify(new_key() if change == "key" else key, Message(url, headers))


def test_no_two_signatures_are_alike() -> None:
    signer = Signer(new_key(), AGENT)
    assert len({signer.headers("https://a.example/")["Signature"] for _ in range(5)}) == 5


@pytest.mark.parametrize("key", ["", "abc", "ä", "A" * 100])
def test_what_is_no_key_is_said(key: str) -> None:
    with pytest.raises(UsageError, match="newsmon keys new"):
        Signer(key, AGENT)


def test_the_directory_holds_the_public_key_alone() -> None:
    key = new_key()
    assert key not in str(directory(key))
    assert directory(key)["keys"][0].keys() == {"crv", "kty", "x", "kid", "use"}


def test_the_thumbprint_is_that_of_the_standard() -> None:  # RFC 8037, appendix A.3
    assert (
        thumbprint("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
        == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    )


async def test_every_hop_of_a_request_is_signed_for_its_host() -> None:
    key = new_key()
    messages: list[Message] = []

    async def handler(request: web.Request) -> web.Response:
        messages.append(Message(str(request.url), dict(request.headers)))
        if request.path == "/first":
            raise web.HTTPFound("/second")
        return web.Response(text="<html>", content_type="text/html")

    signature = {"agent": AGENT, "key": "${SIGNING_KEY}"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNING_KEY", key)
        configured = settings(signature=signature)
    async with site(handler) as base, Fetcher(configured) as fetcher:
        await fetcher.get(f"{base}/first")
    assert len(messages) == 2
    for message in messages:
        assert verify(key, message)
