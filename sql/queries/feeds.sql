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
-- values: (%s, %s, %s, %s::boolean)
insert into newsmon.feed as f (source_id, url, fetch_url, kind, state)
select s.source_id, configured.url, configured.url, configured.kind,
       case when configured.enabled then 'new' else 'disabled' end
from (values %s) as configured (source, url, kind, enabled)
join newsmon.source s on s.slug = configured.source
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

-- name: folders
-- Folders, which are read whenever feeds are polled.
-- row: FolderFeed
select f.feed_id, f.source_id, s.slug as source, f.url, f.state
from newsmon.feed f
join newsmon.source s using (source_id)
where f.state not in ('disabled', 'removed') and f.kind = 'folder'
  and (%(urls)s::text[] is null or f.url = any(%(urls)s))
order by f.feed_id

-- name: due_buckets
-- Host buckets that have feeds to poll now. Feeds chosen by name need not be due.
-- not null: bucket
select distinct hashtext(split_part(translate(split_part(lower(fetch_url), '/', 3), '?#', '::'), ':', 1)) & 63 as bucket
from newsmon.feed
where state not in ('disabled', 'removed') and kind <> 'folder'
  and (next_poll_at <= now() or last_polled_at > now() + interval '1 day' or %(even_if_not_due)s)
  and (%(urls)s::text[] is null or url = any(%(urls)s))
order by bucket

-- name: next_due
-- Seconds until the next of the feeds that are not due falls due; null where none will.
select extract(epoch from min(next_poll_at) - now())::float8 as seconds
from newsmon.feed
where state not in ('disabled', 'removed') and kind <> 'folder' and next_poll_at > now()
  and (%(urls)s::text[] is null or url = any(%(urls)s))

-- name: due
-- Feeds of these host buckets to poll now, but none of the hosts at work. Those chosen by name need not be due; a last poll in the future was under a wrong clock.
-- row: DueFeed
-- not null: host, bucket
select f.feed_id, f.source_id, s.slug as source, s.country, f.url, f.fetch_url, f.kind, f.state, f.since, f.reason,
       f.etag, f.last_modified, f.body_hash, f.entry_marks, f.moved_to, f.moved_since, f.moved_polls,
       f.last_polled_at, f.last_ok_at, f.last_whole_at, f.last_new_at, f.consecutive_failures,
       f.poll_interval, f.rhythm, f.next_poll_at, f.created_at, f.pushed_until, at.host, hashtext(at.host) & 63 as bucket
from newsmon.feed f
join newsmon.source s using (source_id)
cross join lateral (select split_part(translate(split_part(lower(fetch_url), '/', 3), '?#', '::'), ':', 1) as host) at
where f.state not in ('disabled', 'removed') and f.kind <> 'folder'
  and (f.next_poll_at <= now() or f.last_polled_at > now() + interval '1 day' or %(even_if_not_due)s)
  and (%(urls)s::text[] is null or f.url = any(%(urls)s))
  and hashtext(at.host) & 63 = any(%(buckets)s) and not at.host = any(%(except_hosts)s)
  and not exists (
      select from newsmon.host_pause p  -- one beyond a day was set by a wrong clock
      where p.host = at.host and p.until > now() and p.until <= now() + interval '1 day')
order by f.feed_id

-- name: update
-- Write the facts of feeds after a poll.
update newsmon.feed f
set state = polled.state, since = polled.since, reason = polled.reason, fetch_url = polled.fetch_url,
    etag = polled.etag, last_modified = polled.last_modified, body_hash = polled.body_hash,
    moved_to = polled.moved_to, moved_since = polled.moved_since, moved_polls = polled.moved_polls,
    last_polled_at = polled.last_polled_at, last_ok_at = polled.last_ok_at,
    last_whole_at = polled.last_whole_at, last_new_at = polled.last_new_at, rhythm = polled.rhythm,
    consecutive_failures = polled.consecutive_failures, poll_interval = polled.poll_interval,
    next_poll_at = polled.next_poll_at, entry_marks = coalesce(polled.entry_marks, f.entry_marks),
    entries_too_old = greatest(f.entries_too_old, polled.entries_too_old),
    warnings = coalesce(polled.warnings, f.warnings),
    hubs = coalesce(polled.hubs, f.hubs),
    topic = case when polled.hubs is null then f.topic else polled.topic end,
    pushed_until = case when polled.push_missed then null else f.pushed_until end
from json_to_recordset(%(feeds)s::json) as polled (
    feed_id int, state text, since timestamptz, reason text, fetch_url text, etag text, last_modified text,
    body_hash bytea, moved_to text, moved_since timestamptz, moved_polls int, last_polled_at timestamptz,
    last_ok_at timestamptz, last_whole_at timestamptz, last_new_at timestamptz, rhythm jsonb,
    consecutive_failures int, poll_interval interval, next_poll_at timestamptz, entry_marks bytea,
    entries_too_old int, warnings text[], hubs text[], topic text, push_missed boolean
)
where f.feed_id = polled.feed_id

-- name: reached_lately
-- Return the addresses of feeds that are not in this list and were reached lately.
-- not null: fetch_url
select distinct fetch_url
from newsmon.feed
where kind <> 'folder' and last_ok_at > now() - interval '1 hour' and not feed_id = any(%(feeds)s)

-- name: set_state
-- State of a folder, after it was read; untouched where nothing is new.
update newsmon.feed
set state = %(state)s, reason = %(reason)s, since = case when state = %(state)s then since else now() end
where feed_id = %(feed_id)s and (state, reason) is distinct from (%(state)s, %(reason)s)
