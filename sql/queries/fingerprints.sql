-- The index of fingerprints by week, what each week has, and the stop-list.

-- name: open_week
-- The partition for this week's fingerprints.
select newsmon.open_fingerprint_week(date_trunc('week', now() at time zone 'UTC')::date)

-- name: this_week
-- Its Monday, and whether its partition is there (asking is cheaper than making).
-- not null: week, is_open
select date_trunc('week', now() at time zone 'UTC')::date as week,
       to_regclass('newsmon.fingerprint_' || to_char(now() at time zone 'UTC', 'IYYY"w"IW')) is not null as is_open

-- name: log
-- What was added to the index since an entry of its log.
select log_id, week, fingerprints
from newsmon.fingerprint_log
where log_id > %(after)s
order by log_id

-- name: kept_weeks
-- What stands for entries of the log since one, piece by piece.
select week, part, slots
from newsmon.fingerprint_week
where log_id > %(after)s
order by week, part, piece

-- name: past_log
-- What was added to the index in past weeks and has no other form yet.
select log_id, week, fingerprints
from newsmon.fingerprint_log
where week < date_trunc('week', now() at time zone 'UTC')::date
order by week, log_id

-- name: next_part
-- The number of a week's next part.
-- not null: part
select coalesce(max(part) + 1, 0) as part from newsmon.fingerprint_week where week = %(week)s

-- name: keep_week
-- A piece of what a week has.
insert into newsmon.fingerprint_week (week, part, piece, log_id, slots)
values (%(week)s, %(part)s, %(piece)s, %(log_id)s, %(slots)s)

-- name: forget_past_log
-- The log of past weeks, when something else stands for it.
delete from newsmon.fingerprint_log where week < date_trunc('week', now() at time zone 'UTC')::date

-- name: weeks
-- Weeks of which the index has entries.
-- not null: week
select week from newsmon.fingerprint_log union select week from newsmon.fingerprint_week

-- name: clusters_having
-- Clusters that have these fingerprints in one week.
-- not null: fingerprint, cluster_id
select fingerprint, cluster_id
from newsmon.clusters_having(%(week)s, %(fingerprints)s::integer[])

-- name: common
-- Which of these fingerprints are on the stop-list.
select fingerprint from newsmon.common_fingerprint
where fingerprint = any(array(select unnest(%(fingerprints)s::integer[])))

-- name: note_common
-- Put fingerprints on the stop-list, with the number of their clusters.
insert into newsmon.common_fingerprint (fingerprint, clusters)
select * from unnest(%(fingerprints)s::integer[], %(clusters)s::integer[])
on conflict do nothing

-- name: add
-- Entries of this week's index that are not there, and of its log; given in ascending order, they
-- meet its pages one after the other.
with added as (
    insert into newsmon.fingerprint (fingerprint, cluster_id, week)
    select fingerprint, cluster_id, date_trunc('week', now() at time zone 'UTC')::date
    from unnest(%(fingerprints)s::integer[], %(clusters)s::integer[]) as n (fingerprint, cluster_id)
)
insert into newsmon.fingerprint_log (week, fingerprints)
values (date_trunc('week', now() at time zone 'UTC')::date, %(logged)s)

-- name: remove
-- Entries of the index that no member of their cluster has any more.
delete from newsmon.fingerprint f
using unnest(%(fingerprints)s::integer[], %(clusters)s::integer[]) as gone (fingerprint, cluster_id)
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
-- What has not been seen too often for long may tell something again.
delete from newsmon.common_fingerprint where noted_at < now() - %(after)s::interval

-- name: remove_common
-- Take the entries of the stop-list out of the index.
delete from newsmon.fingerprint f using newsmon.common_fingerprint c where f.fingerprint = c.fingerprint

-- name: drop_weeks
-- Drop partitions of weeks that ended before the look-back window, and what stands for them.
-- not null: dropped
with gone as (
    delete from newsmon.fingerprint_log where week + 7 <= (now() at time zone 'UTC')::date - %(days)s::integer
), forgotten as (
    delete from newsmon.fingerprint_week where week + 7 <= (now() at time zone 'UTC')::date - %(days)s::integer
)
select newsmon.drop_fingerprint_weeks((now() at time zone 'UTC')::date - %(days)s::integer) as dropped
