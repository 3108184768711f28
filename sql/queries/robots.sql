-- name: load
-- Return the rules of an origin's robots.txt.
select origin, status, body, fetched_at, expires_at, crawl_delay, opt_out
from newsmon.robots
where origin = %(origin)s

-- name: save
-- Store the rules of an origin's robots.txt.
insert into newsmon.robots (origin, status, body, fetched_at, expires_at, crawl_delay, opt_out)
values (%(origin)s, %(status)s, %(body)s, %(fetched_at)s, %(expires_at)s, %(crawl_delay)s, %(opt_out)s)
on conflict (origin) do update
set status = excluded.status, body = excluded.body,
    fetched_at = excluded.fetched_at, expires_at = excluded.expires_at,
    crawl_delay = excluded.crawl_delay, opt_out = excluded.opt_out
