"""`newsmon airflow …`: Airflow on this machine, on the embedded Postgres."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.status import Status
from rich.text import Text

from newsmon.cli.output import errors
from newsmon.config import load

if TYPE_CHECKING:
    from newsmon.embedded.airflow import LocalAirflow, Progress

app = typer.Typer(help="Airflow on this machine, on the embedded Postgres.", no_args_is_help=True)

ONCE = ("newsmon_ingest", "newsmon_report")


class _OnTerminal:
    """A spinner with what is under way, and above it the lines that stay."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def doing(self, text: str) -> None:
        self._status.update(Text(text))

    def say(self, text: str) -> None:
        _line(text)


class _InLog:
    """Lines; what is under way gets one of its own only when it takes a while."""

    _A_WHILE = 3.0  # seconds

    def __init__(self) -> None:
        self._announcing: threading.Timer | None = None
        self._last = ""

    def doing(self, text: str) -> None:
        if text == self._last:
            return
        self.end()
        self._last = text
        self._announcing = threading.Timer(self._A_WHILE, _line, [text])
        self._announcing.daemon = True
        self._announcing.start()

    def say(self, text: str) -> None:
        self.end()
        _line(text)

    def end(self) -> None:
        if self._announcing is not None:
            self._announcing.cancel()


def _local_airflow() -> LocalAirflow:
    from newsmon.embedded.airflow import LocalAirflow

    return LocalAirflow.here()


def _line(text: str) -> None:
    errors.print(Text(text), soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Progress]:
    if errors.is_terminal:
        with errors.status("") as status:
            yield _OnTerminal(status)
    else:
        log = _InLog()
        try:
            yield log
        finally:
            log.end()


@app.command()
def once() -> None:
    """One real run of newsmon_ingest, then one of newsmon_report, without a scheduler."""
    load()  # a mistake in the configuration is said at once, and not by a failed task
    with _progress() as progress:
        _local_airflow().run_once(ONCE, progress)


@app.command()
def up(
    port: Annotated[
        int | None, typer.Option(help="Port on 127.0.0.1; left out: 8080, or a free one.")
    ] = None,
) -> None:
    """Start Airflow with scheduler and user interface, and stay until Ctrl-C."""
    from newsmon.embedded.airflow_service import AirflowService

    with _progress() as progress:
        AirflowService(_local_airflow()).up(progress, port=port)


@app.command()
def down() -> None:
    """Stop what `newsmon airflow up` started, from another terminal."""
    from newsmon.embedded.airflow_service import AirflowService

    with _progress() as progress:
        if not AirflowService(_local_airflow()).down(progress):
            progress.say("Airflow is not running")


@app.command()
def env() -> None:
    """Print the variables for Airflow's own commands: eval "$(newsmon airflow env)"."""
    from newsmon.embedded.airflow_service import AirflowService

    local = _local_airflow()
    running = AirflowService(local).running()
    variables = local.environment(port=running.port) if running else local.environment()
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")
