"""Addresses that may be connected to: public ones, and those that the configuration allows.

The check happens on the address that a socket is about to connect to, so it does not matter how it
came about: a literal, an octal spelling, a redirect, or a name that resolves differently each time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Networks that some version of Python's `is_global` lets pass, though nothing public answers there
# or it leads inward (IANA special-purpose registries; transition mechanisms carry IPv4 inside).
_DENIED: Final[tuple[_Network, ...]] = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's wire server: a public address, but only seen from inside
        "::/96",  # unspecified, loopback, IPv4-compatible
        "64:ff9b:1::/48",  # NAT64 for local use
        "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "2002::/16",  # 6to4
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_CACHED: Final = 4096  # addresses whose answer is remembered
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


@lru_cache(_CACHED)
def is_public(address: str) -> bool:
    """Tell whether an address literal is one that the whole internet can mean by it."""
    ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if "%" in address:
            return False  # a zone exists only on this machine's own links
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            # Real on networks without IPv4: what it leads to decides.
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip in network for network in _DENIED if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast


@dataclass(frozen=True, slots=True)
class Policy:
    """Private names and networks that may be reached (`fetch.allow_private_hosts`)."""

    names: frozenset[str] = frozenset()  # "host" or "host:port", lower case
    networks: tuple[_Network, ...] = ()

    @classmethod
    def allowing(cls, entries: Iterable[str]) -> Policy:
        """From host names, `host:port`, addresses and CIDR networks."""
        names, networks = set(), []
        for entry in entries:
            text = entry.strip().lower()
            try:
                networks.append(ipaddress.ip_network(text.strip("[]"), strict=False))
            except ValueError:
                names.add(text.replace("[", "").replace("]", ""))
        return cls(frozenset(names), tuple(networks))

    def allows(self, host: str, port: int, address: str) -> bool:
        """Tell whether `address` may be connected to for a request to `host:port`."""
        if is_public(address):
            return True
        ip = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if any(ip in network for network in self.networks if network.version == ip.version):
            return True
        names = {host.lower().strip("[]"), str(ip)}
        return any(name in self.names or f"{name}:{port}" in self.names for name in names)


class ForbiddenAddressError(OSError):
    """The address is not public; aiohttp goes on to the name's next address, if it has one."""


@dataclass(slots=True)
class Target:
    """The target of the request under way, and the addresses that were refused to it."""

    host: str
    port: int
    through_proxy: bool = False  # then the socket is the proxy's, which the user has named
    refused: list[str] = field(default_factory=list)


current_target: ContextVar[Target] = ContextVar("current_target")


@dataclass(frozen=True, slots=True)
class GuardedSockets:
    """Socket factory for `aiohttp.TCPConnector`: no socket for an address that may not be."""

    policy: Policy

    def __call__(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, target = info
        request = current_target.get()
        address = str(target[0])
        if len(target) == 4 and target[3]:
            address = f"{address.partition('%')[0]}%{target[3]}"
        if not request.through_proxy and not self.policy.allows(
            request.host, request.port, address
        ):
            request.refused.append(address)
            raise ForbiddenAddressError(f"{address} is not a public address")
        return socket.socket(family, kind, protocol)
