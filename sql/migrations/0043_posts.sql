-- Articles are of kinds; live blogs have posts, which grow without a version for each.

alter table newsmon.article add column kind text not null default 'article'
    check (kind in ('article', 'live_blog', 'roundup', 'release'));
comment on column newsmon.article.kind is 'Form: article, live_blog, roundup (prints several other articles), release (a party''s own announcement).';

create table newsmon.live_blog (
    article_id   bigint primary key references newsmon.article on delete cascade,
    introduction text not null,
    read_at      timestamptz not null,
    ends_at      timestamptz
);
comment on table newsmon.live_blog is 'State of a live blog, by which its next reading is compared.';
comment on column newsmon.live_blog.article_id is 'The article that it is.';
comment on column newsmon.live_blog.introduction is 'Its text before the posts: another one, or another headline, makes a version; a post does not.';
comment on column newsmon.live_blog.read_at is 'When the newest page that was read had been fetched; an older one only adds posts.';
comment on column newsmon.live_blog.ends_at is 'When the coverage ends, as the publisher states; null where it does not.';

create table newsmon.post (
    post_id             bigint generated always as identity primary key,
    article_id          bigint not null references newsmon.article on delete cascade,
    key                 text not null,
    url                 text not null,
    posted_at           timestamptz,
    posted_at_precision text,
    title               text not null,
    text                text not null,
    authors             text[] not null,
    modified_at         timestamptz,
    first_seen_at       timestamptz not null,
    changed_at          timestamptz,
    removed_at          timestamptz,
    tagged_at           timestamptz,
    unique (article_id, key)
);
create index post_posted on newsmon.post (posted_at);
create index post_url on newsmon.post using hash (url);
create index post_to_tag on newsmon.post (post_id) where tagged_at is null;
comment on table newsmon.post is 'Posts of live blogs: every one that was ever read.';
comment on column newsmon.post.post_id is 'Our key; stable.';
comment on column newsmon.post.article_id is 'The live blog.';
comment on column newsmon.post.key is 'Identity within its blog: its place on the page or its own page, else its time and headline.';
comment on column newsmon.post.url is 'Its place on the page, or its own page; the blog''s where it has neither.';
comment on column newsmon.post.posted_at is 'The publisher''s claim; null where there is none that can be true.';
comment on column newsmon.post.posted_at_precision is 'second, minute or day.';
comment on column newsmon.post.title is 'Headline; empty where it has none.';
comment on column newsmon.post.text is 'Clean text: a paragraph a line; empty where it is a headline alone.';
comment on column newsmon.post.authors is 'People, agencies and desks that the post credits.';
comment on column newsmon.post.modified_at is 'When the publisher says it was last changed.';
comment on column newsmon.post.first_seen_at is 'When the page on which it was first read had been fetched.';
comment on column newsmon.post.changed_at is 'When its headline or text was last seen to be another; null: never.';
comment on column newsmon.post.removed_at is 'When it was missing among posts that were still shown; null: it is there, or older than all that is shown.';
comment on column newsmon.post.tagged_at is 'When it was last tagged; null: waiting.';

create table newsmon.post_match (
    post_id         bigint not null references newsmon.post on delete cascade,
    topic           text not null references newsmon.topic,
    score           real not null,
    share           real not null,
    salience        text not null check (salience in ('about', 'mention')),
    mentions        jsonb not null,
    definition_hash text not null,
    primary key (post_id, topic)
);
create index post_match_topic on newsmon.post_match (topic);
comment on table newsmon.post_match is 'Which post matches which topic, and why; as newsmon.topic_match for articles.';
comment on column newsmon.post_match.post_id is 'The post.';
comment on column newsmon.post_match.topic is 'The topic.';
comment on column newsmon.post_match.score is 'Points.';
comment on column newsmon.post_match.share is 'Share of the post''s sentences that speak of the topic, 0 to 1.';
comment on column newsmon.post_match.salience is 'about or mention.';
comment on column newsmon.post_match.mentions is 'List of spans: start, end, term, zone.';
comment on column newsmon.post_match.definition_hash is 'The topic''s definition that made this match.';
