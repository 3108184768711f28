-- What each run did, what it left out and why, and the daily rollups.

create table newsmon.run (
    run_id         bigint generated always as identity primary key,
    started_at     timestamptz not null default now(),
    finished_at    timestamptz,
    state          text not null default 'running' check (state in
                       ('running', 'ok', 'degraded', 'offline', 'failed')),
    trigger        text not null,
    interval_start timestamptz,
    interval_end   timestamptz,
    feeds          text[],
    counts         jsonb not null default '{}',
    single_process boolean not null
);
comment on table newsmon.run is 'One pass of the pipeline.';
comment on column newsmon.run.run_id is 'Our key.';
comment on column newsmon.run.started_at is 'When it began.';
comment on column newsmon.run.finished_at is 'When it ended; null: running, or killed.';
comment on column newsmon.run.state is 'running, ok, degraded (some feeds or pages failed), offline (no public host reachable), failed.';
comment on column newsmon.run.trigger is 'cli, load, follow, or the Airflow run id.';
comment on column newsmon.run.interval_start is 'Start of the past interval that a backfill stands for; null for any other run.';
comment on column newsmon.run.interval_end is 'End of that interval (exclusive).';
comment on column newsmon.run.feeds is 'URLs of the feeds that it was limited to; null: all.';
comment on column newsmon.run.counts is 'Counts by stage.';
comment on column newsmon.run.single_process is 'Whether one process is the run and holds an advisory lock for it, so that a killed one is noticed.';

create table newsmon.rejection (
    rejection_id bigint generated always as identity primary key,
    address_id   bigint references newsmon.address,
    source_id    integer not null references newsmon.source,
    url          text not null,
    stage        text not null,
    reason       text not null,
    detail       text not null default '',
    seen_at      timestamptz not null default now(),
    unique (url, stage, reason)
);
create index rejection_seen on newsmon.rejection (seen_at);
comment on table newsmon.rejection is 'What was deliberately not loaded, and why.';
comment on column newsmon.rejection.rejection_id is 'Our key.';
comment on column newsmon.rejection.address_id is 'The address, where it got as far as having one.';
comment on column newsmon.rejection.source_id is 'The outlet.';
comment on column newsmon.rejection.url is 'The URL.';
comment on column newsmon.rejection.stage is 'The stage that rejected it.';
comment on column newsmon.rejection.reason is 'Reason code.';
comment on column newsmon.rejection.detail is 'What exactly was seen.';
comment on column newsmon.rejection.seen_at is 'When it was last rejected so.';

create table newsmon.failure (
    failure_id bigint generated always as identity primary key,
    run_id     bigint references newsmon.run,
    source_id  integer references newsmon.source,
    url        text not null,
    stage      text not null,
    reason     text not null,
    detail     text not null default '',
    seen_at    timestamptz not null default now()
);
create index failure_seen on newsmon.failure (seen_at);
comment on table newsmon.failure is 'Attempts that went wrong and will be repeated.';
comment on column newsmon.failure.failure_id is 'Our key.';
comment on column newsmon.failure.run_id is 'The run in which it happened.';
comment on column newsmon.failure.source_id is 'The outlet.';
comment on column newsmon.failure.url is 'What was asked for.';
comment on column newsmon.failure.stage is 'The stage.';
comment on column newsmon.failure.reason is 'Reason code.';
comment on column newsmon.failure.detail is 'What exactly was seen.';
comment on column newsmon.failure.seen_at is 'When.';

-- Append-only, without a key: writers never wait for each other, and a publish takes
-- away exactly the rows that it saw committed.
create table newsmon.stale_day (
    day date not null
);
comment on table newsmon.stale_day is 'Days whose rollups must be recomputed; written by triggers whenever something that they count changes.';
comment on column newsmon.stale_day.day is 'UTC date of event time.';

create function newsmon.utc_day(moment timestamptz) returns date
    language sql immutable parallel safe
    return (moment at time zone 'UTC')::date;
comment on function newsmon.utc_day is 'The UTC date of a moment.';

create function newsmon.mark_changed_articles() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into newsmon.stale_day select distinct newsmon.utc_day(event_time) from after_change;
    elsif tg_op = 'DELETE' then
        insert into newsmon.stale_day select distinct newsmon.utc_day(event_time) from before_change;
    else
        insert into newsmon.stale_day
        select distinct newsmon.utc_day(side.event_time)
        from before_change b
        join after_change a using (article_id)
        cross join lateral (values (b.event_time), (a.event_time)) as side (event_time)
        where (a.event_time, a.source_id, a.cluster_id)
              is distinct from (b.event_time, b.source_id, b.cluster_id);
    end if;
    return null;
end $$;
create trigger article_inserted after insert on newsmon.article
    referencing new table as after_change
    for each statement execute function newsmon.mark_changed_articles();
create trigger article_updated after update on newsmon.article
    referencing old table as before_change new table as after_change
    for each statement execute function newsmon.mark_changed_articles();
create trigger article_deleted after delete on newsmon.article
    referencing old table as before_change
    for each statement execute function newsmon.mark_changed_articles();

create function newsmon.mark_changed_matches() returns trigger language plpgsql as $$
begin
    insert into newsmon.stale_day
    select distinct newsmon.utc_day(a.event_time)
    from changed join newsmon.article a using (article_id);
    return null;
end $$;
create trigger topic_match_inserted after insert on newsmon.topic_match
    referencing new table as changed
    for each statement execute function newsmon.mark_changed_matches();
create trigger topic_match_updated after update on newsmon.topic_match
    referencing new table as changed
    for each statement execute function newsmon.mark_changed_matches();
create trigger topic_match_deleted after delete on newsmon.topic_match
    referencing old table as changed
    for each statement execute function newsmon.mark_changed_matches();

create function newsmon.mark_changed_clusters() returns trigger language plpgsql as $$
begin
    insert into newsmon.stale_day
    select distinct newsmon.utc_day(m.event_time)
    from before_change b
    join after_change a using (cluster_id)
    join newsmon.article m using (cluster_id)
    where (a.representative_id, a.event_id) is distinct from (b.representative_id, b.event_id);
    return null;
end $$;
create trigger cluster_updated after update on newsmon.cluster
    referencing old table as before_change new table as after_change
    for each statement execute function newsmon.mark_changed_clusters();

create table newsmon.topic_daily (
    day      date not null,
    topic    text not null references newsmon.topic,
    articles integer not null,
    clusters integer not null,
    sources  integer not null,
    events   integer not null,
    primary key (day, topic)
);
comment on table newsmon.topic_daily is 'Rollup: articles about a topic per UTC day of event time.';
comment on column newsmon.topic_daily.day is 'UTC date of event time.';
comment on column newsmon.topic_daily.topic is 'The topic.';
comment on column newsmon.topic_daily.articles is 'Articles about it.';
comment on column newsmon.topic_daily.clusters is 'Distinct texts among them.';
comment on column newsmon.topic_daily.sources is 'Distinct outlets among them.';
comment on column newsmon.topic_daily.events is 'Distinct events among them.';

create table newsmon.source_daily (
    day             date not null,
    source_id       integer not null references newsmon.source,
    articles        integer not null,
    clusters        integer not null,
    share_duplicate real not null,
    primary key (day, source_id)
);
comment on table newsmon.source_daily is 'Rollup: articles of an outlet per UTC day of event time.';
comment on column newsmon.source_daily.day is 'UTC date of event time.';
comment on column newsmon.source_daily.source_id is 'The outlet.';
comment on column newsmon.source_daily.articles is 'Articles it published.';
comment on column newsmon.source_daily.clusters is 'Distinct texts among them.';
comment on column newsmon.source_daily.share_duplicate is 'Share of them that are not their cluster''s representative, 0 to 1.';
