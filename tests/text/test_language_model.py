"""The detector's model: unpacked once, mapped from then on, and never missed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from newsmon.text.language_model import load_identifier

TEXTS = (
    "The council met on Tuesday and voted for the bridge after a long debate.",
    "Der Stadtrat hat am Dienstag nach langer Debatte für die Brücke gestimmt.",
    "Городской совет во вторник после долгих споров проголосовал за мост.",
    "市議会は火曜日、長い議論の末に橋の建設を承認した。",
    "",
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "newsmon"


def _answers(identifier: LanguageIdentifier) -> list[tuple[str, float]]:
    return [identifier.classify(text) for text in TEXTS]


@pytest.fixture(scope="module")
def own_answers() -> list[tuple[str, float]]:
    return _answers(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))


def test_mapped_model_answers_as_the_packed_one(
    cache: Path, own_answers: list[tuple[str, float]]
) -> None:
    assert _answers(load_identifier()) == own_answers
    assert len(list(cache.iterdir())) == 1


def test_second_process_maps_what_the_first_unpacked(cache: Path) -> None:
    load_identifier()
    written = {path: path.stat().st_mtime_ns for path in cache.rglob("*")}
    identifier = load_identifier()
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*")} == written
    assert isinstance(identifier.nb_ptc.base, np.memmap)


def test_without_a_place_to_write_the_packed_model_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_answers: list[tuple[str, float]]
) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(no_folder))
    assert _answers(load_identifier()) == own_answers


@pytest.mark.parametrize("name", ["nextmove.npy", "ptc.npy", "pc.npy", "classes.npy"])
def test_file_that_was_cut_is_not_believed(
    cache: Path, own_answers: list[tuple[str, float]], name: str
) -> None:
    load_identifier()
    path = next(cache.rglob(name))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert _answers(load_identifier()) == own_answers
