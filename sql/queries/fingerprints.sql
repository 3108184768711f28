-- The index of fingerprints by week, and the stop-list.

-- name: open_week
-- The partition for this week's fingerprints.
select newsmon.open_fingerprint_week(date_trunc('week', now() at time zone 'UTC')::date)

-- name: week_is_open
-- Tell whether this week's partition is there (asking is cheaper than making).
-- not null: is_open
select to_regclass('newsmon.fingerprint_' || to_char(now() at time zone 'UTC', 'IYYY"w"IW')) is not null as is_open

-- name: clusters_having
-- Clusters that have these fingerprints; the array comes out of a subquery because the planner
-- weighs each number of a given one.
select fingerprint, cluster_id from newsmon.fingerprint
where fingerprint = any(array(select unnest(%(fingerprints)s::integer[])))

-- name: common
-- Those of these fingerprints that are on the stop-list.
select fingerprint from newsmon.common_fingerprint
where fingerprint = any(array(select unnest(%(fingerprints)s::integer[])))

-- name: note_common
-- Put fingerprints on the stop-list, with the number of their clusters.
insert into newsmon.common_fingerprint (fingerprint, clusters)
select * from unnest(%(fingerprints)s::integer[], %(clusters)s::integer[])
on conflict do nothing

-- name: add_entries
-- Entries of this week's index, but those that are there; in ascending order they meet its pages
-- one after the other.
insert into newsmon.fingerprint (fingerprint, cluster_id, week)
select fingerprint, cluster_id, date_trunc('week', now() at time zone 'UTC')::date
from unnest(%(fingerprints)s::integer[], %(clusters)s::bigint[]) as n (fingerprint, cluster_id)
on conflict do nothing

-- name: remove_entries
-- Entries of the index that no member of their cluster has any more.
delete from newsmon.fingerprint f
using unnest(%(fingerprints)s::integer[], %(clusters)s::bigint[]) as gone (fingerprint, cluster_id)
where f.fingerprint = gone.fingerprint and f.cluster_id = gone.cluster_id

-- name: refresh_stop_list
-- Count fingerprints in the index; those of too many clusters go on the stop-list.
insert into newsmon.common_fingerprint as c (fingerprint, clusters)
select fingerprint, count(distinct cluster_id)
from newsmon.fingerprint
group by fingerprint
having count(distinct cluster_id) > %(more_than)s
on conflict (fingerprint) do update set clusters = excluded.clusters, noted_at = now()

-- name: forget_common
-- Forget common fingerprints after a time: they may tell something again.
delete from newsmon.common_fingerprint where noted_at < now() - %(after)s::interval

-- name: remove_common
-- Take the entries of the stop-list out of the index.
delete from newsmon.fingerprint f using newsmon.common_fingerprint c where f.fingerprint = c.fingerprint

-- name: drop_weeks
-- Drop partitions of weeks that ended before the look-back window.
-- not null: dropped
select newsmon.drop_fingerprint_weeks((now() at time zone 'UTC')::date - %(days)s::integer) as dropped
