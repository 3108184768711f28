"""Extraction against its peers: text, metadata and pages a second, in one run.

    python benchmarks/extract.py PAGES METADATA [--peers] [--repeat N] [--memory N]

PAGES and METADATA are folders of `ID.html.gz` with an `expected.json` (ID to `url` and `text`;
ID to `url`, `title`, `authors` separated by ";", `date`). With --peers the peers that are not a
part of newsmon are installed, each in an environment of its own under the user's cache folder, and
run there; a peer that cannot be had is named and left out.

Text is scored as the extraction benchmark of the pages does: precision and recall over shingles of
four words, averaged over pages, F1 of the two averages; the interval is the 95 % paired bootstrap
of the difference to newsmon. Titles count when letters and digits agree, authors as F1 over names
on pages that have any, dates by day on pages that have one. Times are CPU seconds of one process,
the tools taking turns page by page, so that other load on the machine falls on all alike; before
the clock starts each tool reads the same first pages, so that what is loaded once a process
(language models, stop words, tables of dates) burdens none of them. With
--memory nothing is compared: newsmon reads so many pages in one process, the same folders over and
over, and says how large it has grown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import platformdirs
import psutil

SHINGLE = 4
WARM_UP = 10  # pages
RESAMPLES = 1_000
WORD = re.compile(r"\w+")
NOW = datetime.now(timezone.utc)

Answer = dict[str, Any]  # text, title, authors, date
Tool = Callable[[bytes, str], Answer]


@dataclass
class Sample:
    id: str
    body: bytes
    expected: dict[str, Any]


@dataclass
class Result:
    answers: dict[str, Answer] = field(default_factory=dict)
    seconds: float = 0.0
    pages: int = 0


def samples(folder: Path) -> list[Sample]:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    return [
        Sample(key, gzip.decompress((folder / f"{key}.html.gz").read_bytes()), facts)
        for key, facts in expected.items()
    ]


# ── tools in this process ──


def newsmon(body: bytes, url: str) -> Answer:
    from newsmon.extract import extract
    from newsmon.model import Page, Rejection

    found = extract(Page(url, url, body, "text/html", None, NOW), gate=False)
    if isinstance(found, Rejection):
        return {}
    date = found.published.local.date().isoformat() if found.published else ""
    origin = next((c.origin for c in found.candidates if c.field == "text"), "")
    return {
        "text": found.text, "origin": origin, "title": found.title,
        "authors": list(found.authors), "date": date,
    }  # fmt: skip


def trafilatura(**options: Any) -> Tool:
    from trafilatura import bare_extraction

    def run(body: bytes, url: str) -> Answer:
        found: Any = bare_extraction(body, url=url, include_comments=False, **options)
        if found is None:
            return {}
        authors = (found.author or "").split("; ")
        return {
            "text": found.text, "title": found.title, "authors": authors, "date": found.date or "",
        }  # fmt: skip

    return run


def run_here(tools: dict[str, Tool], pages: Sequence[Sample], repeat: int) -> dict[str, Result]:
    results = {name: Result() for name in tools}
    for tool in tools.values():
        for page in pages[:WARM_UP]:
            tool(page.body, page.expected["url"])
    for _ in range(repeat):
        for page in pages:
            for name, tool in tools.items():
                start = time.process_time()
                answer = tool(page.body, page.expected["url"])
                results[name].seconds += time.process_time() - start
                results[name].pages += 1
                results[name].answers[page.id] = answer
    return results


# ── peers, each in an environment of its own ──

PEERS = {
    "readability-lxml": (
        ["readability-lxml", "lxml_html_clean"],
        """
import lxml.html
from readability import Document
def run(body, url):
    html = body.decode("utf-8", "replace")
    document = Document(html)
    text = lxml.html.fromstring(document.summary()).text_content()
    return {"text": text, "title": document.short_title(), "authors": [], "date": ""}
""",
    ),
    "newspaper4k": (
        ["newspaper4k"],
        """
import newspaper
def run(body, url):
    article = newspaper.Article(url, fetch_images=False)  # else it asks the network for each
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    date = article.publish_date.date().isoformat() if article.publish_date else ""
    return {"text": article.text, "title": article.title, "authors": article.authors, "date": date}
""",
    ),
    "news-please": (
        ["news-please"],
        """
from newsplease import NewsPlease
def run(body, url):
    html = body.decode("utf-8", "replace")
    found = NewsPlease.from_html(html, url=url, fetch_images=False)
    if not hasattr(found, "maintext"):
        return {}
    date = found.date_publish.date().isoformat() if found.date_publish else ""
    return {"text": found.maintext, "title": found.title, "authors": found.authors, "date": date}
""",
    ),
}

DRIVER = """
import json, logging, sys, time, warnings, gzip, pathlib
logging.disable(50); warnings.simplefilter("ignore")
out = {}; spent = 0.0
folder = pathlib.Path(sys.argv[1])
expected = json.loads((folder / "expected.json").read_text("utf-8"))
for key, facts in expected.items():
    body = gzip.decompress((folder / f"{key}.html.gz").read_bytes())
    start = time.process_time()
    try:
        answer = run(body, facts["url"])
    except Exception:
        answer = {}
    spent += time.process_time() - start
    out[key] = answer
print("\\n" + json.dumps({"answers": out, "seconds": spent}))
"""


def run_peer(name: str, folder: Path) -> Result | None:
    """A peer's answers on the pages of a folder; None, with a message, where it can't be had."""
    packages, code = PEERS[name]
    home = Path(platformdirs.user_cache_dir("newsmon")) / "benchmarks" / name
    python = home / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(install, check=True, capture_output=True, timeout=900)
        done = subprocess.run(
            [str(python), "-c", code + DRIVER, str(folder)],
            check=True, capture_output=True, text=True, timeout=1_800,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        print(f"{name}: left out ({str(error)[:120]})", file=sys.stderr)
        return None
    told = json.loads(done.stdout.splitlines()[-1])
    return Result(told["answers"], told["seconds"], len(told["answers"]))


# ── memory ──


def memory(folders: Sequence[Path], count: int) -> None:
    """Resident size of this process after each eighth of so many pages, read one by one."""
    own = psutil.Process()
    pages = [path for folder in folders for path in sorted(folder.glob("*.html.gz"))]
    address = "https://news.example.org/page"
    newsmon(gzip.decompress(pages[0].read_bytes()), address)
    print(f"after {1:6d} pages {own.memory_info().rss / 2**20:6.0f} MiB")
    for done in range(1, count + 1):
        page = pages[done % len(pages)]
        newsmon(gzip.decompress(page.read_bytes()), address)
        if done % max(1, count // 8) == 0:
            print(f"after {done:6d} pages {own.memory_info().rss / 2**20:6.0f} MiB", flush=True)


# ── scores ──


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    starts = range(max(1, len(words) - SHINGLE + 1))
    return Counter(found for i in starts if (found := tuple(words[i : i + SHINGLE])))


def overlap(expected: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page's text."""
    true, said = shingles(expected), shingles(found)
    both = sum((true & said).values())
    precision = both / sum(said.values()) if said else float(not true)
    recall = both / sum(true.values()) if true else 1.0
    return precision, recall


def f1(pairs: Sequence[tuple[float, float]]) -> float:
    precision = sum(p for p, _ in pairs) / len(pairs)
    recall = sum(r for _, r in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(ours: Sequence[tuple[float, float]], theirs: Sequence[tuple[float, float]]) -> str:
    """The 95 % interval of the difference of two F1, by drawing the same pages for both."""
    draw = random.Random(0)
    differences = []
    for _ in range(RESAMPLES):
        chosen = [draw.randrange(len(ours)) for _ in ours]
        differences.append(f1([ours[i] for i in chosen]) - f1([theirs[i] for i in chosen]))
    differences.sort()
    low, high = differences[int(RESAMPLES * 0.025)], differences[int(RESAMPLES * 0.975)]
    return f"{low:+.3f} … {high:+.3f}"


def key(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(filter(str.isalnum, folded))


def names(stated: Any) -> set[str]:
    listed = stated.split(";") if isinstance(stated, str) else stated or []
    return {key(name) for name in listed} - {""}


def metadata_scores(pages: Sequence[Sample], result: Result) -> Iterator[float]:
    answers = [(page.expected, result.answers.get(page.id) or {}) for page in pages]
    titled = [(e, a) for e, a in answers if e["title"]]
    yield sum(key(e["title"]) == key(a.get("title")) for e, a in titled) / len(titled)
    hit = said = true = 0
    for expected, answer in answers:
        wanted, found = names(expected["authors"]), names(answer.get("authors"))
        if wanted:
            hit, said, true = hit + len(wanted & found), said + len(found), true + len(wanted)
    yield 2 * hit / (said + true) if said + true else 0.0
    dated = [(e, a) for e, a in answers if e["date"]]
    yield sum(e["date"][:10] == (a.get("date") or "")[:10] for e, a in dated) / len(dated)


def main() -> None:
    parser = argparse.ArgumentParser(description="Extraction against its peers.")
    parser.add_argument("pages", type=Path)
    parser.add_argument("metadata", type=Path)
    parser.add_argument("--peers", action="store_true", help="install and run the other peers too")
    parser.add_argument("--repeat", type=int, default=1, help="passes over the text pages")
    parser.add_argument("--memory", type=int, metavar="N", help="only: size after so many pages")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if options.memory:
        memory([options.pages, options.metadata], options.memory)
        return
    text_pages, meta_pages = samples(options.pages), samples(options.metadata)
    tools: dict[str, Tool] = {
        "newsmon": newsmon,
        "trafilatura": trafilatura(with_metadata=True),
        "trafilatura fast, no metadata": trafilatura(fast=True),
    }
    text = run_here(tools, text_pages, options.repeat)
    meta = run_here({n: tools[n] for n in ("newsmon", "trafilatura")}, meta_pages, 1)
    for name in PEERS if options.peers else ():
        if found := run_peer(name, options.pages):
            text[name] = found
            meta[name] = run_peer(name, options.metadata) or Result()
    report(text_pages, meta_pages, text, meta)


def report(
    text_pages: Sequence[Sample],
    meta_pages: Sequence[Sample],
    text: dict[str, Result],
    meta: dict[str, Result],
) -> None:
    pairs = {
        name: [
            overlap(p.expected["text"], (result.answers.get(p.id) or {}).get("text") or "")
            for p in text_pages
        ]
        for name, result in text.items()
    }
    speed = {name: result.pages / result.seconds for name, result in text.items() if result.seconds}
    print(f"{len(text_pages)} pages for text, {len(meta_pages)} for metadata\n")
    origins = [result.get("origin") for found in (text, meta)
               for result in found["newsmon"].answers.values() if result.get("text")]  # fmt: skip
    readers = ", ".join(f"{count} {reader}" for reader, count in Counter(origins).most_common())
    print(f"readers of {len(origins)} texts: {readers}\n")
    print("| | text F1 | newsmon's lead | title | authors F1 | date | pages/s | newsmon is |")
    print("|---|---|---|---|---|---|---|---|")
    for name in text:
        lead = "" if name == "newsmon" else interval(pairs["newsmon"], pairs[name])
        scores = list(metadata_scores(meta_pages, meta[name])) if name in meta else []
        cells = [f"{score:.3f}" for score in scores] or ["", "", ""]
        ratio = f"{speed['newsmon'] / speed[name]:.2f}×"
        print(f"| {name} | {f1(pairs[name]):.4f} | {lead} | {' | '.join(cells)} | {speed[name]:.1f} | {ratio} |")  # fmt: skip  # noqa: E501


if __name__ == "__main__":
    main()
