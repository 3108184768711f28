"""newsmon installed from a wheel: what it needs is in there, and what its user changes is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, laid out as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def newsmon(site: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSMON_", "XDG_"))}
    return subprocess.run(
        [sys.executable, "-m", "newsmon.cli", *arguments],
        cwd=home,
        env={**inherited, "HOME": str(home), "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_delivered_configuration_serves_and_is_not_written_into(
    installed: Path, tmp_path: Path
) -> None:
    checked = newsmon(installed, tmp_path, "config", "check")
    assert checked.returncode == 0, checked.stderr
    assert str(installed) in checked.stdout
    before = (installed / "newsmon/_data/config/feeds.yaml").read_bytes()
    added = newsmon(
        installed, tmp_path, "feeds", "add", "https://www.example.com/world/rss", "--offline"
    )
    assert added.returncode == 2
    assert "newsmon config init" in added.stderr
    assert (installed / "newsmon/_data/config/feeds.yaml").read_bytes() == before


def test_a_configuration_of_ones_own_is_found_by_itself(installed: Path, tmp_path: Path) -> None:
    process = newsmon(installed, tmp_path, "config", "init")
    assert process.returncode == 0, process.stderr
    assert "NEWSMON_CONFIG" not in process.stdout
    added = newsmon(
        installed, tmp_path, "feeds", "add", "https://www.example.com/world/rss", "--offline"
    )
    assert added.returncode == 0, added.stderr
    checked = newsmon(installed, tmp_path, "config", "check")
    assert str(tmp_path) in checked.stdout
    assert "https://www.example.com/world/rss" in "".join(
        path.read_text() for path in tmp_path.rglob("feeds.yaml")
    )


def test_the_wheel_alone_needs_no_airflow_and_what_pip_23_0_would_miss(installed: Path) -> None:
    (metadata,) = installed.glob("newsmon-*.dist-info/METADATA")
    required = re.findall(r"^Requires-Dist: ([\w.-]+)[^;\n]*$", metadata.read_text(), re.M)
    assert {"lxml-html-clean", "trafilatura"} <= {name.replace("_", "-") for name in required}
    assert not [name for name in required if "airflow" in name or "pgserver" in name]
