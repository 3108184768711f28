-- Events: articles from different outlets about the same happening.

create table newsmon.event (
    event_id    bigint generated always as identity primary key,
    title       text not null,
    keywords    text[] not null default '{}',
    merged_into bigint references newsmon.event,
    created_at  timestamptz not null default now()
);
create index event_merged on newsmon.event (merged_into) where merged_into is not null;
comment on table newsmon.event is 'A happening that articles are about; its members are clusters.';
comment on column newsmon.event.event_id is 'Our key; stable.';
comment on column newsmon.event.title is 'Title of its most central member.';
comment on column newsmon.event.keywords is 'Words that mark it, the strongest first.';
comment on column newsmon.event.merged_into is 'The event that it grew together with; null: alive.';
comment on column newsmon.event.created_at is 'When its first member arrived.';
alter table newsmon.cluster add foreign key (event_id) references newsmon.event;
-- Clusters that took their event with them when they were merged: the group stage settles them.
create index cluster_merged_with_event on newsmon.cluster (cluster_id)
    where merged_into is not null and event_id is not null;

create sequence newsmon.event_text_change;
comment on sequence newsmon.event_text_change is 'Numbers changes of newsmon.event_text in the order of their commits, since whoever draws one holds the group stage''s lock.';

create table newsmon.event_text (
    cluster_id bigint primary key references newsmon.cluster on delete cascade,
    article_id bigint not null references newsmon.article on delete cascade,
    version    integer not null,
    event_time timestamptz not null,
    week       integer not null,
    arrival    bigint not null,
    changed    bigint not null,
    terms      bytea not null,
    weights    bytea not null,
    words      text[] not null,
    score      real not null,
    closest    bigint[] not null
);
create index event_text_week on newsmon.event_text (week, changed);
create index event_text_changed on newsmon.event_text (changed);
create index event_text_article on newsmon.event_text (article_id);
comment on table newsmon.event_text is 'What the group stage compares: one vector per cluster, from which its index in memory is rebuilt.';
comment on column newsmon.event_text.cluster_id is 'The cluster that the text stands for; its event is newsmon.cluster.event_id.';
comment on column newsmon.event_text.article_id is 'The article whose text was read: the representative at that time.';
comment on column newsmon.event_text.version is 'The version that was read.';
comment on column newsmon.event_text.event_time is 'The article''s time, by which windows go.';
comment on column newsmon.event_text.week is 'Weeks of seven days since 1970-01-01 of event_time.';
comment on column newsmon.event_text.arrival is 'Order in which texts were grouped.';
comment on column newsmon.event_text.changed is 'Number of its last change, of text or event; ascending in the order of commits.';
comment on column newsmon.event_text.terms is 'Hashed terms, 32-bit unsigned little-endian, ascending.';
comment on column newsmon.event_text.weights is 'Their weights, 16-bit floats little-endian, in parallel.';
comment on column newsmon.event_text.words is 'Its weightiest names and words of the title, for the event''s keywords.';
comment on column newsmon.event_text.score is 'Mean similarity to the members named in closest; 0 where it began its event.';
comment on column newsmon.event_text.closest is 'The one or two clusters most similar to it when it was grouped: why it is in its event.';

create table newsmon.event_pin (
    article_id bigint primary key references newsmon.article on delete cascade,
    event_id   bigint not null references newsmon.event,
    note       text not null default '',
    pinned_at  timestamptz not null default now()
);
create index event_pin_event on newsmon.event_pin (event_id);
comment on table newsmon.event_pin is 'A person''s verdict on which event an article belongs to; stands above every rule.';
comment on column newsmon.event_pin.article_id is 'The article.';
comment on column newsmon.event_pin.event_id is 'Its event.';
comment on column newsmon.event_pin.note is 'Why, in the person''s words.';
comment on column newsmon.event_pin.pinned_at is 'When it was said.';

create table newsmon.event_apart (
    event_id bigint not null references newsmon.event,
    other_id bigint not null references newsmon.event,
    primary key (event_id, other_id),
    check (event_id < other_id)
);
comment on table newsmon.event_apart is 'Events that a person has split: they never grow together again.';
comment on column newsmon.event_apart.event_id is 'The lower event id of the pair.';
comment on column newsmon.event_apart.other_id is 'The higher event id of the pair.';
