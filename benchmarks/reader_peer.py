"""lemon24/reader on the same feeds: run by the Python that has it, steered by lines on stdin.

The first line is a JSON list of feeds; each further one means "update all". Answers a line of JSON
to each.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from reader import make_reader  # type: ignore[import-not-found, unused-ignore]

WORKERS = 20


def main() -> None:
    reader = make_reader(sys.argv[1])
    for feed in json.loads(sys.stdin.readline()):
        reader.add_feed(feed)
    print("{}", flush=True)
    for _ in sys.stdin:
        begin, cpu = time.perf_counter(), _cpu()
        reader.update_feeds(scheduled=False, workers=WORKERS)
        figures = {
            "seconds": time.perf_counter() - begin,
            "cpu": _cpu() - cpu,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "entries": reader.get_entry_counts().total,
        }
        print(json.dumps(figures), flush=True)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
