"""`python -m demo`: the sample world through newsmon, in two days and a live hour.

1. Day one: all five outlets are polled and everything is loaded.
2. Day two: a text was revised, a page moved, a roundup quotes others; polled again.
3. Live: 100 articles are published one at a time while `newsmon run --follow` watches. How long
   each took to be a row of `report.articles` is measured; in the middle the run is stopped by
   SIGTERM and started anew, and none is lost.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from demo import show
from demo.configuration import write
from demo.live import measure
from demo.server import FIRST_PORT, World
from demo.world import first_day, second_day
from newsmon.config import home, load
from newsmon.embedded import EmbeddedPostgres
from newsmon.pipeline import runs as pipeline
from newsmon.store import Database, migrate

LIVE_ARTICLES = 100
LONGEST_P95 = 5.0  # seconds


def main() -> int:
    """Run the demonstration in a home of its own; exit code 1 if the live part was too slow."""
    folder = home() / "demo"
    postgres = EmbeddedPostgres(folder)
    postgres.remove()  # what an earlier demonstration left
    shutil.rmtree(folder, ignore_errors=True)
    try:
        database = Database(postgres.start(), "the demonstration's own server")
        migrate(database)
        with World(first_day(), first_port=FIRST_PORT) as world:
            return _walk(world, database, folder)
    finally:
        postgres.stop()


def _walk(world: World, database: Database, folder: Path) -> int:
    config = load(write(folder / "config", world.bases))
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
    show.title(f"Live: {LIVE_ARTICLES} articles while `newsmon run --follow` watches")
    delays, missing = measure(world, database, config.directory, LIVE_ARTICLES)
    p95 = show.delays(delays, missing)
    return 0 if p95 < LONGEST_P95 and not missing else 1


if __name__ == "__main__":
    sys.exit(main())
