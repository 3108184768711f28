"""Reads the three files, checks all of them, and says everything that is wrong at once."""

from __future__ import annotations

import difflib
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from newsmon.config import yamlfile
from newsmon.config.kinds import Model
from newsmon.config.paths import config_directory, shipped
from newsmon.config.settings import Settings
from newsmon.config.sources import FeedConfig, FeedsFile, SourceConfig
from newsmon.config.value_errors import explain
from newsmon.config.yamlfile import YamlFile, YamlPath
from newsmon.errors import ConfigError
from newsmon.topics import Topics, parse
from newsmon.urls import normalise

log = logging.getLogger(__name__)

M = TypeVar("M", bound=Model)
Problems = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that `feeds.yaml`, `topics.yaml` and `newsmon.yaml` say."""

    settings: Settings
    sources: tuple[SourceConfig, ...]
    topics: Topics
    directory: Path
    warnings: tuple[str, ...] = ()  # worth a look, but nothing is wrong

    def feeds(self) -> Iterator[tuple[SourceConfig, FeedConfig]]:
        """Every feed with the source that owns it, in the order of the file."""
        return ((source, feed) for source in self.sources for feed in source.feeds)

    def folder(self, name: str) -> Path:
        """A folder named in the configuration: beside its own folder, else one we ship."""
        path = Path(name).expanduser()
        beside = self.directory.parent / path
        ours = shipped(name)
        return ours if not beside.exists() and ours.exists() else beside

    def seed_folders(self) -> tuple[Path, ...]:
        """Return the folders that may hold originals of the seeds: `$NEWSMON_SEEDS` first."""
        variable = os.environ.get("NEWSMON_SEEDS", "")
        first = [Path(part).expanduser() for part in variable.split(os.pathsep) if part]
        return (*first, *(self.folder(part) for part in self.settings.seeds.folders))


def load(directory: Path | None = None) -> Config:
    """The configuration in a folder, by default `config_directory()`.

    Raises ConfigError with every problem of all three files.
    """
    directory = (directory or config_directory()).expanduser().resolve()
    problems: list[str] = []
    warnings: list[str] = []
    sources = _sources(directory, problems)
    settings = _settings(directory, problems, warnings)
    topics = _topics(directory, problems, warnings)
    if settings and topics:
        problems += _strange_topics(settings, [topic.slug for topic in topics.topics])
    if problems or sources is None or settings is None or topics is None:
        raise ConfigError(problems)
    for warning in warnings:
        log.info("worth a look: %s", warning)
    config = Config(settings, sources, topics, directory, tuple(warnings))
    log.debug("read %s: %d sources, %d feeds, %d topics",
              directory, len(sources), len(list(config.feeds())), len(topics))  # fmt: skip
    return config


def sources_of(text: str) -> tuple[SourceConfig, ...]:
    """The sources in a text of `feeds.yaml`; raises ConfigError with all problems."""
    file = yamlfile.parse(text.encode("utf-8", "surrogatepass"), "feeds.yaml")
    parsed, problems = _check(file, FeedsFile)
    problems += _repeated_names(file)
    if problems or parsed is None:
        raise ConfigError(file.format(problems))
    return parsed.sources


def _sources(directory: Path, problems: list[str]) -> tuple[SourceConfig, ...] | None:
    file = yamlfile.read(directory / "feeds.yaml")
    if file.data is None and not file.problems:
        problems.append(
            f"feeds.yaml: there is none in {directory}; write one (`newsmon config init FOLDER` "
            "makes an example), or set NEWSMON_CONFIG to the folder that has it"
        )
        return None
    parsed, file_problems = _check(file, FeedsFile)
    file_problems += _repeated_names(file)
    problems += file.format(file_problems)
    return parsed.sources if parsed else None


def _settings(directory: Path, problems: list[str], warnings: list[str]) -> Settings | None:
    file = yamlfile.read(directory / "newsmon.yaml")
    if file.data is None and not file.problems:
        return Settings()
    settings, file_problems = _check(file, Settings)
    problems += file.format(file_problems)
    if settings and settings.fetch.mining_opt_out:
        warnings.append(_OLD_OPT_OUT[settings.fetch.mining_opt_out])
    return settings


_OLD_OPT_OUT: Final = {
    "skip": "newsmon.yaml: fetch.mining_opt_out still works; its new form is "
    "`rights: {mine: honour, ai_input: honour, ai_train: honour}` under fetch",
    "record": "newsmon.yaml: fetch.mining_opt_out is no longer needed: reservations are recorded "
    "unless fetch.rights honours them",
}


def _topics(directory: Path, problems: list[str], warnings: list[str]) -> Topics | None:

    file = yamlfile.read(directory / "topics.yaml")
    if file.problems:
        problems += file.format(file.problems)
        return None
    data = {} if file.data is None else file.data
    if not isinstance(data, dict):
        problems += file.format([(1, "needs `topics:` (and `sets:`) at the top, not this")])
        return None
    topics, topic_problems = parse(data)
    by_severity: dict[str, Problems] = {"error": [], "warning": []}
    for problem in topic_problems:
        by_severity[problem.severity].append(file.say(tuple(problem.path), problem.message))
    problems += file.format(by_severity["error"])
    warnings += file.format(by_severity["warning"])
    return topics


def _strange_topics(settings: Settings, topics: Sequence[str]) -> Iterator[str]:
    """Yield what newsmon.yaml says of topics that topics.yaml does not have."""
    for section, chosen in settings.chosen_topics():
        for name in chosen:
            if name not in topics:
                hint = difflib.get_close_matches(name, topics, n=1)
                remedy = f"; did you mean {hint[0]}?" if hint else ""
                yield f"newsmon.yaml: {section}: there is no topic {name} in topics.yaml{remedy}"


def _check(file: YamlFile, model: type[M]) -> tuple[M | None, Problems]:
    """The file's data as a model, or what keeps it from being one."""
    if file.problems:
        return None, list(file.problems)
    try:
        return model.model_validate(file.data), []
    except ValidationError as error:
        return None, [
            file.say(*explain(detail, file.data, model))
            for detail in error.errors(include_url=False, include_context=True)
        ]


def _repeated_names(file: YamlFile) -> Problems:
    """Find slugs and addresses that occur twice, whatever else is wrong with the file."""
    problems: Problems = []
    first_paths: dict[tuple[str, str], YamlPath] = {}
    for kind, value, path in _names(file.data):
        first = first_paths.setdefault((kind, identity(value)), path)
        if first != path:
            where = f"{yamlfile.show_path(first)} (line {file.line(first)})"
            remedy = "choose another" if kind == "slug" else "remove one"
            problems.append(file.say(path, f'"{value}" is also at {where}; {remedy}'))
    return problems


def _names(data: Any) -> Iterator[tuple[str, str, YamlPath]]:
    for i, source in _mappings(data, "sources"):
        if isinstance(source, dict):
            if isinstance(slug := source.get("slug"), str):
                yield "slug", slug, ("sources", i, "slug")
            for j, feed in _mappings(source, "feeds"):
                path: YamlPath = ("sources", i, "feeds", j)
                url = feed
                if isinstance(feed, dict):
                    key = "url" if "url" in feed else "path"
                    url, path = feed.get(key), (*path, key)
                if isinstance(url, str):
                    yield "url", url, path


def _mappings(data: Any, key: str) -> Iterator[tuple[int, Any]]:
    inside = data.get(key) if isinstance(data, dict) else None
    return iter(enumerate(inside)) if isinstance(inside, list) else iter(())


def identity(value: str) -> str:
    """Return one form for an address: host in small letters, no slash at the end."""
    try:
        return normalise(value).rstrip("/")
    except ValueError:
        return value.rstrip("/")
