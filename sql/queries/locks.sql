-- name: try
-- Take a session advisory lock if nobody holds it.
select pg_try_advisory_lock(%(kind)s, %(key)s) as taken

-- name: release
-- Give a session advisory lock back.
select pg_advisory_unlock(%(kind)s, %(key)s)
