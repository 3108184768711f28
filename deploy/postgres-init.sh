#!/bin/sh
# Run by the Postgres image on an empty volume: a database and an owner for each of the two.
# newsmon may create roles, because `newsmon db migrate` makes those that analysts use.
set -eu
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    -v airflow_password="$AIRFLOW_DB_PASSWORD" -v newsmon_password="$NEWSMON_DB_PASSWORD" <<'SQL'
create role airflow login password :'airflow_password';
create role newsmon login createrole password :'newsmon_password';
create database airflow owner airflow;
create database newsmon owner newsmon;
revoke connect on database airflow from public; -- analysts have no business there
SQL
