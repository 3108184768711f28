"""`serve:` of newsmon.yaml: what is read over HTTP, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from newsmon.config.kinds import Duration, Many, Model


class Serve(Model):
    """The API, the pages and the MCP server; the token is `$NEWSMON_SERVE_TOKEN`."""

    hostnames: Many[str] = Field(
        default=(),
        description="Names by which it is reached, such as `news.example.org`; addresses and "
        "`localhost` need not be named. A request for any other name is refused.",
    )
    trusted_proxies: Many[str] = Field(
        default=(),
        description="Addresses of reverse proxies whose `X-Forwarded-For` says who asks.",
    )
    requests_per_minute: Annotated[int, Field(ge=1)] = Field(
        default=600, description="Requests that one client may make in a minute."
    )
    connections: Annotated[int, Field(ge=1, le=100)] = Field(
        default=8, description="Connections to the database at the same time."
    )
    statement_timeout: Duration = Field(
        default=timedelta(seconds=5),
        description="Longest time that the database may take for one question.",
    )
