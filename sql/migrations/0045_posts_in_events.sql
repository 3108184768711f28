-- Posts of live blogs take part in the events of articles.

alter table newsmon.post
    add column event_id bigint references newsmon.event on delete set null,
    add column grouped_at timestamptz;
create index post_event on newsmon.post (event_id);
create index post_to_group on newsmon.post (post_id) where grouped_at is null;
comment on column newsmon.post.event_id is 'The event of articles that it is like; null: none, or it is that of its blog.';
comment on column newsmon.post.grouped_at is 'When it was last compared with events; null: waiting for its blog to be grouped, or for a first look.';
