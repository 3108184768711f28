"""A Postgres of newsmon's own, for machines where nothing is installed."""

from newsmon.embedded.postgres import EmbeddedPostgres, Status

__all__ = ["EmbeddedPostgres", "Status"]
