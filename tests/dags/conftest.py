"""Airflow for the tests of the DAG files, with no database: they are only parsed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag

DAGS = Path(__file__).resolve().parents[2] / "dags"


@pytest.fixture(scope="session")
def airflow_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The environment that must be there before Airflow is imported for the first time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW_HOME", str(tmp_path_factory.mktemp("airflow")))
        patch.setenv("AIRFLOW__CORE__DAGS_FOLDER", str(DAGS))
        patch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
        patch.syspath_prepend(str(DAGS))  # as Airflow does
        yield


@pytest.fixture(scope="session")
def bag(airflow_settings: None) -> DagBag:
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(str(DAGS))


@pytest.fixture
def fresh_modules() -> Iterator[None]:
    """DAG modules that a test imports are imported anew."""
    yield
    for name in [name for name in sys.modules if name.startswith("newsmon_")]:
        del sys.modules[name]
