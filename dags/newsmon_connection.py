"""The database that the tasks work on, as a URL for psycopg2.

The Airflow connection `newsmon_db` wins, wherever Airflow keeps it (a secrets backend, the
metadata database, `AIRFLOW_CONN_NEWSMON_DB`). Without it newsmon decides as on the command
line. The provider's hook is not used: it connects with psycopg 3 whenever that is installed.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

import psycopg2
from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException
from psycopg2.extensions import parse_dsn

CONNECTION_ID = "newsmon_db"


def database_url() -> str | None:
    """URL of the connection `newsmon_db`; None where there is none."""
    try:
        connection = Connection.get(CONNECTION_ID)
    except AirflowNotFoundException:
        return None
    return as_url(connection)


def as_url(connection: Connection) -> str:
    """An Airflow connection as `postgresql://…`; extras that libpq knows become its options."""
    login = quote(connection.login or "", safe="")
    if connection.password:
        login += ":" + quote(connection.password, safe="")
    host = connection.host or ""
    host = f"[{host}]" if ":" in host else quote(host, safe=",")  # IPv6; a socket's folder
    port = f":{connection.port}" if connection.port else ""
    options = {key: str(value) for key, value in connection.extra_dejson.items() if _libpq(key)}
    return (
        f"postgresql://{login}{'@' if login else ''}{host}{port}/"
        f"{quote(connection.schema or '', safe='')}{'?' if options else ''}"
        f"{urlencode(options, quote_via=quote)}"
    )


def _libpq(option: str) -> bool:
    """Tell whether libpq takes this option; other extras are meant for Airflow's own hook."""
    try:
        parse_dsn(f"{option}=x")
    except psycopg2.ProgrammingError:
        return False
    return True
