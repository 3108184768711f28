"""The server: where it listens, who may ask, and a process that answers until it is told to end."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import closing
from typing import Final

import uvicorn

from newsmon import logs
from newsmon.config import Settings
from newsmon.config.serve_settings import Serve
from newsmon.errors import DatabaseError, UsageError
from newsmon.serve import application
from newsmon.serve.guard import Access, is_loopback
from newsmon.store import Database, fetch_single
from newsmon.store.pool import ReaderPool

log = logging.getLogger(__name__)

TOKEN: Final = "NEWSMON_SERVE_TOKEN"  # noqa: S105 - the name of a variable
_SHORTEST_TOKEN: Final = 16  # characters
_BACKLOG: Final = 128  # connections that wait to be accepted
_MOST_CONNECTIONS: Final = 500  # of clients


def access(settings: Serve, host: str) -> Access:
    """Say who may ask; UsageError where a host that others reach would be open to all of them."""
    token = os.environ.get(TOKEN) or None
    if token is None and not is_loopback(host):
        raise UsageError(
            f"{host} can be reached from other machines, so a token is needed: "
            f"set {TOKEN}, for example to the output of `openssl rand -hex 32`"
        )
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"{TOKEN} is too easy to guess: take {_SHORTEST_TOKEN} characters or more")
    hostnames = frozenset({host, *settings.hostnames})
    return Access(hostnames, token, settings.requests_per_minute)


def open_pool(database: Database, settings: Serve) -> ReaderPool:
    """Open connections as the reader; DatabaseError where it cannot read what this newsmon asks."""
    import psycopg2

    pool = ReaderPool(
        database,
        size=settings.connections,
        statement_seconds=settings.statement_timeout.total_seconds(),
    )
    try:
        with pool.reading() as connection:
            fetch_single(connection, "serve.search_config", language="en")
    except psycopg2.ProgrammingError as error:
        detail = " ".join(str(error).split())
        raise DatabaseError(
            f"{database.location} has not the views of this newsmon ({detail}): "
            "run `newsmon db migrate` as somebody who may"
        ) from None
    return pool


def listen(host: str, port: int) -> socket.socket:
    """Listen at an address (port 0: any that is free); UsageError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"nothing can listen at {host}, port {port} ({error}): "
            "choose another with --host or --port"
        ) from None
    return listener


def serve(pool: ReaderPool, listener: socket.socket, settings: Settings, host: str) -> None:
    """Answer until SIGTERM or Ctrl-C."""
    for library in ("uvicorn", "mcp"):
        logs.adopt(library)
    config = uvicorn.Config(
        application.create(pool, access(settings.serve, host), settings),
        access_log=False,  # ours says more
        log_config=None,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=10,
        proxy_headers=bool(settings.serve.trusted_proxies),
        forwarded_allow_ips=list(settings.serve.trusted_proxies),
    )
    with closing(listener):
        uvicorn.Server(config).run(sockets=[listener])
