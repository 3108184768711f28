"""Speed of the tagger: `python -m benchmarks.tag [--topics 50,500,5000] [--retag 100000]`.

Generated articles of 615 words, each with terms of at least three topics in it (sparse), or
with several terms in most sentences (dense); topics of 20 terms. newsmon is timed end to end:
folding, automaton, sentences, scores, mentions. The others only look for the terms, one
process each: `re` (one alternation a topic), flashtext2, spaCy's PhraseMatcher, and Postgres
`tsvector @@ tsquery` with the vectors stored. Those that are not installed are left out:
`uv pip install --group bench` brings them. Each figure is the best of some rounds, because
other programs slow a round down and none speeds it up.

`--shipped` times the delivered topics instead: on generated articles in which every other
sentence names states, arms and sanctions, the worst that real news has.

`--retag N` stores N articles and times how long it takes until a changed topic is right on all
of them, in two processes. Works on `$NEWSMON_BENCH_DATABASE_URL`, or on an embedded server.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import multiprocessing
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2.extras import execute_values
from rich.console import Console
from rich.table import Table

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.embedded import EmbeddedPostgres
from newsmon.pipeline.stages.tag import tag
from newsmon.store import connect, migrate
from newsmon.topics import compile as compile_topics
from newsmon.topics import parse

WORDS = 615
TERMS = 20  # of a topic
BUDGET = 1.5  # seconds for one figure
ROUNDS = 10  # that the budget is split into
ARTICLES = 400
LEAST_TOPICS = 3  # that an article has terms of
PROCESSES = 2

console = Console()

Search = Callable[[str], int]  # text → topics found


class Language:
    """A made-up language: words by Zipf's law, terms that running text does not have."""

    def __init__(self, seed: int = 6) -> None:
        self.rng = random.Random(seed)
        self.words = sorted({self._word(2, 4) for _ in range(9_000)})
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def _word(self, least: int, most: int) -> str:
        count = self.rng.randrange(least, most)
        letters = (
            self.rng.choice("bcdfghklmnprstvz") + self.rng.choice("aeiou") for _ in range(count)
        )
        return "".join(letters)

    def term(self) -> str:
        """One to three words of five syllables, which no word of running text has."""
        count = self.rng.choice((1, 1, 2, 2, 3))
        return " ".join(self._word(5, 6) for _ in range(count))

    def article(self, topics: Sequence[Sequence[str]], mentions: int) -> str:
        """30 sentences in paragraphs, printed with curly quotes and dashes, with `mentions` terms.

        Three of these are of different topics.
        """
        terms = [self.rng.choice(listed) for listed in self.rng.sample(topics, LEAST_TOPICS)]
        while len(terms) < mentions:
            terms.append(self.rng.choice(self.rng.choice(topics)))
        sentences = []
        for _ in range(30):
            words = self.rng.choices(self.words, cum_weights=self.weights, k=WORDS // 30)
            sentences.append(words)
        for term in terms:
            words = self.rng.choice(sentences)
            words.insert(self.rng.randrange(len(words)), term)
        lines = [" ".join(words).capitalize() + "." for words in sentences]
        lines[3] = f"“{lines[3]}” – {lines[4]}"
        return "\n".join(" ".join(lines[i : i + 3]) for i in range(0, 30, 3))


def rate(search: Search, texts: Sequence[str]) -> float:
    """Articles a second of CPU, of as many as the budget allows; the best round's."""
    search(texts[0])
    best, number = 0.0, 0
    for _ in range(ROUNDS):
        tagged, begin = 0, time.process_time()
        while (spent := time.process_time() - begin) < BUDGET / ROUNDS:
            search(texts[number % len(texts)])
            tagged, number = tagged + 1, number + 1
        best = max(best, tagged / spent)
    return best


# --- the engines


def newsmon(topics: list[list[str]]) -> Search:
    parsed, problems = parse({"topics": {f"t{i}": {"any": t} for i, t in enumerate(topics)}})
    assert not problems
    tagger = compile_topics(parsed)
    return lambda text: len(tagger.tag("A headline of six short words", text))


def with_re(topics: list[list[str]]) -> Search:
    patterns = [re.compile(rf"\b(?:{'|'.join(map(re.escape, t))})\b", re.I) for t in topics]
    return lambda text: sum(pattern.search(text) is not None for pattern in patterns)


def with_flashtext2(topics: list[list[str]]) -> Search:
    flashtext2 = importlib.import_module("flashtext2")
    engine = flashtext2.KeywordProcessor(case_sensitive=False)
    named = [(term, str(i)) for i, terms in enumerate(topics) for term in terms]
    engine.add_keywords_with_clean_word_from_iter(named)
    return lambda text: len(set(engine.extract_keywords(text)))


def with_spacy(topics: list[list[str]]) -> Search:
    spacy = importlib.import_module("spacy")
    matcher = importlib.import_module("spacy.matcher")
    nlp = spacy.blank("en")
    engine = matcher.PhraseMatcher(nlp.vocab, attr="LOWER")
    for i, terms in enumerate(topics):
        engine.add(str(i), list(nlp.tokenizer.pipe(terms)))
    return lambda text: len({match for match, _, _ in engine(nlp.tokenizer(text))})


def with_tsquery(cursor: Any, topics: list[list[str]], texts: Sequence[str]) -> float:
    """Articles a second on stored vectors: few of them, because the server cannot be stopped."""
    cursor.execute("create temporary table vectors (v tsvector)")
    cursor.execute("create temporary table queries (q tsquery)")
    few = texts[: max(4, 20_000 // len(topics))]
    rows = [(text,) for text in few]
    execute_values(cursor, "insert into vectors values %s", rows, "(to_tsvector('simple', %s))")
    queries = [(" | ".join(f"({' <-> '.join(t.split())})" for t in terms),) for terms in topics]
    execute_values(cursor, "insert into queries values %s", queries, "(to_tsquery('simple', %s))")
    begin = time.perf_counter()
    cursor.execute("select count(*) from vectors cross join queries where v @@ q")
    spent = time.perf_counter() - begin
    cursor.execute("drop table vectors, queries")
    return len(rows) / spent


ENGINES: dict[str, Callable[[list[list[str]]], Search]] = {
    "newsmon, whole stage": newsmon,
    "re": with_re,
    "flashtext2": with_flashtext2,
    "spaCy PhraseMatcher": with_spacy,
}


def compare(sizes: Sequence[int], url: str) -> Table:
    table = Table(title="Articles a second, one core", title_justify="left")
    table.add_column("")
    columns = [(size, kind) for size in sizes for kind in ("sparse", "dense")]
    for size, kind in columns:
        table.add_column(f"{size:,} topics\n{kind}", justify="right")
    figures: dict[str, list[str]] = {name: [] for name in (*ENGINES, "tsvector @@ tsquery")}
    with contextlib.closing(psycopg2.connect(url)) as conn, conn.cursor() as cursor:
        for size, kind in columns:
            language = Language()
            topics = [[language.term() for _ in range(TERMS)] for _ in range(size)]
            mentions = 5 if kind == "sparse" else 60
            texts = [language.article(topics, mentions) for _ in range(ARTICLES)]
            for name, make in ENGINES.items():
                figures[name].append(_figure(make, topics, texts))
            figures["tsvector @@ tsquery"].append(f"{with_tsquery(cursor, topics, texts):,.0f}")
    for name, cells in figures.items():
        table.add_row(name, *cells)
    return table


def _figure(
    make: Callable[[list[list[str]]], Search], topics: list[list[str]], texts: Sequence[str]
) -> str:
    try:
        return f"{rate(make(topics), texts):,.0f}"
    except ImportError:
        return "not installed"


def shipped() -> str:
    """The delivered topics on articles full of their terms."""
    from newsmon.config import load, paths

    topics = load(paths.shipped("config")).topics
    names = ("states", "arms", "dealings", "sanctions-targets", "handing-over", "war-possible")
    words = [[term.body for term in topics.sets[name].terms if not term.prefix] for name in names]
    language = Language()
    texts = [language.article(words, 60) for _ in range(ARTICLES)]
    tagger = compile_topics(topics)
    speed = rate(lambda text: len(tagger.tag("A headline of six short words", text)), texts)
    return f"{len(topics)} delivered topics, dense: {speed:,.0f} articles a second"


# --- a changed topic over the archive


def topics_of(language: Language) -> dict[str, list[str]]:
    """About as many as newsmon is delivered with."""
    return {f"t{i}": [language.term() for _ in range(TERMS)] for i in range(30)}


def configured(*, changed: bool) -> Config:
    """Those topics; changed, the first also has two words that one article in eight has."""
    language = Language()
    topics = topics_of(language)
    if changed:
        topics["t0"] += [language.words[700], language.words[1500]]
    parsed, _ = parse({"topics": {slug: {"any": terms} for slug, terms in topics.items()}})
    return Config(Settings(), (), parsed, Path(), ())


def retag(url: str, count: int) -> str:
    """Store articles, tag them, change a topic, and time until nothing waits."""
    with contextlib.closing(connect(url)) as conn:
        _fill(conn, count)
        stored = _drained(url, changed=False)
        changed = _drained(url, changed=True)
        with conn.cursor() as cursor:
            cursor.execute("select count(*) from newsmon.topic_match where topic = 't0'")
            (matches,) = cursor.fetchone() or (0,)
    return (
        f"{count:,} articles: tagged for 30 topics in {stored:.1f} s; after one topic changed, "
        f"right again in {changed:.1f} s ({matches:,} matches), {PROCESSES} processes"
    )


def _fill(conn: Any, count: int) -> None:
    language = Language()
    topics = list(topics_of(Language()).values())
    texts = [language.article(topics, 5) for _ in range(2_000)]
    with conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('bench', 'Bench')")
        rows = ((f"https://bench.example/{i}", texts[i % len(texts)]) for i in range(count))
        execute_values(
            cursor,
            "insert into newsmon.article"
            " (source_id, url, title, text, lead, words, first_seen_at, edition) values %s",
            rows,
            "((select source_id from newsmon.source), %s, 'A headline', %s, '', 615, now(),"
            " 'page')",
            page_size=1_000,
        )
    conn.commit()


def _drained(url: str, *, changed: bool) -> float:
    begin = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_work, args=(url, changed)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


def _work(url: str, changed: bool) -> None:
    config = configured(changed=changed)
    with contextlib.closing(connect(url)) as conn:
        while tag(conn, config)["claimed"]:
            pass


@contextlib.contextmanager
def database() -> Iterator[str]:
    """URL of a migrated database of its own."""
    with contextlib.ExitStack() as stack:
        server = os.environ.get("NEWSMON_BENCH_DATABASE_URL")
        if server is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            postgres = EmbeddedPostgres(Path(folder) / "server")
            postgres.start()
            stack.callback(postgres.remove)
            server = postgres.url("postgres")
        _administer(server, "create database newsmon_bench_tag")
        stack.callback(_administer, server, "drop database newsmon_bench_tag with (force)")
        url = urlunsplit(urlsplit(server)._replace(path="/newsmon_bench_tag"))
        migrate(url)
        yield url


def _administer(server: str, statement: str) -> None:
    with contextlib.closing(psycopg2.connect(server)) as conn:
        conn.autocommit = True
        conn.cursor().execute(statement)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tag")
    parser.add_argument("--topics", default="50,500,5000", help="numbers of topics, by commas")
    parser.add_argument("--shipped", action="store_true", help="only the delivered topics")
    parser.add_argument("--retag", type=int, default=0, help="articles to tag again; 0: skip")
    options = parser.parse_args(arguments)
    if options.shipped:
        console.print(shipped())
        return
    with database() as url:
        console.print(compare([int(size) for size in options.topics.split(",")], url))
        if options.retag:
            console.print(retag(url, options.retag))


if __name__ == "__main__":
    main()
