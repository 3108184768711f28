"""A socket for outlets on all addresses of loopback, and on no other of this machine."""

from __future__ import annotations

import socket


def listening_socket(backlog: int = 4096) -> socket.socket:
    """Listen on one free port of every 127.x.y.z; the network's other devices cannot reach it."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
    listening.bind(("0.0.0.0", 0))
    listening.listen(backlog)
    return listening
