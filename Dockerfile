# One image for every part of docker-compose.yml: newsmon, its DAGs and Airflow, from the same
# hash-locked versions as everywhere else. Nothing in it runs as root.
FROM python:3.12-slim-bookworm@sha256:782412e85d0f0984994c290652577d4018aff08145c85b262bb63dc0c7522254 AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/newsmon/.venv
WORKDIR /build
COPY requirements/run.lock ./
RUN /opt/newsmon/.venv/bin/python -m pip install --no-deps --require-hashes -r run.lock
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY sql sql
COPY config config
COPY seeds seeds
COPY dags dags
COPY plugins plugins
# without compiled files every start of Airflow takes several times as long
RUN /opt/newsmon/.venv/bin/python -m pip install --no-deps --no-build-isolation . \
    && { /opt/newsmon/.venv/bin/python -m compileall -qq -j 0 /opt/newsmon/.venv/lib || true; }

FROM python:3.12-slim-bookworm@sha256:782412e85d0f0984994c290652577d4018aff08145c85b262bb63dc0c7522254

RUN useradd --uid 50000 --create-home --shell /usr/sbin/nologin newsmon \
    && install -d -o newsmon -g newsmon /opt/airflow /opt/airflow/logs /var/lib/newsmon
COPY --from=build /opt/newsmon/.venv /opt/newsmon/.venv
COPY config /opt/newsmon/config
COPY seeds /opt/newsmon/seeds
COPY dags /opt/newsmon/dags
COPY plugins /opt/newsmon/plugins
COPY deploy/healthcheck.py /opt/newsmon/deploy/healthcheck.py

ENV PATH=/opt/newsmon/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    AIRFLOW_HOME=/opt/airflow \
    NEWSMON_HOME=/var/lib/newsmon \
    NEWSMON_CONFIG=/opt/newsmon/config
WORKDIR /opt/airflow
USER newsmon
CMD ["newsmon", "--help"]
