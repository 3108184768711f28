"""A small internet of its own: public and private addresses, a web server on all of them, and DNS.

Run by `test_namespaces` in a network and mount namespace (`python -m tests.fetch.namespace_world
RESOLV_CONF`); prints what fetching each address came to, and which addresses saw a connection.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import socket
import struct
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import cast

from newsmon.fetch import Answer, Fetcher, FetchSettings

PUBLIC, PUBLIC6 = "93.184.216.34", "2606:2800:220:1::34"
PRIVATE = "10.1.2.3"
NAT64_PRIVATE, NAT64_PUBLIC = "64:ff9b::a01:203", "64:ff9b::5db8:d822"
SIX_TO_FOUR, TEREDO, SITE_LOCAL = "2002:a01:203::1", "2001:0:a01:203::1", "fec0::1"
METADATA = "169.254.169.254"
ADDRESSES = [
    PUBLIC, PUBLIC6, PRIVATE, NAT64_PRIVATE, NAT64_PUBLIC, SIX_TO_FOUR, TEREDO, SITE_LOCAL,
    METADATA, "fd00::1",
]  # fmt: skip

# What a name leads to, one list for each time it is asked for; the last one lasts.
NAMES: dict[str, list[list[str]]] = {
    "public.example": [[PUBLIC, PUBLIC6]],
    "private.example": [[PRIVATE]],
    "metadata.example": [[METADATA]],
    "mixed.example": [[PRIVATE, PUBLIC]],
    "mapped.example": [["::ffff:10.1.2.3"]],
    "nat64-private.example": [[NAT64_PRIVATE]],
    "nat64-public.example": [[NAT64_PUBLIC]],
    "sixtofour.example": [[SIX_TO_FOUR]],
    "rebinding.example": [[PUBLIC], [PRIVATE]],
}
CASES = [
    "http://public.example/", f"http://{PUBLIC}/", f"http://[{PUBLIC6}]/", "http://mixed.example/",
    "http://nat64-public.example/", f"http://[{NAT64_PUBLIC}]/",
    "http://private.example/", f"http://{PRIVATE}/", "http://metadata.example/",
    f"http://{METADATA}/latest/meta-data/", "http://167838211/", "http://0x0a010203/",
    "http://012.1.2.3/", "http://10.66051/", "http://[::ffff:10.1.2.3]/", "http://mapped.example/",
    f"http://[{NAT64_PRIVATE}]/", "http://nat64-private.example/", f"http://[{SIX_TO_FOUR}]/",
    "http://sixtofour.example/", f"http://[{TEREDO}]/", f"http://[{SITE_LOCAL}]/",
    "http://[fd00::1]/", "http://public.example/to/private.example",
    f"http://public.example/to/{METADATA}", "http://public.example/to/public.example",
]  # fmt: skip

connected: Counter[str] = Counter()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    connected[writer.get_extra_info("sockname")[0].removeprefix("::ffff:")] += 1
    line = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[0]
    path = line.split(" ")[1]
    if path.startswith("/to/"):
        head = f"HTTP/1.1 302 Found\r\nLocation: http://{path[4:]}/\r\nContent-Length: 0\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
    else:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nreached")
    await writer.drain()
    writer.close()


class Names(asyncio.DatagramProtocol):
    """A DNS server that changes its mind as `NAMES` says."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, int]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        end = data.index(b"\0", 12) + 5
        question, labels, at = data[12:end], [], 12
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        name, (kind, _) = ".".join(labels).lower(), struct.unpack("!HH", data[end - 4 : end])
        turns = NAMES.get(name, [[]])
        turn = turns[min(self.asked[name, kind], len(turns) - 1)]
        self.asked[name, kind] += 1
        wanted = {1: 4, 28: 6}.get(kind)
        found = [ip for ip in map(ipaddress.ip_address, turn) if ip.version == wanted]
        answers = b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(ip.packed)) + ip.packed
            for ip in found
        )
        flags = 0x8180 if name in NAMES else 0x8183  # no such name
        head = data[:2] + struct.pack("!HHHHH", flags, 1, len(found), 0, 0)
        self.transport.sendto(head + question + answers, addr)


def prepare(resolv_conf: str) -> None:
    subprocess.run(["mount", "--bind", resolv_conf, "/etc/resolv.conf"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in ADDRESSES:
        subprocess.run(["ip", "address", "add", address, "dev", "lo"], check=True)


async def outcome(url: str) -> str:
    async with Fetcher(FetchSettings(timeout_seconds=10)) as fetcher:
        answer = await fetcher.get(url)
        return answer.body.decode() if isinstance(answer, Answer) else answer.reason.value


async def main() -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Names, local_addr=("127.0.0.1", 53))
    await asyncio.start_server(serve, "0.0.0.0", 80)
    six = socket.socket(socket.AF_INET6)
    six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    six.bind(("::", 80))
    await asyncio.start_server(serve, sock=six)
    found = {url: await outcome(url) for url in CASES}
    found["rebinding"] = f"{await outcome('http://rebinding.example/')}, then " + (
        await outcome("http://rebinding.example/")
    )
    print(json.dumps({"found": found, "connected": sorted(connected)}))


if __name__ == "__main__":
    prepare(str(Path(sys.argv[1])))
    asyncio.run(main())
