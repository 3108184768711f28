"""All benchmarks in their short form: `python -m benchmarks`, or `make bench`; some minutes.

Each has a command line of its own with larger sizes, peers, and what exactly it measures:
`python -m benchmarks.extract --help`, and so on. Rates are of one process.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks import deduplicate, end_to_end, extract, fetch, group, tag
from benchmarks.newswire import Newswire
from demo.pages import article_page
from demo.world import OUTLETS, first_day
from rich.console import Console
from rich.table import Table

Figures = Iterator[tuple[str, str]]  # what, how much

console = Console()


def fetching() -> Figures:
    """Few hosts and short pauses: what is seen is cost; the long form shows rates."""
    for one, _ in fetch.compare(40, 20, 0.1, None):
        yield f"{one.what}, a second", f"{one.rate:,.0f}"
        yield f"{one.what}, CPU ms each (Postgres)", f"{one.cost:.2f} ({one.served:.2f})"


def extracting() -> Figures:
    """Pages of the sample world; real ones are the long form's matter."""
    outlets = {outlet.slug: outlet for outlet in OUTLETS}
    pages = []
    for sample in first_day():
        base = f"https://{sample.outlet}.example"
        page = article_page(outlets[sample.outlet], sample, base)
        facts = {"url": base + sample.path, "text": sample.text}
        pages.append(extract.Sample(sample.path, page.encode(), facts))
    tools = {"newsmon": extract.newsmon, "trafilatura": extract.trafilatura(with_metadata=True)}
    for name, result in extract.run_here(tools, pages, repeat=8).items():
        scores = [
            extract.overlap(page.expected["text"], result.answers[page.id].get("text") or "")
            for page in pages
        ]
        yield f"{name}, pages/s of CPU", f"{result.pages / result.seconds:,.0f}"
        yield f"{name}, F1 of the text", f"{extract.f1(scores):.3f}"


def deduplicating() -> Figures:
    for one in deduplicate.grown((0, 20_000), list(Newswire().publish(1_000))):
        where = f"{one.articles:,} in the index"
        yield f"{where}, articles/s", f"{one.rate:,.0f}"
        yield f"{where}, CPU ms an article", f"{one.cpu:.2f}"
        yield f"{where}, recall / precision", f"{one.recall:.3f} / {one.precision:.3f}"


def tagging() -> Figures:
    for count in (50, 500):
        language = tag.Language()
        topics = [[language.term() for _ in range(tag.TERMS)] for _ in range(count)]
        texts = [language.article(topics, 5) for _ in range(tag.ARTICLES)]
        yield f"{count} topics, articles/s", f"{tag.rate(tag.newsmon(topics), texts):,.0f}"
        if count == 50:
            with_re = tag.rate(tag.with_re(topics), texts)
            yield f"{count} topics, `re` finding the terms only", f"{with_re:,.0f}"


def grouping() -> Figures:
    for one in group.grown((10_000,), 1_000):
        where = f"{one.live:,} live texts"
        yield f"{where}, articles/s", f"{one.rate:,.0f}"
        yield f"{where}, CPU ms an article", f"{one.cpu:.2f}"
        yield f"{where}, index rebuilt in", f"{one.rebuild:.1f} s"


def from_feed_to_row() -> Figures:
    """Few pages, so that what is paid once a process weighs most; the long form takes 1,471."""
    if not end_to_end.has_pages():
        yield "skipped", f"no development pages in {end_to_end.SHARED}"
        return
    costs = list(end_to_end.compare(100, [(sys.executable, "trafilatura")]))
    for cost in costs:
        yield f"{cost.what}, articles per CPU s", f"{cost.rate:.1f}"
        yield f"{cost.what}, MB at most", f"{cost.memory:.0f}"


BENCHMARKS: dict[str, Callable[[], Figures]] = {
    "fetch": fetching,
    "extract": extracting,
    "deduplicate": deduplicating,
    "tag": tagging,
    "group": grouping,
    "end to end": from_feed_to_row,
}


def main() -> None:
    logging.disable(logging.CRITICAL)
    table = Table("benchmark", "figure", title="Benchmarks, short form", title_justify="left")
    table.add_column("value", justify="right")
    for number, (name, run) in enumerate(BENCHMARKS.items(), start=1):
        begin = time.perf_counter()
        with console.status(f"{number}/{len(BENCHMARKS)} {name}"):
            for figure, value in run():
                table.add_row(name, figure, value)
        table.add_section()
        spent = time.perf_counter() - begin
        console.print(f"{number}/{len(BENCHMARKS)} {name}: {spent:.0f} s")
    console.print(table)


if __name__ == "__main__":
    main()
