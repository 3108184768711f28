-- Fingerprints name clusters in eight bytes, as clusters do: the table holds the weeks of the look-back
-- window only, and is rewritten in some seconds for each million of entries.
alter table newsmon.fingerprint alter column cluster_id type bigint;
comment on column newsmon.fingerprint.cluster_id is 'A cluster that it occurs in.';

-- Deleting old runs and forgotten articles looked through these tables.
create index failure_run on newsmon.failure (run_id);
create index duplicate_pin_other on newsmon.duplicate_pin (other_id);
