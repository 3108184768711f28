-- What deserves a look, and who has been told of it.

create table newsmon.alert (
    alert_id  bigint generated always as identity primary key,
    kind      text not null check (kind in
                  ('quiet', 'failing', 'gone', 'late', 'offline', 'text_length', 'rejections')),
    subject   text not null,
    source_id integer references newsmon.source,
    since     timestamptz not null,
    detail    text not null,
    facts     jsonb not null default '{}',
    opened_at timestamptz not null,
    closed_at timestamptz,
    outcome   text check (outcome in ('recovered', 'usual', 'replaced', 'withdrawn')),
    check ((closed_at is null) = (outcome is null))
);
create unique index alert_open on newsmon.alert (kind, subject) where closed_at is null;
create index alert_closed on newsmon.alert (closed_at);
create index alert_source on newsmon.alert (source_id);
comment on table newsmon.alert is 'Something that deserves a look: a row from when it was noticed to when it was over, at most one open of a kind and subject.';
comment on column newsmon.alert.alert_id is 'Our key.';
comment on column newsmon.alert.kind is 'quiet, failing, gone (feeds); late, offline (runs); text_length, rejections (sources whose pages have changed).';
comment on column newsmon.alert.subject is 'What it is about: URL of the feed, slug of the source, or "runs".';
comment on column newsmon.alert.source_id is 'The outlet; null for runs.';
comment on column newsmon.alert.since is 'Since when it has been so.';
comment on column newsmon.alert.detail is 'What exactly was seen, for people.';
comment on column newsmon.alert.facts is 'For sources: the usual range that the newest articles are compared with for as long as this is open.';
comment on column newsmon.alert.opened_at is 'When it was noticed.';
comment on column newsmon.alert.closed_at is 'When it was over; null: open.';
comment on column newsmon.alert.outcome is 'recovered; usual (has been so for long enough to be taken as usual from now on); replaced (another alert tells more); withdrawn (the feed is no longer asked).';

create table newsmon.alert_target (
    target          text primary key,
    since           timestamptz not null,
    last_told_at    timestamptz,
    failures        integer not null default 0,
    next_attempt_at timestamptz not null,
    last_error      text
);
comment on table newsmon.alert_target is 'Who is told, by the names under alerts: in newsmon.yaml.';
comment on column newsmon.alert_target.target is 'Its name.';
comment on column newsmon.alert_target.since is 'When newsmon first read of it; what was over before is not told.';
comment on column newsmon.alert_target.last_told_at is 'Last message that it took.';
comment on column newsmon.alert_target.failures is 'Messages running that it did not take.';
comment on column newsmon.alert_target.next_attempt_at is 'Not tried before this time.';
comment on column newsmon.alert_target.last_error is 'Why it did not take the last one; null where it did.';

create table newsmon.alert_told (
    alert_id bigint not null references newsmon.alert on delete cascade,
    target   text not null references newsmon.alert_target,
    what     text not null check (what in ('opened', 'closed')),
    told_at  timestamptz not null,
    primary key (alert_id, target, what)
);
comment on table newsmon.alert_told is 'Who has been told that an alert was opened or closed; written once the target has taken the message.';
comment on column newsmon.alert_told.alert_id is 'The alert.';
comment on column newsmon.alert_told.target is 'Who was told.';
comment on column newsmon.alert_told.what is 'opened or closed.';
comment on column newsmon.alert_told.told_at is 'When.';

create index address_source on newsmon.address (source_id, first_seen_at);
