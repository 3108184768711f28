-- Which runs of Airflow have a digest: a report writes those that have none, whatever events it was started by.
alter table newsmon.run add column reported_at timestamptz;
update newsmon.run set reported_at = finished_at where finished_at is not null;
comment on column newsmon.run.reported_at is 'When the DAG newsmon_report wrote its digest; null: not since it ended.';
