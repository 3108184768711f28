"""Public and private addresses that are real, names that a real resolver looks up.

In a network namespace of their own, where this machine has them all. Needs the right to make one:
root has it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from tests.conftest import CI, ROOT
from tests.fetch import namespace_world as world

REACHED = set(world.CASES[:6]) | {"http://public.example/to/public.example"}


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What fetching came to, by URL; and the addresses that saw a connection."""
    unshare = ["unshare", "--net", "--mount", "--propagation", "private"]
    try:
        allowed = (
            subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        allowed = False
    if not allowed and not (CI and os.geteuid() == 0):
        pytest.skip("making a network namespace is not permitted here")
    resolv_conf = tmp_path_factory.mktemp("dns") / "resolv.conf"
    resolv_conf.write_text("nameserver 127.0.0.1\noptions timeout:2 attempts:1\n")
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "tests.fetch.namespace_world", str(resolv_conf)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("url", world.CASES)
def test_only_public_addresses_are_reached_whatever_leads_to_them(found: Any, url: str) -> None:
    expected = {"reached"} if url in REACHED else {"forbidden_address", "bad_url"}
    assert found["found"][url] in expected


def test_a_name_that_turns_inward_is_refused_from_then_on(found: Any) -> None:
    assert found["found"]["rebinding"] == "reached, then forbidden_address"


def test_no_private_address_saw_so_much_as_a_connection(found: Any) -> None:
    assert set(found["connected"]) == {world.PUBLIC, world.PUBLIC6, world.NAT64_PUBLIC}
