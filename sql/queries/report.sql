-- name: feed_states
-- How every feed that was ever polled is doing, by address.
select feed, source, state, since, last_ok_at, last_new_at, consecutive_failures, reason, next_poll_at, kind
from report.feed_health
where state <> 'removed'
order by source, feed;
