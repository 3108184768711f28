"""Rights as the stored files of an origin state them: nothing is asked of anybody."""

from __future__ import annotations

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.rights import (
    OriginFiles,
    Use,
    decide,
    first_honoured,
    origin_of,
    parse_licence,
    parse_tdmrep,
    rights_of_robots,
)
from newsmon.rights.tdmrep import WELL_KNOWN
from newsmon.store import fetch_one


def is_reserved(conn: Connection, config: Config, url: str) -> bool:
    """Tell whether the files of an address's origin reserve a use that is honoured."""
    settings = config.settings.fetch
    if not settings.honoured:
        return False
    files = stored_files(conn, origin_of(url), settings.user_agent)
    honoured = frozenset(map(Use, settings.honoured))
    return first_honoured(decide([files.of(url)]), honoured) is not None


def stored_files(conn: Connection, origin: str, agent: str) -> OriginFiles:
    """Return the files of an origin as they were last read."""
    stored = fetch_one(conn, "robots.load", origin=origin)
    robots = rights_of_robots(stored.body if stored else None, agent)
    licences = [_body(conn, url) for url in robots.licences]
    return OriginFiles(
        robots,
        parse_tdmrep(_body(conn, origin + WELL_KNOWN)),
        [licence for body in licences for licence in parse_licence((body or "").encode())],
    )


def _body(conn: Connection, url: str) -> str | None:
    row = fetch_one(conn, "rights.load_file", url=url)
    return row.body if row else None
