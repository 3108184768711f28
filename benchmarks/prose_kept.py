"""Prose that a text lacks: page by page, in letters, beside trafilatura and an earlier run.

    python -m benchmarks.prose_kept FOLDER... [--save FILE] [--against FILE]

A folder is as for `benchmarks.extract`. The prose of a page is each line that reads like a sentence
of what trafilatura alone finds there and, where `expected.json` has a text, that stands in it; a
line is kept if half of its runs of three words stand in newsmon's text. A page loses its body if
less than half of the letters are kept. With --save the texts are written down; with --against each
page is named whose text has lost or won prose since: what a change of a rule did. Exit 1 if a page
loses its body, or lost prose of its article since.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.extract import Sample, newsmon, samples, trafilatura

from newsmon.extract.body.prose_check import shingles
from newsmon.text import clean
from newsmon.text.sentence_ends import is_prose

_PRESENT = 0.5  # of a line's runs of words
_BODY = 0.5  # of the letters of a page's prose


class Kept(NamedTuple):
    """Letters of a page's prose, and the lines of it that newsmon's text lacks."""

    letters: int
    lost: tuple[str, ...]

    @property
    def letters_lost(self) -> int:
        return sum(map(len, self.lost))

    @property
    def loses_body(self) -> bool:
        return self.letters_lost > (1 - _BODY) * self.letters


def missing(lines: Iterator[str], text: str) -> Iterator[str]:
    """Yield the lines that a text lacks."""
    runs = frozenset(run for line in text.split("\n") for run in shingles(line))
    for line in lines:
        own = shingles(line)
        if len(own & runs) < _PRESENT * len(own):
            yield line


def prose(text: str) -> Iterator[str]:
    """Yield the lines of a text that read like sentences."""
    return (line for line in text.split("\n") if is_prose(line))


def kept(page: Sample, peer_text: str, text: str) -> Kept:
    """Compare newsmon's text of a page with trafilatura's."""
    expected = page.expected.get("text")
    lines = list(prose(clean(peer_text)))
    if expected:
        foreign = set(missing(iter(lines), clean(expected)))
        lines = [line for line in lines if line not in foreign]
    return Kept(sum(map(len, lines)), tuple(missing(iter(lines), text)))


def report_changes(page: Sample, before: str, now: str) -> int:
    """Name what a text has lost and won since; return the letters of its article that it lost."""
    lost, won = list(missing(prose(before), now)), list(missing(prose(now), before))
    expected = page.expected.get("text") or ""
    of_article = set(lost) - set(missing(iter(lost), expected)) if expected else set(lost)
    if lost or won:
        print(f"  {page.id}: {sum(map(len, lost))} letters lost ({sum(map(len, of_article))} of "
              f"the article), {sum(map(len, won))} won  {page.expected['url'][:80]}")  # fmt: skip
    for line in lost:
        print(f"    - {line[:120]}")
    return sum(map(len, of_article))


def main() -> None:
    parser = argparse.ArgumentParser(description="Prose of pages that newsmon's text lacks.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--save", type=Path, help="write the texts down")
    parser.add_argument("--against", type=Path, help="texts of an earlier run")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    earlier = json.loads(options.against.read_text("utf-8")) if options.against else {}
    peer, texts, without_body, lost_since = trafilatura(), dict[str, str](), 0, 0
    for folder in options.folders:
        print(folder)
        letters = letters_lost = 0
        for page in samples(folder):
            url = page.expected["url"]
            text = texts[url] = newsmon(page.body, url).get("text") or ""
            if earlier:
                lost_since += report_changes(page, earlier.get(url, ""), text)
                continue
            result = kept(page, peer(page.body, url).get("text") or "", text)
            letters, letters_lost = letters + result.letters, letters_lost + result.letters_lost
            without_body += result.loses_body
            if result.lost:
                body = "  BODY LOST" if result.loses_body else ""
                print(f"  {page.id}: {result.letters_lost} of {result.letters}  {url[:80]}{body}")
            for line in result.lost:
                print(f"    - {line[:120]}")
        print(f"  {letters_lost} of {letters} letters of prose are lost")
    print(f"{without_body} pages lose their body; {lost_since} letters of articles lost since")
    if options.save:
        options.save.write_text(json.dumps(texts), "utf-8")
    sys.exit(bool(without_body or lost_since))


if __name__ == "__main__":
    main()
