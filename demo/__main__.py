"""`python -m demo`: the sample world through newsmon, in two days and a live hour.

1. Day one: all five outlets are polled and everything is loaded.
2. Day two: a text was revised, a page moved, a roundup quotes others; polled again.
3. Live: 100 articles are published one at a time while `newsmon run --follow` watches. How long
   each took to be a row of `report.articles` is measured; in the middle the run is stopped by
   SIGTERM and started anew, and none is lost.

The world stays as it is: its database, its configuration and its digest are left to be looked at.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

from demo import show
from demo.configuration import write
from demo.live import measure
from demo.server import FIRST_PORT, World
from demo.world import OUTLETS, first_day, second_day
from newsmon.config import Config, home, load
from newsmon.embedded import EmbeddedPostgres
from newsmon.embedded.server import is_free
from newsmon.pipeline import runs as pipeline
from newsmon.report import write_digest
from newsmon.store import Database, connect, migrate

LIVE_ARTICLES = 100


def main() -> int:
    """Run the demonstration in a home of its own; exit code 1 if an article was lost."""
    folder = home() / "demo"
    postgres = EmbeddedPostgres(folder)
    postgres.remove()  # what an earlier demonstration left
    shutil.rmtree(folder, ignore_errors=True)
    try:
        database = Database(postgres.start(), "the demonstration's own server")
        migrate(database)
        with _world() as world:
            return _walk(world, database, folder)
    finally:
        postgres.stop()


def _world() -> World:
    """Return the sample world on its usual ports, or on free ones where those are taken."""
    usual = all(is_free(FIRST_PORT + number) for number in range(len(OUTLETS)))
    return World(first_day(), first_port=FIRST_PORT if usual else 0)


def _walk(world: World, database: Database, folder: Path) -> int:
    config = load(write(folder / "config", world.bases))
    began = datetime.now(timezone.utc)
    show.title("Day one: five outlets, polled for the first time")
    pipeline.run(database, config)
    show.articles(database)
    show.rejections(database)
    show.feeds(database)
    show.title("Day two: a revision, a moved page, a roundup")
    world.samples = second_day()
    everything = [feed.url for _, feed in config.feeds()]
    pipeline.run(database, config, only=everything)
    show.copies(database)
    show.revisions(database)
    show.events(database)
    show.feeds(database)
    digest = _digest(database, config, began)
    show.title(f"Live: {LIVE_ARTICLES} articles while `newsmon run --follow` watches")
    delays, missing = measure(world, database, config.directory, LIVE_ARTICLES)
    show.delays(delays, missing, LIVE_ARTICLES)
    show.where_to_look(folder, digest)
    return 1 if missing else 0


def _digest(database: Database, config: Config, began: datetime) -> Path:
    """Write the digest of both days: before the live part, whose articles are filler."""
    with closing(connect(database)) as conn:
        interval = (began, datetime.now(timezone.utc))
        return write_digest(conn, config, interval=interval, directory=config.directory.parent)


if __name__ == "__main__":
    sys.exit(main())
