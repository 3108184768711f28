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
    counts         jsonb not null default '{}',
    owner          integer
);
comment on table newsmon.run is 'One pass of the pipeline.';
comment on column newsmon.run.run_id is 'Our key.';
comment on column newsmon.run.started_at is 'When it began.';
comment on column newsmon.run.finished_at is 'When it ended; null: running, or killed.';
comment on column newsmon.run.state is 'running, ok, degraded (some feeds or pages failed), offline (no public host reachable), failed.';
comment on column newsmon.run.trigger is 'cli, load, follow, or the Airflow run id.';
comment on column newsmon.run.interval_start is 'Start of the interval that it stands for.';
comment on column newsmon.run.interval_end is 'End of that interval (exclusive).';
comment on column newsmon.run.counts is 'Counts by stage.';
comment on column newsmon.run.owner is 'Key of the advisory lock that its process holds, where one process is the run.';

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

create table newsmon.stale_day (
    day date primary key
);
comment on table newsmon.stale_day is 'Days whose rollups must be recomputed: every stage that changes what they count writes its days here.';
comment on column newsmon.stale_day.day is 'UTC date of event time.';

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
