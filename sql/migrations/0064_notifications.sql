-- News that is told: what has come in since it was last looked at, what is to be told, and what was.

create table newsmon.news_queue (
    article_id bigint primary key references newsmon.article on delete cascade,
    queued_at  timestamptz not null default now()
);
comment on table newsmon.news_queue is 'Articles, new or in a new version, that no rule of notify: has looked at yet. A replay adds none.';
comment on column newsmon.news_queue.article_id is 'The article.';
comment on column newsmon.news_queue.queued_at is 'When it was stored.';

create function newsmon.queue_news() returns trigger language plpgsql as $$
begin
    insert into newsmon.news_queue (article_id) select distinct article_id from added on conflict do nothing;
    return null;
end $$;
create trigger article_version_added after insert on newsmon.article_version
    referencing new table as added
    for each statement execute function newsmon.queue_news();

create table newsmon.notify_rule (
    rule  text primary key,
    since timestamptz not null default now()
);
comment on table newsmon.notify_rule is 'Rules under notify: in newsmon.yaml, remembered by their names.';
comment on column newsmon.notify_rule.rule is 'Its name.';
comment on column newsmon.notify_rule.since is 'When newsmon first read of it; what was so before is history, and not told.';

create table newsmon.message (
    message_id      uuid primary key,
    target          text not null,
    subject         text not null,
    created_at      timestamptz not null default now(),
    sent_at         timestamptz,
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error      text
);
create index message_unsent on newsmon.message (target) where sent_at is null;
create unique index message_of_subject on newsmon.message (target, subject) where subject <> 'news';
comment on table newsmon.message is 'Messages to targets: put together before they are sent, so that one that is repeated after a kill is the same, under the same id.';
comment on column newsmon.message.message_id is 'The id that it is sent under.';
comment on column newsmon.message.target is 'Name of the target under alerts: in newsmon.yaml.';
comment on column newsmon.message.subject is 'news (its notifications are in newsmon.notification), or digest and its day.';
comment on column newsmon.message.created_at is 'When it was put together.';
comment on column newsmon.message.sent_at is 'When the target had taken it; null: not yet.';
comment on column newsmon.message.attempts is 'How often the target did not take it.';
comment on column newsmon.message.next_attempt_at is 'Not tried before this time.';
comment on column newsmon.message.last_error is 'Why the target did not take it the last time.';

create table newsmon.notification (
    notification_id bigint generated always as identity primary key,
    rule            text not null,
    kind            text not null check (kind in ('match', 'spike', 'event', 'pickup')),
    subject         text not null,
    topic           text,
    article_id      bigint references newsmon.article on delete set null,
    event_id        bigint references newsmon.event on delete set null,
    cluster_id      bigint references newsmon.cluster on delete set null,
    outlets         integer not null default 0,
    began_at        timestamptz,
    until           timestamptz,
    text            text not null,
    decided_at      timestamptz not null default now(),
    target          text not null,
    message_id      uuid references newsmon.message,
    unique (target, kind, subject)
);
create index notification_article on newsmon.notification (article_id);
create index notification_event on newsmon.notification (event_id);
create index notification_cluster on newsmon.notification (cluster_id);
create index notification_message on newsmon.notification (message_id);
create index notification_waiting on newsmon.notification (target) where message_id is null;
comment on table newsmon.notification is 'News that a target is told, or is to be told; written in one transaction with the end of its place in news_queue.';
comment on column newsmon.notification.notification_id is 'Our key.';
comment on column newsmon.notification.rule is 'The rule that wants it told.';
comment on column newsmon.notification.kind is 'match, spike, event or pickup.';
comment on column newsmon.notification.subject is 'What it is about, by which it is told once: the text, the event with its size, the spike.';
comment on column newsmon.notification.topic is 'The topic of the rule that it is about.';
comment on column newsmon.notification.article_id is 'The article that it cites; null for spikes, and once it is forgotten.';
comment on column newsmon.notification.event_id is 'Its event.';
comment on column newsmon.notification.cluster_id is 'Its text.';
comment on column newsmon.notification.outlets is 'Of events and pickups: how many outlets there were.';
comment on column newsmon.notification.began_at is 'Of spikes: when it began.';
comment on column newsmon.notification.until is 'Of spikes: until when it has gone on, as far as it was looked at.';
comment on column newsmon.notification.text is 'What is told, for people; empty once the article is forgotten.';
comment on column newsmon.notification.decided_at is 'When it was noticed.';
comment on column newsmon.notification.target is 'Who is told.';
comment on column newsmon.notification.message_id is 'The message that tells it; null: it waits (quiet hours, at_most).';
