"""The detector's model, unpacked once on a machine and mapped into each process.

py3langid ships it compressed: unpacking takes half a second and 70 MiB in every process that
detects a language. Unpacked files in the user's cache folder are mapped instead, at no cost until
they are read, and all processes share them.
"""

from __future__ import annotations

import lzma
import shutil
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

# Arrays in the packed file: weights, priors, languages, states, their rows and outputs.
_ARRAYS = ("ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat")
_PIECE = 1024 * 1024  # bytes that are copied at once


def load_identifier() -> Any:
    """Return a `LanguageIdentifier` of py3langid; mapped, or where no file can be kept, its own."""
    folder = _folder()
    try:
        if not folder.is_dir():
            _unpack(folder)
        return _mapped(folder)
    except (OSError, ValueError, KeyError, TypeError):  # nowhere to write, or a file was cut
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _folder() -> Path:
    """Return where the unpacked model of the installed py3langid is kept."""
    cache = platformdirs.user_cache_path("newsmon")
    return cache / f"language-arrays-py3langid-{version('py3langid')}"


def _unpack(folder: Path) -> None:
    """Write the arrays of the model to a folder, which comes into being complete or not at all.

    They are copied as they are packed: making arrays of them to be written takes as long again as
    unpacking.
    """
    from py3langid.langid import MODEL_DIR, MODEL_FILE

    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix="unfinished-"))
    try:
        with tempfile.TemporaryFile(dir=unfinished) as unpacked:
            with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
                shutil.copyfileobj(packed, unpacked, _PIECE)
            with zipfile.ZipFile(unpacked) as archive:
                for name in _ARRAYS:
                    archive.extract(f"{name}.npy", unfinished)
        unfinished.rename(folder)
    except (OSError, KeyError):
        shutil.rmtree(unfinished, ignore_errors=True)
        if not folder.is_dir():  # else another process has just written it
            raise


def _mapped(folder: Path) -> Any:
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    weights, priors, labels, next_states, rows, outputs = (
        np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS
    )
    return LanguageIdentifier(
        np.asarray(weights),  # still the file; rows of a plain array cost half
        np.array(priors),
        labels.tolist(),
        memoryview(next_states),
        outputs.tolist(),
        norm_probs=True,
        tk_row=rows.tolist(),
    )
