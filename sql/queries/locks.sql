-- name: try
-- Take a session advisory lock if nobody holds it.
-- not null: taken
select pg_try_advisory_lock(%(kind)s, %(key)s) as taken

-- name: try_all
-- Take of these session advisory locks those that nobody holds; returns them.
-- not null: key
select key from unnest(%(keys)s::int[]) as key where pg_try_advisory_lock(%(kind)s, key)

-- name: release
-- Give a session advisory lock back.
select pg_advisory_unlock(%(kind)s, %(key)s)

-- name: release_all
-- Give these session advisory locks back.
select pg_advisory_unlock(%(kind)s, key) from unnest(%(keys)s::int[]) as key

-- name: share
-- Hold these session advisory locks together with others; nobody ever holds one of them alone.
select pg_advisory_lock_shared(%(kind)s, key) from unnest(%(keys)s::int[]) as key

-- name: unshare
-- Give these shared session advisory locks back.
select pg_advisory_unlock_shared(%(kind)s, key) from unnest(%(keys)s::int[]) as key

-- name: of_others
-- Session advisory locks of this kind that other sessions of this database hold.
-- not null: key
select distinct objid::bigint::int as key
from pg_locks
where locktype = 'advisory' and granted and objsubid = 2 and classid = %(kind)s::int::oid
  and database = (select oid from pg_database where datname = current_database())
  and pid <> pg_backend_pid()

-- name: turn
-- Wait for one's turn at what only one may write at a time; it lasts until the transaction ends.
select pg_advisory_xact_lock(%(kind)s, 0)
