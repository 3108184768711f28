"""docker-compose.yml: a valid file, no weak secrets, and services that do what they are for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import psycopg2
import pytest
import yaml
from tests.airflow_api import AirflowApi
from tests.compose_services import (
    ROOT,
    MissingSecretError,
    Service,
    Stack,
    interpolate,
    read,
    redis_server,
)
from tests.conftest import CI, FAST
from tests.loopback_news import outlets

from newsmon.embedded import EmbeddedPostgres, postgres

PARTS = ("api-server", "scheduler", "dag-processor", "triggerer")
IMAGE = (*PARTS, "init", "worker")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """What deploy/make-env.sh writes."""
    target = tmp_path / "env"
    subprocess.run(["sh", str(ROOT / "deploy" / "make-env.sh"), str(target)], check=True)
    assert target.stat().st_mode & 0o777 == 0o600
    lines = [line for line in target.read_text().splitlines() if line and line[0] != "#"]
    return dict(line.split("=", 1) for line in lines)


def test_it_is_a_compose_file() -> None:
    checker = str(Path(sys.executable).with_name("check-jsonschema"))
    file = str(ROOT / "docker-compose.yml")
    process = subprocess.run(
        [checker, "--builtin-schema", "vendor.compose-spec", file],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stdout + process.stderr


def test_every_secret_is_required_and_none_has_a_default(env: dict[str, str]) -> None:
    read(env)
    for name in env:
        with pytest.raises(MissingSecretError, match=name):
            read({**env, name: ""})


def test_fresh_secrets_are_strong_and_all_different(env: dict[str, str]) -> None:
    assert len(set(env.values())) == len(env)
    for name, value in env.items():
        assert len(value) >= 40, name
        assert name == "AIRFLOW_FERNET_KEY" or value.isalnum(), name


def test_no_part_can_gain_rights_or_write_where_it_has_no_business() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["read_only"] is True, name
        assert "/tmp" in service["tmpfs"] or "/data" in service["tmpfs"], name


def test_images_of_others_are_named_by_digest() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    images = re.findall(r"^ +image: (\S+)", compose, re.M)
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)
    digest = re.compile(r"[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64}")
    assert {image for image in images if not digest.fullmatch(image)} == {"newsmon:local"}


def test_secrets_in_use_are_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "env"
    target.write_text("in use")
    script = str(ROOT / "deploy" / "make-env.sh")
    process = subprocess.run(["sh", script, str(target)], capture_output=True, check=False)
    assert process.returncode == 1
    assert target.read_text() == "in use"


def test_the_example_names_exactly_the_variables_of_the_file() -> None:
    used = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, flags=re.MULTILINE))
    assert named - {"COMPOSE_PROFILES"} == used


def test_variables_are_filled_in_as_compose_does() -> None:
    text = "$$HOME ${A}-${B:-b}-${C:-}"
    assert interpolate(text, {"A": "a", "B": ""}) == "$HOME a-b-"


def test_it_is_local_executor_unless_asked_and_celery_stands_behind_a_profile(
    env: dict[str, str],
) -> None:
    services = read(env)["services"]
    for part in PARTS:
        assert services[part]["environment"]["AIRFLOW__CORE__EXECUTOR"] == "LocalExecutor"
        assert "profiles" not in services[part]
    for part in ("redis", "worker"):
        assert services[part]["profiles"] == ["celery"]


def test_tasks_cannot_reach_airflows_own_database(env: dict[str, str]) -> None:
    for value in read(env)["services"]["worker"]["environment"].values():
        assert env["AIRFLOW_DB_PASSWORD"] not in value


def test_every_lasting_service_has_a_health_check_and_comes_back(env: dict[str, str]) -> None:
    for name, service in read(env)["services"].items():
        if name not in ("init", "cli"):
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_the_command_line_is_a_service_that_may_write_the_configuration(
    env: dict[str, str],
) -> None:
    services = read(env)["services"]
    cli = services["cli"]
    assert cli["entrypoint"] == ["newsmon"]
    assert (cli["profiles"], cli["restart"]) == (["cli"], "no")
    assert "./config:/opt/newsmon/config" in cli["volumes"]
    assert cli["environment"].items() >= services["worker"]["environment"].items()
    for part in (*PARTS, "worker"):
        assert "./config:/opt/newsmon/config:ro" in services[part]["volumes"]


def test_the_server_and_the_callbacks_get_no_secret_of_airflow(env: dict[str, str]) -> None:
    services = read(env)["services"]
    for part in ("serve", "push"):
        assert services[part]["profiles"] == [part]
        assert services[part]["volumes"] == ["./config:/opt/newsmon/config:ro"]
        values = services[part]["environment"]
        used = {name for name, secret in env.items() if any(secret in v for v in values.values())}
        assert used == {"NEWSMON_DB_PASSWORD"} | (
            {"NEWSMON_SERVE_TOKEN"} if part == "serve" else set()
        )


def test_secrets_of_feeds_and_alerts_reach_every_part_by_a_file_of_their_own(
    env: dict[str, str],
) -> None:
    services = read(env)["services"]
    for part in (*IMAGE, "cli", "serve", "push"):
        assert services[part]["env_file"] == [{"path": "newsmon.env", "required": False}], part
    for other in ("postgres", "redis", "grafana"):
        assert "env_file" not in services[other]
    assert "newsmon.env" in (ROOT / ".gitignore").read_text().split()


def test_nothing_is_published_beyond_this_machine(env: dict[str, str]) -> None:
    for service in read(env)["services"].values():
        assert all(str(port).startswith("127.0.0.1:") for port in service.get("ports", []))


def test_the_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last_stage = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM")) :]
    assert "USER newsmon" in last_stage
    assert "--require-hashes" in "\n".join(lines)


# -- the services, running ----------------------------------------------------------------


@pytest.fixture
def redis() -> None:
    if redis_server() is None:
        reason = "redis-server is not installed"
        if CI:
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def stack(
    tmp_path: Path, env: dict[str, str], redis: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stack]:
    """The project with Celery; its database server runs, set up by its own script."""
    # the image's superuser and empty server, where ours has an owner and databases of its own
    monkeypatch.setattr(postgres, "ADMINISTRATOR", "postgres")
    monkeypatch.setattr(postgres, "DATABASES", ("postgres",))
    server = EmbeddedPostgres(tmp_path / "server", settings=FAST)
    services = Stack(
        tmp_path / "stack", {**env, "AIRFLOW_EXECUTOR": "CeleryExecutor"}, tmp_path / "config"
    )
    try:
        parts = psycopg2.extensions.parse_dsn(server.start())
        services.ports[5432] = int(parts["port"])
        database = services.service(
            "postgres", PGHOST="127.0.0.1", PGPORT=parts["port"], PGPASSWORD=parts["password"]
        )
        services.wait_until_healthy(database)
        scripts = [
            volume.split(":")[0]
            for volume in database.definition["volumes"]
            if "/docker-entrypoint-initdb.d/" in volume
        ]
        database.arguments = ["sh", str(ROOT / scripts[0])]
        database.finish()
        yield services
    finally:
        survivors = services.stop()
        server.remove()
    assert survivors == []


@pytest.mark.slow
@pytest.mark.xdist_group("airflow")
def test_two_celery_workers_share_a_run_triggered_by_rest(stack: Stack) -> None:
    with outlets(8, articles=3, seconds=0.5) as news:
        news.write_configuration(stack.config)
        stack.service("init").finish()
        broker = stack.service("redis")
        broker.start()
        stack.wait_until_healthy(broker)
        parts = [stack.service(part) for part in PARTS]
        workers = [stack.service("worker", replica) for replica in (1, 2)]
        for service in (*parts, *workers):
            service.start()
        for service in (*parts, *workers):
            stack.wait_until_healthy(service)

        api = AirflowApi(stack.address, stack.variables["AIRFLOW_ADMIN_PASSWORD"])
        run = api.run("newsmon_ingest")
        tasks = api.tasks("newsmon_ingest", run)
        assert run["state"] == "success", tasks

        mapped = {task["map_index"] for task in tasks if task["task_id"] == "fetch"}
        on_each = [shards_fetched(worker) for worker in workers]
        assert on_each[0] | on_each[1] == mapped
        assert all(on_each), on_each

        with closing(psycopg2.connect(stack.analyst())) as connection:
            cursor = connection.cursor()
            cursor.execute("select count(*) from report.articles where edition = 'page'")
            assert cursor.fetchone() == (24,)
        grafana = stack.analyst("newsmon_grafana", "GRAFANA_DB_PASSWORD")
        with closing(psycopg2.connect(grafana)) as connection:
            cursor = connection.cursor()
            cursor.execute("select count(*) from report.articles where edition = 'page'")
            assert cursor.fetchone() == (24,)
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute("select count(*) from newsmon.article")
        api.wait_until_idle("newsmon_report")
        assert list((stack.folder / "newsmon-home").glob("**/*.html"))  # the digest


@pytest.mark.slow
@pytest.mark.xdist_group("airflow")
def test_the_server_asks_for_the_token_and_the_callbacks_are_open(stack: Stack) -> None:
    with outlets(1, articles=1) as news:
        news.write_configuration(stack.config)
    with (stack.config / "newsmon.yaml").open("a") as settings:
        settings.write(
            'push: {callback_url: "https://news.example.org/push", key: "${NEWSMON_PUSH_KEY}"}\n'
        )
    migration = stack.service("cli")
    migration.arguments = ["newsmon", "db", "migrate"]
    migration.finish()
    serve, push = (stack.service(part, NEWSMON_PUSH_KEY="k" * 64) for part in ("serve", "push"))
    for service in (serve, push):
        service.start()
        stack.wait_until_healthy(service)

    address = f"http://127.0.0.1:{stack.ports[8765]}"
    token = {"Authorization": f"Bearer {stack.variables['NEWSMON_SERVE_TOKEN']}"}
    assert httpx.get(f"{address}/api/articles").status_code == 401
    assert httpx.get(f"{address}/api/articles", headers=token).json()["articles"] == []
    stranger = httpx.get(f"http://127.0.0.1:{stack.ports[8766]}/push/unknown")
    assert stranger.status_code == 404


def shards_fetched(worker: Service) -> set[int]:
    """Indexes of the mapped fetches that this worker carried out, by its own logs."""
    logs = (worker.log.parent / worker.name / "airflow" / "logs").glob("**/task_id=fetch/*")
    return {int(folder.name.removeprefix("map_index=")) for folder in logs}
