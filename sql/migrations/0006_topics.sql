-- Topics that the user monitors, and the articles they match.

create table newsmon.topic (
    topic           text primary key,
    name            text not null,
    parent          text references newsmon.topic,
    definition_hash text not null,
    removed_at      timestamptz
);
comment on table newsmon.topic is 'A subject that the user monitors, from topics.yaml.';
comment on column newsmon.topic.topic is 'Its slug in topics.yaml.';
comment on column newsmon.topic.name is 'Its name for people.';
comment on column newsmon.topic.parent is 'The topic that a match of this one implies.';
comment on column newsmon.topic.definition_hash is 'Digest of its definition with all sets it uses.';
comment on column newsmon.topic.removed_at is 'When it left topics.yaml; null: monitored.';

create table newsmon.topic_match (
    article_id      bigint not null references newsmon.article on delete cascade,
    topic           text not null references newsmon.topic,
    score           real not null,
    share           real not null,
    salience        text not null check (salience in ('about', 'mention')),
    mentions        jsonb not null,
    definition_hash text not null,
    primary key (article_id, topic)
);
create index topic_match_topic on newsmon.topic_match (topic, definition_hash);
comment on table newsmon.topic_match is 'That an article matches a topic, and why.';
comment on column newsmon.topic_match.article_id is 'The article.';
comment on column newsmon.topic_match.topic is 'The topic.';
comment on column newsmon.topic_match.score is 'Points: title 4, lead sentences 2 each up to 4, body sentences 1 each up to 10.';
comment on column newsmon.topic_match.share is 'Share of the article''s sentences that speak of it, 0 to 1.';
comment on column newsmon.topic_match.salience is 'about (subject of the article) or mention (spoken of).';
comment on column newsmon.topic_match.mentions is 'Spans: start, end (characters from 0 into the title or the text), term, zone (title, lead, body).';
comment on column newsmon.topic_match.definition_hash is 'The definition that made this match.';

create table newsmon.topic_backlog (
    backlog_id       bigint generated always as identity primary key,
    topics           text[] not null,
    first_article_id bigint not null,
    last_article_id  bigint not null,
    since            timestamptz not null default now()
);
comment on table newsmon.topic_backlog is 'Stretches of the archive that must be tagged again for topics whose definition changed; a row goes when its stretch is done.';
comment on column newsmon.topic_backlog.backlog_id is 'Our key.';
comment on column newsmon.topic_backlog.topics is 'The topics that changed.';
comment on column newsmon.topic_backlog.first_article_id is 'First article of the stretch.';
comment on column newsmon.topic_backlog.last_article_id is 'Last article of the stretch (inclusive).';
comment on column newsmon.topic_backlog.since is 'When the change was noticed.';
