-- Who publishes, and where we listen.

create table newsmon.source (
    source_id  integer generated always as identity primary key,
    slug       text not null unique,
    name       text not null,
    homepage   text,
    country    text,
    language   text,
    created_at timestamptz not null default now()
);
comment on table newsmon.source is 'One outlet. Comes from feeds.yaml, or from documents that name a source of their own.';
comment on column newsmon.source.source_id is 'Our key.';
comment on column newsmon.source.slug is 'Short stable name from feeds.yaml; what reports call "source".';
comment on column newsmon.source.name is 'Name for people, from feeds.yaml.';
comment on column newsmon.source.homepage is 'Address of the outlet''s front page, from feeds.yaml.';
comment on column newsmon.source.country is 'ISO 3166 alpha-2 code, from feeds.yaml.';
comment on column newsmon.source.language is 'Expected language (ISO 639-1), from feeds.yaml; null: any.';
comment on column newsmon.source.created_at is 'When newsmon first heard of it.';

create table newsmon.feed (
    feed_id              integer generated always as identity primary key,
    source_id            integer not null references newsmon.source,
    url                  text not null unique,
    kind                 text not null check (kind in ('feed', 'sitemap', 'folder')),
    fetch_url            text not null,
    state                text not null default 'new' check (state in
                             ('new', 'ok', 'quiet', 'failing', 'moved', 'gone', 'disabled', 'removed')),
    since                timestamptz not null default now(),
    reason               text,
    etag                 text,
    last_modified        text,
    body_hash            bytea,
    moved_to             text,
    moved_since          timestamptz,
    moved_polls          integer not null default 0,
    last_polled_at       timestamptz,
    last_ok_at           timestamptz,
    last_whole_at        timestamptz,
    last_new_at          timestamptz,
    consecutive_failures integer not null default 0,
    poll_interval        interval,
    rhythm               jsonb not null default '{}',
    next_poll_at         timestamptz not null default now(),
    created_at           timestamptz not null default now()
);
create index feed_due on newsmon.feed (next_poll_at) where state not in ('disabled', 'removed');
create index feed_source on newsmon.feed (source_id);
comment on table newsmon.feed is 'One feed, sitemap or folder that is polled, with all that polling has learned of it.';
comment on column newsmon.feed.feed_id is 'Our key.';
comment on column newsmon.feed.source_id is 'The outlet that owns it.';
comment on column newsmon.feed.url is 'As written in feeds.yaml; never rewritten.';
comment on column newsmon.feed.kind is 'feed (RSS, Atom, JSON Feed), sitemap, or folder.';
comment on column newsmon.feed.fetch_url is 'What is asked for today; differs from url after an observed permanent move.';
comment on column newsmon.feed.state is 'new, ok, quiet, failing, moved, gone, disabled or removed (no longer in feeds.yaml).';
comment on column newsmon.feed.since is 'When it entered this state.';
comment on column newsmon.feed.reason is 'Reason code of the last unsuccessful poll; null when well.';
comment on column newsmon.feed.etag is 'ETag of the last answer, sent back as If-None-Match.';
comment on column newsmon.feed.last_modified is 'Last-Modified of the last answer, sent back as If-Modified-Since.';
comment on column newsmon.feed.body_hash is 'Digest of the last body, for feeds that ignore conditional requests.';
comment on column newsmon.feed.moved_to is 'Where permanent redirects point while they are being observed.';
comment on column newsmon.feed.moved_since is 'When that redirect was first seen.';
comment on column newsmon.feed.moved_polls is 'In how many polls running it was seen.';
comment on column newsmon.feed.last_polled_at is 'Last attempt, successful or not.';
comment on column newsmon.feed.last_ok_at is 'Last attempt that the server answered well (200 or 304).';
comment on column newsmon.feed.last_whole_at is 'Last answer that was read whole (200), not only found unchanged.';
comment on column newsmon.feed.last_new_at is 'Last time that it brought an entry we did not know.';
comment on column newsmon.feed.consecutive_failures is 'Failed polls since the last good one.';
comment on column newsmon.feed.poll_interval is 'Adaptive distance between two polls.';
comment on column newsmon.feed.rhythm is 'How often it brings something new, as learned: arrivals, mean_gap and longest_gap in seconds, since.';
comment on column newsmon.feed.next_poll_at is 'Not polled before this time.';
comment on column newsmon.feed.created_at is 'When it was first read from feeds.yaml.';
