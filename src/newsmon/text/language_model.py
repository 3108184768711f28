"""The detector's model, unpacked once on a machine and mapped into each process.

py3langid ships it compressed: unpacking takes half a second and 70 MiB in every process that
detects a language. Unpacked files in the user's cache folder are mapped instead, at no cost until
they are read, and all processes share them.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

_NEXT_STATES, _FACTS = "next_states.bin", "facts.json"


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
    return cache / f"language-model-py3langid-{version('py3langid')}"


def _unpack(folder: Path) -> None:
    """Write the model's parts to a folder, which comes into being complete or not at all."""
    import numpy as np
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    weights, priors, labels, next_states, rows, outputs = load_model(MODEL_DIR / MODEL_FILE)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix="unfinished-"))
    try:
        (unfinished / _NEXT_STATES).write_bytes(memoryview(next_states))
        facts = [next_states.typecode, len(next_states), labels]
        (unfinished / _FACTS).write_text(json.dumps(facts), "utf-8")
        arrays = {"weights": weights, "priors": priors, "rows": rows, "outputs": outputs}
        for name, array in arrays.items():
            np.save(unfinished / name, array)
        unfinished.rename(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not folder.is_dir():  # else another process has just written it
            raise


def _mapped(folder: Path) -> Any:
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    typecode, length, labels = json.loads((folder / _FACTS).read_text("utf-8"))
    next_states = memoryview(_map(folder / _NEXT_STATES)).cast(typecode)
    if len(next_states) != length:
        raise ValueError(f"{folder / _NEXT_STATES} has {len(next_states)} states, not {length}")
    weights, priors, rows, outputs = (
        np.load(folder / f"{name}.npy", mmap_mode="r")
        for name in ("weights", "priors", "rows", "outputs")
    )
    return LanguageIdentifier(
        weights,
        np.array(priors),
        labels,
        next_states,
        outputs.tolist(),
        norm_probs=True,
        tk_row=rows.tolist(),
    )


def _map(path: Path) -> mmap.mmap:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)
