-- name: sync_sources
-- Write the sources of the configuration; rows that are as configured stay untouched.
insert into newsmon.source as s (slug, name, homepage, country, language)
values %s
on conflict (slug) do update
set name = excluded.name, homepage = excluded.homepage,
    country = excluded.country, language = excluded.language
where (s.name, s.homepage, s.country, s.language)
      is distinct from (excluded.name, excluded.homepage, excluded.country, excluded.language)

-- name: sync_feeds
-- Write the feeds of the configuration; one that comes back after having been removed or disabled starts anew.
insert into newsmon.feed as f (source_id, url, fetch_url, kind, state)
select s.source_id, given.url, given.url, given.kind,
       case when given.enabled then 'new' else 'disabled' end
from (values %s) as given (source, url, kind, enabled)
join newsmon.source s on s.slug = given.source
on conflict (url) do update
set source_id = excluded.source_id,
    kind = excluded.kind,
    state = case when excluded.state = 'disabled' then 'disabled'
                 when f.state in ('removed', 'disabled') then 'new'
                 else f.state end,
    since = case when (excluded.state = 'disabled') <> (f.state = 'disabled') or f.state = 'removed'
                 then now() else f.since end,
    next_poll_at = case when f.state in ('removed', 'disabled') then now() else f.next_poll_at end
where f.source_id <> excluded.source_id
   or f.kind <> excluded.kind
   or f.state = 'removed'
   or (excluded.state = 'disabled') <> (f.state = 'disabled')

-- name: retire_feeds
-- Mark feeds that the configuration no longer names; their articles stay.
update newsmon.feed
set state = 'removed', since = now()
where state <> 'removed' and not url = any(%(urls)s)

-- name: due
-- Feeds to poll now. Those asked for by name need not be due.
select f.feed_id, f.source_id, s.slug as source, f.url, f.fetch_url, f.kind, f.state, f.since, f.reason,
       f.etag, f.last_modified, f.body_hash, f.moved_to, f.moved_since, f.moved_polls,
       f.last_polled_at, f.last_ok_at, f.last_whole_at, f.last_new_at, f.consecutive_failures,
       f.poll_interval, f.rhythm, f.next_poll_at
from newsmon.feed f
join newsmon.source s using (source_id)
where f.state not in ('disabled', 'removed')
  and (f.kind = 'folder' or f.next_poll_at <= now() or %(asked)s)
  and (%(urls)s::text[] is null or f.url = any(%(urls)s))
order by f.feed_id

-- name: next_due
-- Seconds until the next feed falls due; null without feeds.
select extract(epoch from min(next_poll_at) - now())::float8 as seconds
from newsmon.feed
where state not in ('disabled', 'removed') and kind <> 'folder'

-- name: update
-- What polling learned of one feed.
update newsmon.feed
set state = %(state)s, since = %(since)s, reason = %(reason)s, fetch_url = %(fetch_url)s,
    etag = %(etag)s, last_modified = %(last_modified)s, body_hash = %(body_hash)s,
    moved_to = %(moved_to)s, moved_since = %(moved_since)s, moved_polls = %(moved_polls)s,
    last_polled_at = %(last_polled_at)s, last_ok_at = %(last_ok_at)s, last_whole_at = %(last_whole_at)s,
    last_new_at = %(last_new_at)s, rhythm = %(rhythm)s,
    consecutive_failures = %(consecutive_failures)s, poll_interval = %(poll_interval)s,
    next_poll_at = %(next_poll_at)s
where feed_id = %(feed_id)s

-- name: recent_ok
-- Whether any feed not in this list of hosts was reached lately: then the machine is online.
select exists (
    select 1 from newsmon.feed
    where kind <> 'folder' and last_ok_at > now() - interval '1 hour' and not feed_id = any(%(feeds)s)
) as online

-- name: set_state
-- State of a folder, after it was read; untouched where nothing is new.
update newsmon.feed
set state = %(state)s, reason = %(reason)s, since = case when state = %(state)s then since else now() end
where feed_id = %(feed_id)s and (state, reason) is distinct from (%(state)s, %(reason)s)
