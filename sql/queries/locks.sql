-- name: try
-- Take a session advisory lock if nobody holds it.
select pg_try_advisory_lock(%(kind)s, %(key)s) as taken

-- name: release
-- Give a session advisory lock back.
select pg_advisory_unlock(%(kind)s, %(key)s)

-- name: turn
-- Wait for one's turn at what only one may write at a time; it lasts until the transaction ends.
select pg_advisory_xact_lock(%(kind)s, 0)
