"""`newsmon serve` and `newsmon mcp`: what is stored, over HTTP and for assistants."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from newsmon import logs
from newsmon.cli import output
from newsmon.cli.context import open_configuration
from newsmon.errors import UsageError


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any that is free.")] = 8765,
) -> None:
    """Answer the API over HTTP until Ctrl-C; it reads only, and only loopback needs no token."""
    _require_extra()
    from newsmon.serve import http_server
    from newsmon.store import resolve

    settings = open_configuration().settings
    http_server.access(
        settings.serve, host
    )  # before anything starts: a missing token is a usage error
    listener = http_server.listen(host, port)
    database = resolve()
    pool = http_server.open_pool(database, settings.serve)
    where = f"[{host}]" if ":" in host else host
    output.console.print(
        f"newsmon serves {database.location} at http://{where}:{listener.getsockname()[1]}/ "
        "until Ctrl-C",
        soft_wrap=True,
        highlight=False,
    )
    http_server.serve(pool, listener, settings, host)


def mcp() -> None:
    """Answer an assistant (Model Context Protocol) over stdin and stdout, read only."""
    _require_extra()
    from newsmon.serve import http_server, mcp_tools
    from newsmon.store import resolve

    settings = open_configuration().settings.serve
    logs.adopt("mcp")
    pool = http_server.open_pool(resolve(), settings)
    mcp_tools.create(pool).run("stdio")
    pool.close()


def _require_extra() -> None:
    if any(find_spec(module) is None for module in ("fastapi", "mcp", "uvicorn")):
        raise UsageError("this needs the extra serve: pip install 'newsmon[serve]'")
