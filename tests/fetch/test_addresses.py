"""Only public addresses are connected to, and those that the configuration names."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.servers import settings, site

from newsmon.fetch import Answer, Fetcher
from newsmon.fetch.public_addresses import Policy, is_public
from newsmon.model import Failure, Reason

INWARD = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001::1",
    "2001:db8::1",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "100::1",
    "2606:4700::1111%2",
]
OUTWARD = [
    "1.1.1.1",
    "8.8.8.8",
    "151.101.1.164",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", INWARD)
def test_addresses_that_lead_inward_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert not Policy().allows("example.com", 80, address)


@pytest.mark.parametrize("address", OUTWARD)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_clothes_stays_what_it_is(address: object) -> None:
    assert (
        is_public(f"::ffff:{address}")
        == is_public(str(address))
        == is_public(f"64:ff9b::{address}")
    )


@pytest.mark.parametrize(
    ("entry", "allowed"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("127.0.0.0/8", True),
        ("LOCALHOST", True),
        ("localhost:8001", False),
        ("10.0.0.0/8", False),
        ("127.0.0.2", False),
        ("local", False),
        ("", False),
    ],
)
def test_private_hosts_are_allowed_by_name_port_address_or_network(
    entry: str, allowed: bool
) -> None:
    assert Policy.allowing([entry]).allows("localhost", 8000, "127.0.0.1") is allowed


def test_an_allowed_name_allows_only_itself() -> None:
    policy = Policy.allowing(["intranet.example", "[::1]:8000"])
    assert policy.allows("intranet.example", 80, "10.1.2.3")
    assert not policy.allows("evil.example", 80, "10.1.2.3")
    assert policy.allows("::1", 8000, "::1")
    assert not policy.allows("::1", 8001, "::1")


async def _ok(_: web.Request) -> web.Response:
    return web.Response(text="secret")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0x7f.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "[::]",
        "0.0.0.0",
        "2130706433",
        "017700000001",
        "[::1]",
    ],
)
async def test_loopback_is_refused_in_every_spelling(host: str) -> None:
    async with site(_ok) as url, Fetcher() as fetcher:
        port = url.rpartition(":")[2]
        answer = await fetcher.get(f"http://{host}:{port}/")
        assert isinstance(answer, Failure)
        assert answer.reason in {Reason.FORBIDDEN_ADDRESS, Reason.BAD_URL}


async def test_a_redirect_inward_is_refused() -> None:
    async def handler(request: web.Request) -> web.Response:
        raise web.HTTPFound(f"http://169.254.169.254/latest/meta-data?from={request.path}")

    async with site(handler) as url, Fetcher(settings()) as fetcher:
        answer = await fetcher.get(url)
        assert isinstance(answer, Failure)
        assert answer.reason is Reason.FORBIDDEN_ADDRESS


async def test_a_name_that_resolves_inward_is_refused_at_connect_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The name changes its mind between two look-ups: what counts is where the socket goes."""
    real, answers = socket.getaddrinfo, ["127.0.0.1"]

    def rebinding(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host == "rebind.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[0], port))]
        return real(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    async with site(_ok) as url, Fetcher(settings(allow_private_hosts=["10.9.9.9"])) as fetcher:
        port = url.rpartition(":")[2]
        answer = await fetcher.get(f"http://rebind.example:{port}/")
        assert isinstance(answer, Failure)
        assert answer.reason is Reason.FORBIDDEN_ADDRESS
        assert "127.0.0.1" in answer.detail


async def test_a_name_allowed_as_asked_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real(
            "127.0.0.1" if host == "intranet.example" else host, *rest, **more
        ),
    )
    async with site(_ok) as url:
        port = url.rpartition(":")[2]
        allowed = settings(allow_private_hosts=[f"intranet.example:{port}"])
        async with Fetcher(allowed) as fetcher:
            answer = await fetcher.get(f"http://intranet.example:{port}/")
            assert isinstance(answer, Answer)
            assert answer.body == b"secret"
            other = await fetcher.get(url)
            assert isinstance(other, Failure)


async def test_behind_a_proxy_the_target_is_checked_and_only_the_proxy_is_exempt() -> None:
    asked: list[str] = []

    async def proxy(request: web.Request) -> web.Response:
        asked.append(request.path_qs)
        return web.Response(text="by proxy")

    async with site(proxy) as url, Fetcher(settings(allow_private_hosts=[])) as fetcher:
        for target in ("http://10.0.0.1/", "http://localhost/", "http://[::1]/"):
            answer = await fetcher.get(target, proxy=url)
            assert isinstance(answer, Failure)
            assert answer.reason is Reason.FORBIDDEN_ADDRESS
        assert asked == []
        answer = await fetcher.get("http://1.1.1.1/public", proxy=url)
        assert isinstance(answer, Answer)
        assert answer.body == b"by proxy"
        assert len(asked) == 1
        direct = await fetcher.get(url)
        assert isinstance(direct, Failure)
