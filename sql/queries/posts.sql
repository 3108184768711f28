-- Posts of live blogs: what a reading of the page adds, changes and finds missing; their topics.

-- name: put_blog
-- Note a live blog as its newest page has it.
insert into newsmon.live_blog as b (article_id, introduction, read_at, ends_at)
values (%(article_id)s, %(introduction)s, %(read_at)s, %(ends_at)s)
on conflict (article_id) do update
set introduction = excluded.introduction, read_at = excluded.read_at, ends_at = excluded.ends_at
where b.read_at <= excluded.read_at

-- name: rename
-- Give stored posts the keys that the page now has for them: the same time and headline, and neither key on the other side.
with read as (
    select distinct on (posted_at, title) key, posted_at, title
    from json_to_recordset(%(posts)s::json) as r (key text, posted_at timestamptz, title text)
    where title <> '' and posted_at is not null
      and not exists (select from newsmon.post p where p.article_id = %(article_id)s and p.key = r.key)
    order by posted_at, title, key
)
update newsmon.post p
set key = r.key
from read r
where p.post_id = (
    select min(s.post_id)
    from newsmon.post s
    where s.article_id = %(article_id)s and (s.posted_at, s.title) = (r.posted_at, r.title)
      and not s.key = any(%(keys)s)
)

-- name: put
-- Add posts, or make them what the page now says; those that are the same are not written.
insert into newsmon.post as p (article_id, key, url, posted_at, posted_at_precision, title, text, authors, modified_at, first_seen_at)
select %(article_id)s, key, url, posted_at, posted_at_precision, title, text, authors, modified_at, %(seen_at)s
from json_to_recordset(%(posts)s::json) as r (
    key text, url text, posted_at timestamptz, posted_at_precision text, title text, text text, authors text[],
    modified_at timestamptz
)
on conflict (article_id, key) do update
set url = excluded.url, posted_at = coalesce(excluded.posted_at, p.posted_at),
    posted_at_precision = case when excluded.posted_at is null then p.posted_at_precision else excluded.posted_at_precision end,
    title = excluded.title, text = excluded.text, authors = excluded.authors, modified_at = excluded.modified_at,
    changed_at = case when (p.title, p.text) <> (excluded.title, excluded.text) then %(seen_at)s else p.changed_at end,
    tagged_at = case when (p.title, p.text) <> (excluded.title, excluded.text) then null else p.tagged_at end,
    grouped_at = case when (p.title, p.text) <> (excluded.title, excluded.text) then null else p.grouped_at end,
    removed_at = null
where (p.url, p.posted_at, p.title, p.text, p.authors, p.modified_at, p.removed_at)
      is distinct from
      (excluded.url, coalesce(excluded.posted_at, p.posted_at), excluded.title, excluded.text, excluded.authors,
       excluded.modified_at, null::timestamptz)

-- name: add
-- Add posts that are not known, of a page that is older than the one read before.
insert into newsmon.post (article_id, key, url, posted_at, posted_at_precision, title, text, authors, modified_at, first_seen_at)
select %(article_id)s, key, url, posted_at, posted_at_precision, title, text, authors, modified_at, %(seen_at)s
from json_to_recordset(%(posts)s::json) as r (
    key text, url text, posted_at timestamptz, posted_at_precision text, title text, text text, authors text[],
    modified_at timestamptz
)
on conflict (article_id, key) do nothing

-- name: earliest
-- Find when the first post of a live blog was made, if that was before a time.
select posted_at, posted_at_precision
from newsmon.post
where article_id = %(article_id)s and posted_at < %(before)s::timestamptz
order by posted_at
limit 1

-- name: mark_removed
-- Posts that are missing among those shown: no older than the oldest that still is.
update newsmon.post p
set removed_at = %(seen_at)s
where article_id = %(article_id)s and removed_at is null and not key = any(%(keys)s)
  and posted_at >= %(oldest)s::timestamptz

-- name: claim
-- Posts that wait to be tagged, in the language of their blog, locked until this transaction ends.
-- row: PostToTag
select p.post_id, p.title, p.text, a.language
from newsmon.post p
join newsmon.article a using (article_id)
where p.tagged_at is null
order by p.post_id
limit %(batch)s
for no key update of p skip locked

-- name: of_articles
-- Tagged posts of some articles, locked until this transaction ends.
-- row: PostToTag
select p.post_id, p.title, p.text, a.language
from newsmon.post p
join newsmon.article a using (article_id)
where p.article_id = any(%(articles)s) and p.tagged_at is not null
order by p.post_id
for no key update of p

-- name: put_matches
-- Write matches; those that come out the same are not written.
insert into newsmon.post_match as m (post_id, topic, score, share, salience, mentions, definition_hash)
values %s
on conflict (post_id, topic) do update
set score = excluded.score, share = excluded.share, salience = excluded.salience,
    mentions = excluded.mentions, definition_hash = excluded.definition_hash
where (m.score, m.share, m.salience, m.mentions, m.definition_hash)
      is distinct from (excluded.score, excluded.share, excluded.salience, excluded.mentions, excluded.definition_hash)
returning post_id

-- name: drop_matches
-- Matches that these posts no longer have; topics null: of any topic.
delete from newsmon.post_match m
where m.post_id = any(%(posts)s)
  and (%(topics)s::text[] is null or m.topic = any(%(topics)s))
  and not exists (
      select 1
      from unnest(%(kept_posts)s::bigint[], %(kept_topics)s::text[]) as kept (post_id, topic)
      where kept.post_id = m.post_id and kept.topic = m.topic)

-- name: remove_matches
-- The matches of topics that are no longer monitored.
delete from newsmon.post_match where topic = any(%(topics)s)

-- name: tagged
-- These posts need not wait any more.
update newsmon.post set tagged_at = now() where post_id = any(%(posts)s)

-- name: claim_to_group
-- Posts that wait to be compared with events, after their blog; and every hour those of two days that are like none.
-- row: PostToGroup
-- not null: at, text
select p.post_id, p.title, left(p.text, 20000) as text, a.language, coalesce(p.posted_at, p.first_seen_at) as at
from newsmon.post p
join newsmon.article a using (article_id)
where a.grouped_at is not null and p.removed_at is null
  and (p.grouped_at is null
       or p.event_id is null and p.grouped_at < now() - interval '1 hour'
          and p.posted_at between now() - interval '2 days' and now())
order by p.post_id
limit %(batch)s
for no key update of p skip locked

-- name: grouped
-- The events of posts; null: of none.
update newsmon.post p
set event_id = coalesce(e.merged_into, e.event_id), grouped_at = now()
from unnest(%(posts)s::bigint[], %(events)s::bigint[]) as decided (post_id, event_id)
left join newsmon.event e on e.event_id = decided.event_id
where p.post_id = decided.post_id

-- name: move_event
-- Posts of an event that became part of another go there, too.
update newsmon.post set event_id = %(into)s where event_id = %(event_id)s

-- name: of_blog
-- The posts of a live blog or parts of a roundup, the newest first (`most` null: all).
-- not null: post_id, title, url, authors, topics
select post_id, posted_at, title, url, authors, topics, changed_at, removed_at
from report.posts
where article_id = %(article_id)s
order by posted_at desc nulls last, post_id
limit %(most)s
