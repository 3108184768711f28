"""`newsmon` itself."""

from __future__ import annotations

from importlib.metadata import version

from typer.testing import CliRunner

from newsmon.cli.app import app


def test_version_is_that_of_the_installed_package() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout.strip()) == (0, f"newsmon {version('newsmon')}")


def test_alone_it_lists_its_commands_and_an_unknown_one_is_named() -> None:
    assert "Usage: newsmon" in CliRunner().invoke(app, []).output
    refused = CliRunner().invoke(app, ["pull"])
    assert refused.exit_code == 2
    assert "pull" in refused.output
