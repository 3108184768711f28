#!/bin/sh
# Run by the Postgres image on an empty volume: a database and an owner for each of the two.
# newsmon may create roles, because `newsmon db migrate` makes those that analysts use. One of
# them is made here: Grafana logs in as a member of it. newsmon may give it to others, too.
set -eu
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    -v airflow_password="$AIRFLOW_DB_PASSWORD" -v newsmon_password="$NEWSMON_DB_PASSWORD" \
    -v grafana_password="$GRAFANA_DB_PASSWORD" <<'SQL'
create role airflow login password :'airflow_password';
create role newsmon login createrole password :'newsmon_password';
create role newsmon_reader;
grant newsmon_reader to newsmon with admin option;
create role newsmon_grafana login password :'grafana_password' in role newsmon_reader;
alter role newsmon_grafana set statement_timeout = '30s';
alter role newsmon_grafana set idle_in_transaction_session_timeout = '1min';
create database airflow owner airflow;
create database newsmon owner newsmon;
revoke connect on database airflow from public; -- analysts have no business there
SQL
