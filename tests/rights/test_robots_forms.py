"""Forms of robots.txt that publishers and their tools serve: access, pause and rights, by path.

The forms are in `robots_forms.yaml`, in our own words, with the sections that decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsmon.fetch import Answer
from newsmon.fetch.robots import Permission, prepared, updated, verdict
from newsmon.rights import Verdict, decide

ORIGIN = "https://paper.example"
AGENT = "newsmon"
NOW = datetime(2026, 11, 29, tzinfo=timezone.utc)
SIGNS = {Verdict.ALLOWED: "+", Verdict.RESERVED: "-"}
RULES = "".join(f"Disallow: /rule/{n}\n" for n in range(10_000))


@dataclass(frozen=True)
class Form:
    """A robots.txt as it is served, and the verdicts on paths."""

    name: str
    body: bytes
    content_type: str
    verdicts: dict[str, str]


def form(name: str, text: str, verdicts: dict[str, str], served: Mapping[str, str] = {}) -> Form:
    text = re.sub(r"\{x(\d+)\}", lambda match: "x" * int(match[1]), text)
    text = text.replace("{10000 rules}", RULES)
    encoding = served.get("encoding") or served.get("charset") or "utf-8"
    return Form(name, text.encode(encoding), served.get("type", "text/plain"), verdicts)


def forms() -> list[Form]:
    rows: list[Any] = yaml.safe_load(Path(__file__).with_name("robots_forms.yaml").read_text())
    return [form(*row) for row in rows]


FORMS = forms()


def permissions(served: Form) -> dict[str, Permission]:
    """Return the permission for each path, by the way that an answer takes to the cache."""
    url = f"{ORIGIN}/robots.txt"
    stated = re.search(r"charset=(\S+)", served.content_type)
    charset = stated[1] if stated else None
    answer = Answer(url, url, 200, (), served.body, served.content_type, charset, None, 0.1)
    current = prepared(updated(ORIGIN, answer, None, NOW), AGENT)
    return {path: verdict(current, ORIGIN + path, AGENT, NOW) for path in served.verdicts}


def words(path: str, permission: Permission) -> set[str]:
    """Return a permission in the words of the table; rights of readable pages only (attach 3.1)."""
    pause = set() if permission.delay is None else {f"{permission.delay:g}s"}
    if not permission.allowed:
        return {"disallowed"} | pause
    decided = decide([permission.rights.of(ORIGIN + path)])
    uses = {f"{statement.use.value}{SIGNS[statement.verdict]}" for statement in decided}
    return {"allowed"} | pause | uses | set(permission.rights.licences)


@pytest.mark.parametrize("served", FORMS, ids=lambda served: served.name.replace(" ", "-"))
def test_a_form_is_read_as_its_publisher_means_it(served: Form) -> None:
    read = {path: words(path, permission) for path, permission in permissions(served).items()}
    assert read == {path: set(stated.split()) for path, stated in served.verdicts.items()}


def test_each_form_is_there_once() -> None:
    assert len({served.name for served in FORMS}) == len(FORMS) >= 200
    assert len({(served.body, served.content_type) for served in FORMS}) == len(FORMS)
