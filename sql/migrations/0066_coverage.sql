-- Everything that feeds announce is accounted for: what is passed over is noted, each once.
create table newsmon.passed_entry (
    feed_id       integer not null references newsmon.feed,
    url_key       text not null,
    reason        text not null check (reason in ('too_old', 'excluded', 'reserved', 'bad_url', 'no_link', 'next_poll')),
    first_seen_at timestamptz not null default now(),
    primary key (feed_id, url_key)
);
create index passed_entry_day on newsmon.passed_entry (((first_seen_at at time zone 'UTC')::date));
create index address_day on newsmon.address (((first_seen_at at time zone 'UTC')::date));
comment on table newsmon.passed_entry is 'Entries that a feed announced and that were not taken.';
comment on column newsmon.passed_entry.feed_id is 'The feed that states it.';
comment on column newsmon.passed_entry.url_key is 'Identity of its URL; of an entry without a usable one, what it states instead.';
comment on column newsmon.passed_entry.reason is 'too_old, excluded (by rules of feeds.yaml), reserved (by its licence), bad_url, no_link, or next_poll (there were more new ones than one poll takes).';
comment on column newsmon.passed_entry.first_seen_at is 'When the feed first showed it.';

alter table newsmon.alert drop constraint alert_kind_check;
alter table newsmon.alert add constraint alert_kind_check check (kind in
    ('quiet', 'failing', 'gone', 'late', 'offline', 'text_length', 'rejections', 'prose_missing', 'quarantined',
     'rights_changed', 'coverage'));
