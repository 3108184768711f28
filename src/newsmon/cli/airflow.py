"""`newsmon airflow …`: Airflow on this machine, on the embedded Postgres."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.status import Status
from rich.text import Text

from newsmon.cli.output import errors
from newsmon.config import load
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
        errors.print(Text(text), soft_wrap=True)


class _InLog:
    """Each thing on its own line, once."""

    def __init__(self) -> None:
        self._last = ""

    def doing(self, text: str) -> None:
        if text != self._last:
            self._last = text
            self.say(text)

    def say(self, text: str) -> None:
        errors.print(Text(text), soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Progress]:
    if errors.is_terminal:
        with errors.status("") as status:
            yield _OnTerminal(status)
    else:
        yield _InLog()


@app.command()
def once() -> None:
    """One real run of newsmon_ingest, then one of newsmon_report, without a scheduler."""
    load()  # a mistake in the configuration is said at once, and not by a failed task
    with _progress() as progress:
        LocalAirflow.here().run_once(ONCE, progress)


@app.command()
def up(
    port: Annotated[
        int | None, typer.Option(help="Port on 127.0.0.1; left out: 8080, or a free one.")
    ] = None,
) -> None:
    """Start Airflow with scheduler and user interface, and stay until Ctrl-C."""
    from newsmon.embedded.airflow_service import AirflowService

    with _progress() as progress:
        AirflowService(LocalAirflow.here()).up(progress, port=port)


@app.command()
def down() -> None:
    """Stop what `newsmon airflow up` started, from another terminal."""
    from newsmon.embedded.airflow_service import AirflowService

    with _progress() as progress:
        if not AirflowService(LocalAirflow.here()).down(progress):
            progress.say("Airflow is not running")


@app.command()
def env() -> None:
    """Print the variables for Airflow's own commands: eval "$(newsmon airflow env)"."""
    from newsmon.embedded.airflow_service import AirflowService

    local = LocalAirflow.here()
    running = AirflowService(local).running()
    variables = local.environment(port=running.port) if running else local.environment()
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")
