"""The long form: `python -m tests.fuzz feeds --inputs 1000000 [--seed N] [--guided]`.

Prints how many inputs came to what, and the slowest. An input that breaks something is written to
`fuzz-<target>-<digest>` in the current folder, and the run goes on. `--guided` lets atheris choose
the inputs by the code they reach; it is no dependency: `pip install atheris` beside newsmon.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzz.mutate import inputs

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

TOO_LONG = 20  # seconds of CPU for one input; that the machine slept is not its fault


WATCHED = [
    "newsmon.extract",
    "newsmon.feeds",
    "newsmon.urls",
    "newsmon.text",
    "newsmon.fetch",
    "newsmon.pipeline.imports",
    "feedparser",
]


def targets(*, watched: bool) -> dict[str, Target]:
    """The targets; watched, so that it is seen which code an input reaches."""
    if watched:
        import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

        with atheris.instrument_imports(include=WATCHED):
            from tests.fuzz.targets import TARGETS
    else:
        from tests.fuzz.targets import TARGETS
    return TARGETS


class Hanging(BaseException):
    """Not an Exception: what catches everything else must not catch this."""


class Runs:
    """Feeds a target and keeps the figures."""

    def __init__(self, name: str, target: Target) -> None:
        self.name, self.target = name, target
        self.outcomes: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.slowest, self.slowest_input = 0.0, b""
        signal.signal(signal.SIGPROF, self._hangs)

    def one(self, data: bytes) -> None:
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, TOO_LONG)
        try:
            self.outcomes[self.target.run(data)] += 1
        except (Exception, Hanging) as error:  # noqa: BLE001 (what it raises is what is looked for)
            where = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(
                data, f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            )
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        spent = time.process_time() - begin
        if spent > self.slowest:
            self.slowest, self.slowest_input = spent, data

    def report(self, seconds: float) -> str:
        count = sum(self.outcomes.values()) + sum(self.broken.values())
        lines = [
            f"{self.name}: {count:,} inputs in {seconds:,.0f} s, slowest {self.slowest:.3f} s "
            f"({len(self.slowest_input)} bytes), broken {sum(self.broken.values())}",
            *(f"  BROKEN {times:8,}  {what}" for what, times in self.broken.most_common()),
            *(f"  {times:12,}  {what}" for what, times in self.outcomes.most_common(30)),
        ]
        return "\n".join(lines)

    def _keep(self, data: bytes, what: str) -> None:
        if what not in self.broken:
            path = Path(f"fuzz-{self.name}-{hashlib.sha256(data).hexdigest()[:12]}")
            path.write_bytes(data)
            print(f"{what}: {path}", flush=True)
        self.broken[what] += 1

    @staticmethod
    def _hangs(*_: Any) -> None:
        raise Hanging


def guided(runs: Runs, count: int, seed: int, begin: float) -> None:
    """Never returns: the fuzzer ends the process, so the last input reports."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    corpus = Path(f"fuzz-corpus-{runs.name}")
    corpus.mkdir(exist_ok=True)
    for data in runs.target.corpus:
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    dictionary = Path(f"fuzz-{runs.name}.dict")
    dictionary.write_text(
        "".join('"' + "".join(f"\\x{b:02x}" for b in t) + '"\n' for t in runs.target.tokens if t)
    )
    left = itertools.count(count, -1)

    def one(data: bytes) -> None:
        runs.one(data)
        if next(left) == 1:
            print(runs.report(time.perf_counter() - begin), flush=True)

    atheris.Setup(
        [sys.argv[0], str(corpus), f"-dict={dictionary}", f"-runs={count}", f"-seed={seed}",
         "-max_len=3000", "-verbosity=0"],
        one,
    )  # fmt: skip
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", help="feeds, pages, dates, … (a wrong name lists them)")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true")
    options = parser.parse_args()
    known = targets(watched=options.guided)
    if options.target not in known:
        parser.error(f"no target {options.target}: there are {', '.join(known)}")
    runs = Runs(options.target, known[options.target])
    begin = time.perf_counter()
    if options.guided:
        guided(runs, options.inputs, options.seed, begin)
    made = inputs(options.seed, runs.target.corpus, runs.target.tokens)
    with contextlib.suppress(KeyboardInterrupt):  # what was done until then is reported
        for data in itertools.islice(made, options.inputs):
            runs.one(data)
    print(runs.report(time.perf_counter() - begin))
    sys.exit(1 if runs.broken else 0)


if __name__ == "__main__":
    main()
