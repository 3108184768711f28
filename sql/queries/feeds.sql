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

-- name: folders
-- Folders, which are read whenever feeds are polled.
-- row: FolderFeed
select f.feed_id, f.source_id, s.slug as source, f.url, f.state
from newsmon.feed f
join newsmon.source s using (source_id)
where f.state not in ('disabled', 'removed') and f.kind = 'folder'
  and (%(urls)s::text[] is null or f.url = any(%(urls)s))
order by f.feed_id

-- name: due_slots
-- Slots of hosts that have feeds to poll now. Feeds asked for by name need not be due.
-- not null: slot
select distinct hashtext(split_part(translate(split_part(lower(fetch_url), '/', 3), '?#', '::'), ':', 1)) & 63 as slot
from newsmon.feed
where state not in ('disabled', 'removed') and kind <> 'folder'
  and (next_poll_at <= now() or %(asked)s)
  and (%(urls)s::text[] is null or url = any(%(urls)s))
order by slot

-- name: due
-- Feeds of these slots to poll now, but none of the hosts at work. Those asked for by name need not be due.
-- row: DueFeed
-- not null: host, slot
select f.feed_id, f.source_id, s.slug as source, s.country, f.url, f.fetch_url, f.kind, f.state, f.since, f.reason,
       f.etag, f.last_modified, f.body_hash, f.entry_marks, f.moved_to, f.moved_since, f.moved_polls,
       f.last_polled_at, f.last_ok_at, f.last_whole_at, f.last_new_at, f.consecutive_failures,
       f.poll_interval, f.rhythm, f.next_poll_at, f.created_at, at.host, hashtext(at.host) & 63 as slot
from newsmon.feed f
join newsmon.source s using (source_id)
cross join lateral (select split_part(translate(split_part(lower(fetch_url), '/', 3), '?#', '::'), ':', 1) as host) at
where f.state not in ('disabled', 'removed') and f.kind <> 'folder'
  and (f.next_poll_at <= now() or %(asked)s)
  and (%(urls)s::text[] is null or f.url = any(%(urls)s))
  and hashtext(at.host) & 63 = any(%(slots)s) and not at.host = any(%(but)s)
order by f.feed_id

-- name: update
-- What polling learned of feeds.
-- values: (%s::int, %s, %s::timestamptz, %s, %s, %s, %s, %s::bytea, %s, %s::timestamptz, %s::int, %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::jsonb, %s::int, %s::interval, %s::timestamptz, %s::bytea)
update newsmon.feed f
set state = given.state, since = given.since, reason = given.reason, fetch_url = given.fetch_url,
    etag = given.etag, last_modified = given.last_modified, body_hash = given.body_hash,
    moved_to = given.moved_to, moved_since = given.moved_since, moved_polls = given.moved_polls,
    last_polled_at = given.last_polled_at, last_ok_at = given.last_ok_at,
    last_whole_at = given.last_whole_at, last_new_at = given.last_new_at, rhythm = given.rhythm,
    consecutive_failures = given.consecutive_failures, poll_interval = given.poll_interval,
    next_poll_at = given.next_poll_at, entry_marks = coalesce(given.entry_marks, f.entry_marks)
from (values %s) as given (
    feed_id, state, since, reason, fetch_url, etag, last_modified, body_hash, moved_to, moved_since,
    moved_polls, last_polled_at, last_ok_at, last_whole_at, last_new_at, rhythm,
    consecutive_failures, poll_interval, next_poll_at, entry_marks
)
where f.feed_id = given.feed_id

-- name: update_times
-- What polling learned of feeds that are well and have nothing new: when it was, and when the next is due.
update newsmon.feed f
set last_polled_at = given.polled, last_ok_at = given.polled, last_whole_at = given.whole, reason = null,
    consecutive_failures = 0, poll_interval = given.poll_interval, next_poll_at = given.due
from unnest(%(feed_ids)s::int[], %(polled)s::timestamptz[], %(whole)s::timestamptz[], %(intervals)s::interval[],
            %(due)s::timestamptz[]) as given (feed_id, polled, whole, poll_interval, due)
where f.feed_id = given.feed_id

-- name: recent_ok
-- Whether any feed not in this list of hosts was reached lately: then the machine is online.
-- not null: online
select exists (
    select 1 from newsmon.feed
    where kind <> 'folder' and last_ok_at > now() - interval '1 hour' and not feed_id = any(%(feeds)s)
) as online

-- name: set_state
-- State of a folder, after it was read; untouched where nothing is new.
update newsmon.feed
set state = %(state)s, reason = %(reason)s, since = case when state = %(state)s then since else now() end
where feed_id = %(feed_id)s and (state, reason) is distinct from (%(state)s, %(reason)s)

-- name: opt_outs
-- What feeds' whole answers say of text and data mining; untouched where that is known.
update newsmon.feed f
set opt_out = given.opt_out
from unnest(%(feed_ids)s::int[], %(opt_outs)s::text[]) as given (feed_id, opt_out)
where f.feed_id = given.feed_id and f.opt_out is distinct from given.opt_out
