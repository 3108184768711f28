-- A group of hosts is a host bucket, as crawlers call it; "slot" also meant other things.
alter table newsmon.address rename column slot to bucket;
comment on column newsmon.address.bucket is 'Host bucket: one of 64 groups of hosts. Whoever polls or fetches holds the advisory locks of its buckets: no two ask one host at once, and a killed one leaves nothing behind.';
