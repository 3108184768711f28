-- Claims of sessions, and turns of transactions: both are rows that only the pipeline's roles can reach.

-- name: identify
-- Show this session to be alive: it holds its token, which nobody can guess, until it ends.
select pg_advisory_lock_shared(%(token)s)

-- name: forget_dead
-- Claims of sessions that have ended.
delete from newsmon.claim where (pid, token) not in (select * from newsmon.live_sessions())

-- name: claim
-- Claim those of these keys that no session alive holds; returns them.
with held as materialized (
    select key from newsmon.claim
    where kind = %(kind)s and key = any(%(keys)s::bigint[]) and (pid, token) in (select * from newsmon.live_sessions())
)
insert into newsmon.claim as c (kind, key, pid, token, holder)
select %(kind)s, key, pg_backend_pid(), %(token)s, %(holder)s
from unnest(%(keys)s::bigint[]) as key
where key not in (select key from held)
order by key
on conflict (kind, key) where not shared do update
set pid = excluded.pid, token = excluded.token, holder = excluded.holder, claimed_at = now()
where not newsmon.is_alive(c.pid, c.token)  -- asked anew, under the row's lock
returning key

-- name: share
-- Claim these keys together with others; nobody ever claims one of them alone.
insert into newsmon.claim (kind, key, pid, token, holder, shared)
select %(kind)s, key, pg_backend_pid(), %(token)s, %(holder)s, true
from unnest(%(keys)s::bigint[]) as key

-- name: release
-- Give claims of this session back.
delete from newsmon.claim
where kind = %(kind)s and key = any(%(keys)s::bigint[]) and pid = pg_backend_pid() and token = %(token)s

-- name: holders
-- Return the holders of claims of this kind, apart from this session.
-- row: ClaimHolder
select key, holder, pid, claimed_at
from newsmon.claim
where kind = %(kind)s and not (pid = pg_backend_pid() and token = %(token)s)
  and (pid, token) in (select * from newsmon.live_sessions())
order by key

-- name: try_turn
-- Take a turn, until the transaction ends, if it is nobody's.
select name from newsmon.turn where name = %(name)s for update skip locked

-- name: turn
-- Wait for a turn; it lasts until the transaction ends.
select name from newsmon.turn where name = %(name)s for update

-- name: try_share_turn
-- Like share_turn, but only if nobody else has this turn.
select name from newsmon.turn where name = %(name)s for share skip locked

-- name: share_turn
-- Keep others from this turn until the transaction ends, together with those who do so, too.
select name from newsmon.turn where name = %(name)s for share

-- name: limit_wait
-- Let the statement that follows wait so long for a lock, and be undone alone.
savepoint wait; set local lock_timeout = %(seconds)s

-- name: undo_wait
-- The lock was not to be had within that time: as before limit_wait.
rollback to savepoint wait; release savepoint wait

-- name: end_wait
-- The lock was to be had: others may take any time again.
release savepoint wait; set local lock_timeout to default

-- name: turn_holder
-- The session that has this turn; no row: several share it, or none has it any more.
select l.pid, a.usename as username, a.application_name, a.xact_start
from newsmon.turn t
join pg_locks l on l.locktype = 'transactionid' and l.transactionid = t.xmax and l.granted
join pg_stat_activity a on a.pid = l.pid
where t.name = %(name)s
