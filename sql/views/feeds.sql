-- The state of each feed.

create or replace view report.feed_health as
select
    f.url as feed,
    s.slug as source,
    f.state,
    f.since,
    f.last_ok_at,
    f.last_new_at,
    f.consecutive_failures,
    f.reason,
    f.next_poll_at,
    f.kind,
    f.fetch_url,
    f.moved_to,
    f.last_polled_at,
    f.poll_interval,
    f.entries_too_old,
    f.warnings
from newsmon.feed f
join newsmon.source s using (source_id);
comment on view report.feed_health is 'Every feed there ever was in feeds.yaml, and how it is doing.';
comment on column report.feed_health.feed is 'Its URL (or folder) as written in feeds.yaml.';
comment on column report.feed_health.source is 'The outlet that owns it.';
comment on column report.feed_health.state is 'new (not yet polled), ok, quiet (answers, but brings nothing for longer than is usual for it), failing, moved, gone (410), disabled, removed (no longer in feeds.yaml).';
comment on column report.feed_health.since is 'When it entered this state.';
comment on column report.feed_health.last_ok_at is 'Last time that the server answered well; null: never.';
comment on column report.feed_health.last_new_at is 'Last time that it brought an entry not known before; null: never.';
comment on column report.feed_health.consecutive_failures is 'Failed polls since the last good one.';
comment on column report.feed_health.reason is 'Reason code of the last unsuccessful poll; null when well.';
comment on column report.feed_health.next_poll_at is 'Not polled before this time.';
comment on column report.feed_health.kind is 'feed (RSS, Atom, JSON Feed), sitemap, or folder.';
comment on column report.feed_health.fetch_url is 'What is asked for today; differs from feed after a permanent move.';
comment on column report.feed_health.moved_to is 'Where permanent redirects point while they are being observed.';
comment on column report.feed_health.last_polled_at is 'Last attempt, successful or not.';
comment on column report.feed_health.poll_interval is 'Distance between two polls, adapted to how often it brings something.';
comment on column report.feed_health.entries_too_old is 'Most entries of one poll that were passed over as older than a week at the first poll, or than its max_age.';
comment on column report.feed_health.warnings is 'Complaints about the feed when it was last read, such as an entry without a usable link, or a feed that ends in the middle; empty: none.';

create or replace view report.sightings as
select d.article_id, f.url as feed, s.slug as source, e.guid, e.title, e.first_seen_at, d.url as address
from newsmon.entry e
join newsmon.address d using (address_id)
join newsmon.feed f using (feed_id)
join newsmon.source s on s.source_id = f.source_id
where d.article_id is not null;
comment on view report.sightings is 'Where each article was announced: the entries of feeds that led to it.';
comment on column report.sightings.article_id is 'The article.';
comment on column report.sightings.feed is 'The feed, see report.feed_health.';
comment on column report.sightings.source is 'The outlet that owns the feed.';
comment on column report.sightings.guid is 'Identity of the entry, as the feed states it.';
comment on column report.sightings.title is 'Headline in the feed.';
comment on column report.sightings.first_seen_at is 'When the entry was first seen.';
comment on column report.sightings.address is 'The address that it announces.';
