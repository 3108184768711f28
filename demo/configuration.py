"""The configuration of the sample world: five sources on loopback, the shipped topics."""

from __future__ import annotations

from pathlib import Path

from demo.world import OUTLETS
from newsmon.config import shipped

SETTINGS = """\
fetch:
  allow_private_hosts: [127.0.0.1]
  per_host_delay_seconds: 0
run:
  follow_seconds: 0.5
"""


def write(directory: Path, bases: dict[str, str], *, poll: str = "1s") -> Path:
    """Write feeds.yaml, topics.yaml and newsmon.yaml; `bases` are the outlets' addresses."""
    directory.mkdir(parents=True, exist_ok=True)
    lines = ["sources:"]
    for outlet in OUTLETS:
        base = bases[outlet.slug]
        kind = "sitemap" if outlet.kind == "sitemap" else "feed"
        lines += [
            f"  - slug: {outlet.slug}",
            f"    name: {outlet.name}",
            f"    homepage: {base}/",
            "    language: en",
            "    feeds:",
            # the sample world's news is of March 2026, whatever day it is
            f"      - {{url: {base}{outlet.feed}, kind: {kind}, poll: {poll}, max_age: 36500d}}",
        ]
    (directory / "feeds.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (directory / "newsmon.yaml").write_text(SETTINGS, encoding="utf-8")
    topics = shipped("config") / "topics.yaml"
    (directory / "topics.yaml").write_bytes(topics.read_bytes())
    return directory
