"""Faults in real processes: `python -m tests.faults kills --count 200`.

Each fault hits newsmon from outside, in every stage that it can be seen in; afterwards newsmon is
run again where it did not go on by itself, and every row of schema `report` must be as after a run
that nothing disturbed. Prints how many faults hit which stage, and ends with 1 where rows differ.
`--postgres FOLDER` names the folder of another server's programs, such as
/usr/lib/postgresql/15/bin.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from . import breakage, clocks, database_faults
from .cluster import cluster, open_folder
from .kills import kills
from .world import Laboratory, laboratory


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    faults = ("kills", *database_faults.FAULTS, *breakage.FAULTS, *clocks.FAULTS)
    parser.add_argument("fault", choices=faults)
    parser.add_argument("--count", type=int, default=200, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("run", "follow", "load"), action="append")
    parser.add_argument("--postgres", type=Path)
    options = parser.parse_args()
    with open_folder() as root:
        clock = clocks.Clock(root / "clock") if options.fault in clocks.FAULTS else None
        environment = clock.environment if clock else {}
        with (
            cluster(root / "server", options.postgres, environment) as server,
            laboratory(server, root / "laboratory") as ready,
        ):
            for name, times in sorted(_run(options, ready, clock).items()):
                print(f"{times:6}  {name}")


def _run(
    options: argparse.Namespace, ready: Laboratory, clock: clocks.Clock | None
) -> dict[str, int]:
    used = tuple(options.form or ("run", "follow", "load"))
    if options.fault == "kills":
        return kills(ready, options.count, options.seed, used)
    if options.fault in database_faults.FAULTS:
        return database_faults.in_each_stage(ready, options.fault, used)
    if clock is not None:
        return clocks.FAULTS[options.fault](ready, clock)
    return breakage.FAULTS[options.fault](ready)


if __name__ == "__main__":
    main()
