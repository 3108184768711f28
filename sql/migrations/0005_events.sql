-- Events: articles from different outlets about the same happening.

create table newsmon.event (
    event_id    bigint generated always as identity primary key,
    title       text not null,
    keywords    text[] not null default '{}',
    merged_into bigint references newsmon.event,
    created_at  timestamptz not null default now()
);
comment on table newsmon.event is 'A happening that articles are about; its members are clusters.';
comment on column newsmon.event.event_id is 'Our key; stable.';
comment on column newsmon.event.title is 'Title of its most central member.';
comment on column newsmon.event.keywords is 'Words that mark it, the strongest first.';
comment on column newsmon.event.merged_into is 'The event that it grew together with; null: alive.';
comment on column newsmon.event.created_at is 'When its first member arrived.';
alter table newsmon.cluster add foreign key (event_id) references newsmon.event;
