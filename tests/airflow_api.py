"""As much of Airflow's REST API as the tests need."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import httpx

_OVER = ("success", "failed")


class ApiError(Exception):
    """Airflow refused a request; the status and its reasons."""


class AirflowApi:
    def __init__(self, address: str, password: str, user: str = "admin") -> None:
        self._address = address
        self._token = ""
        login = {"username": user, "password": password}
        self._token = self._call("POST", "/auth/token", login)["access_token"]

    def get(self, path: str) -> httpx.Response:
        """Ask for any address of its web server, as who is logged in."""
        headers = {"Authorization": f"Bearer {self._token}"}
        return httpx.get(self._address + path, headers=headers, timeout=60)

    def run(self, dag_id: str, conf: dict[str, Any] | None = None) -> dict[str, Any]:
        """Trigger a run with no logical date, and wait for its end."""
        self._wait_until_known(dag_id)
        body = {"logical_date": None, "conf": conf or {}}
        started = self._call("POST", f"/api/v2/dags/{dag_id}/dagRuns", body)
        return self.wait(dag_id, started["dag_run_id"])

    def backfill(self, dag_id: str, first: str, last: str) -> None:
        """Have the intervals from one moment to another computed anew, as its interface does."""
        dates = {"from_date": first, "to_date": last}
        body = {"dag_id": dag_id, "reprocess_behavior": "completed", **dates}
        self._call("POST", "/api/v2/backfills", body)

    def wait_until_backfillable(self, dag_id: str, seconds: float = 180) -> None:
        """Until it has read the schedule of a DAG anew, and can backfill it."""
        end = time.monotonic() + seconds
        while not (dag := self._call("GET", f"/api/v2/dags/{dag_id}"))["is_backfillable"]:
            assert time.monotonic() < end, dag
            time.sleep(1)

    def wait_until_backfilled(self, dag_id: str, seconds: float = 400) -> None:
        """Until none is under way: Airflow takes one at a time, and looks which ended by and by."""
        end = time.monotonic() + seconds
        while True:
            path = f"/api/v2/backfills?dag_id={dag_id}"
            backfills = self._call("GET", path)["backfills"]
            if backfills and all(backfill["completed_at"] for backfill in backfills):
                return
            assert time.monotonic() < end, backfills
            time.sleep(1)

    def wait(self, dag_id: str, run_id: str, seconds: float = 300) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while True:
            path = f"/api/v2/dags/{dag_id}/dagRuns/{quote(run_id)}"
            run: dict[str, Any] = self._call("GET", path)
            if run["state"] in _OVER:
                return run
            assert time.monotonic() < end, (run["state"], self.tasks(dag_id, run))
            time.sleep(1)

    def wait_until_idle(self, dag_id: str, run_type: str = "", seconds: float = 120) -> None:
        """Until the DAG has run (by its schedule, say), and no such run of it is under way."""
        end = time.monotonic() + seconds
        while True:
            runs = self.runs(dag_id)
            states = [run["state"] for run in runs if run["run_type"].startswith(run_type)]
            if states and all(state in _OVER for state in states):
                return
            assert time.monotonic() < end, states
            time.sleep(1)

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self._call("GET", f"/api/v2/dags/{dag_id}/dagRuns")[
            "dag_runs"
        ]
        return listed

    def tasks(self, dag_id: str, run: dict[str, Any]) -> list[dict[str, Any]]:
        path = f"/api/v2/dags/{dag_id}/dagRuns/{quote(run['dag_run_id'])}/taskInstances"
        listed: list[dict[str, Any]] = self._call("GET", path)["task_instances"]
        return listed

    def clear(self, dag_id: str, run: dict[str, Any], task_id: str, map_index: int) -> None:
        """Clear one mapped task and what comes after it, as a person does in the grid."""
        body = {
            "dry_run": False,
            "dag_run_id": run["dag_run_id"],
            "task_ids": [[task_id, map_index]],
            "include_downstream": True,
            "only_failed": False,
            "reset_dag_runs": True,
        }
        self._call("POST", f"/api/v2/dags/{dag_id}/clearTaskInstances", body)

    def _wait_until_known(self, dag_id: str, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while True:
            dags = self._call("GET", "/api/v2/dags?limit=100")["dags"]
            if dag_id in [dag["dag_id"] for dag in dags]:
                return
            assert time.monotonic() < end, f"{dag_id} was not parsed"
            time.sleep(1)

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._address + path, data=data, method=method, headers=headers)
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise ApiError(f"{error.code}: {error.read().decode()}") from error
