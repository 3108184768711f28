"""The articles that newsmon is delivered with: facts in a manifest, the best text at hand.

`manifest.yaml` in a folder feed makes it a folder of seeds. The text of each seed is, best
first: its live page (fetched like any other, at most weekly), an original that was given and
is recognised by its SHA-256, our own brief.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timezone
from difflib import SequenceMatcher
from pathlib import Path

from newsmon.config import Config, yamlfile
from newsmon.errors import ConfigError
from newsmon.model import Edition, Moment, Page, Precision, SuppliedMetadata
from newsmon.pipeline.imports.imported import ImportedDocument, identity, imported_document

MANIFEST = "manifest.yaml"
METHOD = "manifest"
GUID = "seed:"
SAME_TITLE = 0.6  # outlets reword headlines after publication, but not beyond recognition
LARGEST_ORIGINAL = 4 * 1024 * 1024  # bytes; larger files in the folders are not looked at


@dataclass(frozen=True, slots=True)
class Seed:
    """Bibliographic facts of one article, and where our brief of it lies."""

    id: str
    source: str  # slug of the outlet
    source_name: str
    url: str
    title: str
    authors: tuple[str, ...]
    published: Moment
    sha256: str  # of the original document
    brief: Path

    @property
    def supplied(self) -> SuppliedMetadata:
        return SuppliedMetadata(
            title=self.title, authors=self.authors, published=self.published, is_vouched_for=True
        )


def has_manifest(folder: Path) -> bool:
    """Tell whether a folder holds articles whose facts stand in a manifest."""
    return (folder / MANIFEST).is_file()


def manifest(config: Config) -> tuple[Seed, ...]:
    """The seeds of all folder feeds, in the order of their manifests."""
    folders = [config.folder(feed.url) for _, feed in config.feeds() if feed.kind == "folder"]
    return tuple(seed for folder in folders if has_manifest(folder) for seed in read(folder))


def by_digest(config: Config) -> dict[str, Seed]:
    """The seeds by the SHA-256 of their originals."""
    return {seed.sha256: seed for seed in manifest(config)}


def read(folder: Path) -> list[Seed]:
    """The manifest of a folder. Raises ConfigError with every entry that cannot be used."""
    file = yamlfile.read(folder / MANIFEST)
    if not isinstance(file.data, list) and not file.problems:
        file.problems.append((1, "needs a list of articles at the top"))
    problems, seeds = list(file.problems), []
    for number, facts in enumerate(file.data if not problems else ()):
        try:
            seeds.append(_seed(folder, facts))
        except (KeyError, TypeError, ValueError) as error:
            problems.append(file.say((number,), f"missing or wrong: {error}"))
    if problems:
        raise ConfigError([f"{folder}: {problem}" for problem in file.format(problems)])
    return seeds


def is_same_title(manifest_title: str, live_title: str) -> bool:
    """Tell whether a live page is the seed's, and not whatever its address leads to today."""
    return SequenceMatcher(None, _words(manifest_title), _words(live_title)).ratio() >= SAME_TITLE


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def best_editions(
    folder: Path, config: Config, now: datetime
) -> Iterator[tuple[Seed, ImportedDocument]]:
    """Each seed of a folder with the best document at hand: its original, else our brief."""
    seeds = read(folder)
    documents = originals(config.seed_folders(), {seed.sha256 for seed in seeds})
    for seed in seeds:
        if original := documents.get(seed.sha256):
            yield (
                seed,
                as_original(
                    seed, imported_document(original, "text/plain", now, charset=None).page
                ),
            )
        else:
            yield seed, _as_brief(seed, now)


def originals(folders: Iterable[Path], digests: set[str]) -> dict[str, bytes]:
    """Return the documents in these folders that have one of these digests, by digest."""
    documents: dict[str, bytes] = {}
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.stat().st_size <= LARGEST_ORIGINAL:
                body = path.read_bytes()
                if (named := digest(body)) in digests:
                    documents.setdefault(named, body)
    return documents


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def as_original(seed: Seed, page: Page) -> ImportedDocument:
    """A document that was recognised as a seed's original, under the seed's identity."""
    return _of_seed(seed, replace(page, edition=Edition.ORIGINAL))


def _as_brief(seed: Seed, now: datetime) -> ImportedDocument:
    page = imported_document(seed.brief.read_bytes(), "text/html", now).page
    return _of_seed(seed, replace(page, edition=Edition.BRIEF))


def _of_seed(seed: Seed, page: Page) -> ImportedDocument:
    url, key, host = identity(seed.url)
    page = replace(page, url=url, final_url=url, supplied=seed.supplied)
    return ImportedDocument(f"{GUID}{seed.id}", url, key, host, page, seed.source, seed.source_name)


def _seed(folder: Path, facts: dict[str, object]) -> Seed:
    authors = facts.get("authors") or ()
    if not isinstance(authors, (list, tuple)):
        raise ValueError("authors is not a list")
    return Seed(
        id=str(facts["id"]),
        source=str(facts["source"]),
        source_name=str(facts["name"]),
        url=identity(str(facts["url"]))[0],
        title=str(facts["title"]),
        authors=tuple(str(name) for name in authors),
        published=_moment(facts["published"]),
        sha256=str(facts["sha256"]),
        brief=folder / "briefs" / f"{facts['id']}.html",
    )


def _moment(value: object) -> Moment:
    """A day, or a time with its zone. Raises ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError(f"published: {value!r} is not a date")
    if ":" not in value:
        day = datetime.combine(date.fromisoformat(value), time(), timezone.utc)
        return Moment(day, Precision.DAY, METHOD)
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError(f"published: {value} has no zone")
    return Moment(at.astimezone(timezone.utc), Precision.MINUTE, METHOD)
