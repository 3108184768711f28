-- name: feeds
-- Feeds that are polled and name a hub.
-- not null: topic
select feed_id, hubs, topic
from newsmon.feed
where hubs <> '{}' and topic is not null and state not in ('disabled', 'removed', 'gone')
order by feed_id

-- name: open
-- Subscriptions of which something is still to be expected.
select subscription_id, feed_id, hub, topic, token, callback, key_mark, state, attempts, next_request_at, lease_until
from newsmon.subscription
where state not in ('replaced', 'ended')
order by subscription_id

-- name: begin
-- Note a new subscription before its hub is asked, for the hub may verify at once.
insert into newsmon.subscription (feed_id, hub, topic, token, callback, key_mark)
values (%(feed_id)s, %(hub)s, %(topic)s, %(token)s, %(callback)s, %(key_mark)s)
returning subscription_id

-- name: request
-- Note that a hub is about to be asked, in this state.
update newsmon.subscription
set attempts = case when state = %(state)s then attempts + 1 else 1 end,
    since = case when state = %(state)s then since else now() end,
    state = %(state)s, next_request_at = %(next_request_at)s
where subscription_id = %(subscription_id)s and state not in ('replaced', 'denied', 'ended')

-- name: close
-- Note that a subscription is over, or was never to be had; its feed is polled as usual.
with closed as (
    update newsmon.subscription
    set state = %(state)s, reason = %(reason)s, since = now(), next_request_at = %(next_request_at)s
    where subscription_id = %(subscription_id)s and state not in ('replaced', 'denied', 'ended')
    returning feed_id
)
update newsmon.feed f
set pushed_until = null,
    next_poll_at = least(next_poll_at, now() + coalesce(poll_interval, interval '0'))
from closed
where f.feed_id = closed.feed_id and f.pushed_until is not null
  and not exists (
      select from newsmon.subscription s
      where s.feed_id = f.feed_id and s.state = 'active' and s.subscription_id <> %(subscription_id)s)

-- name: complain
-- Keep the word of a hub on a request that it did not take.
update newsmon.subscription set reason = %(reason)s where subscription_id = %(subscription_id)s

-- name: by_token
-- Return the subscription of a callback.
select s.subscription_id, s.feed_id, s.hub, s.topic, s.state, f.url, f.state as feed_state
from newsmon.subscription s
join newsmon.feed f using (feed_id)
where s.token = %(token)s

-- name: activate
-- Note a verified subscription; the one that it renews has done its part.
with verified as (
    update newsmon.subscription
    set state = 'active', since = case when state = 'active' then since else now() end, attempts = 0,
        lease_until = %(lease_until)s, next_request_at = %(next_request_at)s, reason = null
    where subscription_id = %(subscription_id)s
    returning feed_id, hub, topic
), renewed as (
    update newsmon.subscription s
    set state = 'replaced', since = now()
    from verified v
    where (s.feed_id, s.hub, s.topic) = (v.feed_id, v.hub, v.topic) and s.state = 'active'
      and s.subscription_id <> %(subscription_id)s
)
update newsmon.feed f
set pushed_until = %(lease_until)s
from verified v
where f.feed_id = v.feed_id and f.pushed_until is not null

-- name: ignore
-- Count a body that came without a valid signature.
update newsmon.subscription set ignored = ignored + 1 where subscription_id = %(subscription_id)s

-- name: feed
-- Lock a feed that something was pushed for, and return it like one that is due.
-- row: DueFeed
-- not null: host, bucket
select f.feed_id, f.source_id, s.slug as source, s.country, f.url, f.fetch_url, f.kind, f.state, f.since, f.reason,
       f.etag, f.last_modified, f.body_hash, f.entry_marks, f.moved_to, f.moved_since, f.moved_polls,
       f.last_polled_at, f.last_ok_at, f.last_whole_at, f.last_new_at, f.consecutive_failures,
       f.poll_interval, f.rhythm, f.next_poll_at, f.created_at, f.pushed_until, at.host, hashtext(at.host) & 63 as bucket
from newsmon.feed f
join newsmon.source s using (source_id)
cross join lateral (select split_part(translate(split_part(lower(fetch_url), '/', 3), '?#', '::'), ':', 1) as host) at
where f.feed_id = %(feed_id)s
for update of f

-- name: note
-- Count a push, and return how long its lease lasts.
update newsmon.subscription
set pushes = pushes + 1, last_push_at = now()
where subscription_id = %(subscription_id)s
returning lease_until

-- name: update_feed
-- Write the facts of a feed after a push; those of its polls stay.
update newsmon.feed
set state = %(state)s, since = %(since)s, last_new_at = %(last_new_at)s, rhythm = %(rhythm)s::jsonb,
    next_poll_at = %(next_poll_at)s, pushed_until = %(pushed_until)s
where feed_id = %(feed_id)s

-- name: report
-- Subscriptions for people to look at, the newest of each feed and hub first.
select s.state, f.url as feed, s.hub, s.since, s.lease_until, s.last_push_at, s.pushes, s.ignored, s.reason
from newsmon.subscription s
join newsmon.feed f using (feed_id)
where s.state not in ('replaced', 'ended')
order by f.url, s.subscription_id desc
