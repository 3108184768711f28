# What can be made of newsmon. `make help` lists it; all of it works from a fresh checkout.
#
# The environment is .venv, made from hash-locked requirements by scripts/setup. Another
# Python than the first one found: make run PYTHON=/path/to/python3.12

BIN := .venv/bin
LOCKS := requirements/build.in pyproject.toml scripts/setup
TEST_PROCESSES ?= 2
COVERAGE ?=# such as --cov: reports it, and fails below the share in pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test check up down demo bench setup lock
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.run  ## set up, then run the DAGs once: news into Postgres, a digest, a summary
	@$(BIN)/newsmon airflow once
	@$(BIN)/newsmon status --summary || [ $$? -eq 1 ]

up: .venv/.run  ## Airflow with scheduler and user interface on 127.0.0.1, until Ctrl-C
	@$(BIN)/newsmon airflow up

down: .venv/.run  ## stop it, from another terminal
	@$(BIN)/newsmon airflow down

demo: .venv/.run  ## a sample site on loopback, taken through everything; needs no network
	@$(BIN)/python -m demo

check: .venv/.dev  ## format, lint, types, layers, unit tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n $(TEST_PROCESSES) -m "not slow and not postgres" $(COVERAGE)

test: .venv/.dev  ## every test
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadgroup

bench: .venv/.dev  ## the benchmarks
	@$(BIN)/python -m benchmarks

setup: .venv/.dev  ## the environment for development, and nothing else

.venv/.run: requirements/run.lock $(LOCKS)
	@sh scripts/setup run

.venv/.dev: requirements/dev.lock $(LOCKS)
	@sh scripts/setup dev

COMPILE := uv pip compile --universal --python-version 3.10 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	pyproject.toml requirements/build.in --extra all --extra celery

lock:  ## choose the versions anew (needs uv)
	$(COMPILE) --upgrade -o requirements/run.lock
	$(COMPILE) --upgrade --group dev -c requirements/run.lock -o requirements/dev.lock
