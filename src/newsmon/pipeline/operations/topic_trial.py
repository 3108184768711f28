"""Trying topics: on documents given, and a draft on what is stored. Nothing is written."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon.config import Config, yamlfile
from newsmon.errors import ConfigError, UsageError
from newsmon.extract import extract
from newsmon.model import Page, Rejection, TopicMatch
from newsmon.pipeline.imports.file_formats import find, read
from newsmon.pipeline.imports.imported import (
    URN,
    ImportedDocument,
    describe,
    imported_document,
)
from newsmon.pipeline.imports.json_documents import document_of_object
from newsmon.pipeline.stages.tag import thresholds_of
from newsmon.store import topics as store
from newsmon.store.rows import ArchivedArticle
from newsmon.text import detect_language
from newsmon.topics import Tagger, Weight, compile, parse  # noqa: A004

_SAMPLES = 12


@dataclass(frozen=True, slots=True)
class Tried:
    """One text with its topics; `weights` holds the arithmetic by topic."""

    input: str
    url: str | None
    title: str
    text: str
    topics: list[TopicMatch]
    weights: dict[str, Weight]
    problem: str = ""  # why there is no text
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A stored article that a draft matches."""

    article_id: int
    source: str
    title: str
    text: str
    match: TopicMatch


@dataclass
class DryRun:
    """Effect of a draft topic on the archive: matches by salience, changes to stored ones."""

    topic: str
    articles: int = 0
    about: int = 0
    mention: int = 0
    gained: int = 0  # about now, and not as stored
    dropped: int = 0  # about as stored, and not now
    samples: list[Sample] = field(default_factory=list)


def tagger_of(config: Config, draft: Path | None = None) -> Tagger:
    """The configured topics, or those of a draft, which may use the configured sets."""
    if draft is not None:
        return _draft(config, draft)
    return compile(config.topics, thresholds_of(config))


def _draft(config: Config, path: Path) -> Tagger:
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    draft = yamlfile.read(path)
    if draft.problems:
        raise ConfigError(draft.format(draft.problems))
    data = draft.data if isinstance(draft.data, dict) else {"topics": {}}
    alone = "topics" not in data and "sets" not in data
    if alone:
        data = {"topics": {path.stem: data}}
    configured = yamlfile.read(config.directory / "topics.yaml").data or {}
    sets = {**(configured.get("sets") or {}), **(data.get("sets") or {})}
    topics, problems = parse({**data, "sets": sets})
    errors = [
        draft.say(problem.path[2:] if alone else problem.path, problem.message)
        for problem in problems
        if problem.severity == "error"
    ]
    if errors or not topics:
        raise ConfigError(draft.format(errors) or [f"{path.name}: has no topic in it"])
    return compile(topics, thresholds_of(config))


def documents(tagger: Tagger, inputs: Iterable[str], now: datetime) -> Iterator[Tried]:
    """Tag documents: paths of the kinds that `newsmon load` reads."""
    for name in inputs:
        for path in find([Path(name)]):
            verbatim = path.suffix.lower() == ".jsonl"
            for document in read(path, now):
                if isinstance(document, ImportedDocument):
                    yield tried(tagger, name, document.page, verbatim=verbatim)
                else:
                    yield Tried(name, None, "", "", [], {}, describe(document))


def standard_input(tagger: Tagger, text: str, now: datetime) -> Iterator[Tried]:
    """Tag a text that was piped in: lines of JSON, or one document."""
    lines = [line for line in io.StringIO(text) if line.strip()]
    if not lines or not all(line.lstrip().startswith("{") for line in lines):
        page = imported_document(text.encode(), "text/plain", now).page
        yield tried(tagger, "-", page, verbatim=False)
        return
    for line in lines:
        try:
            document = document_of_object(json.loads(line), now)
        except ValueError as error:
            raise UsageError(f"standard input: {error}") from None
        yield tried(tagger, "-", document.page, verbatim=True)


def tried(tagger: Tagger, name: str, page: Page, *, verbatim: bool = False) -> Tried:
    """Tag one page. With `verbatim` a plain text is taken as it is, so that offsets fit it."""
    url = None if page.final_url.startswith(URN) else page.final_url
    if verbatim and page.content_type == "text/plain":
        title, text = page.supplied.title or "", page.body.decode("utf-8", "replace")
        language = page.supplied.language
    else:
        article = extract(page, gate=False)
        if isinstance(article, Rejection):
            problem = f"{article.reason.value} {article.detail}".strip()
            return Tried(name, url, "", "", [], {}, problem)
        title, text, language = article.title, article.text, article.language
    if language is None and any(topic.languages for topic in tagger.topics):
        language = detect_language(text)
    matches = tagger.tag(title, text, language)
    weights = tagger.weights(title, text, language)
    return Tried(name, url, title, text, matches, weights, language=language)


def dry_run(conn: Connection, tagger: Tagger, since: datetime) -> list[DryRun]:
    """Try each topic on the articles of event time `since` or later, without storing anything."""
    runs = {topic.slug: DryRun(topic.slug) for topic in tagger.topics}
    for row in store.archive(conn, since):
        matches = {m.topic: m for m in tagger.tag(row.title, row.text, row.language)}
        for slug, run in runs.items():
            _count(run, row, matches.get(slug))
    conn.rollback()
    return list(runs.values())


def _count(run: DryRun, row: ArchivedArticle, match: TopicMatch | None) -> None:
    run.articles += 1
    stored = run.topic in row.about
    about = match is not None and match.salience == "about"
    run.gained += about and not stored
    run.dropped += stored and not about
    if match is None:
        return
    run.about += about
    run.mention += not about
    if about and len(run.samples) < _SAMPLES:
        run.samples.append(Sample(row.article_id, row.source, row.title, row.text, match))
