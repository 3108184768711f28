-- name: all_topics
-- All topics that were ever monitored.
-- row: StoredTopic
-- not null: monitored
select topic, name, parent, definition_hash, removed_at is null as monitored
from newsmon.topic

-- name: upsert
-- Add topics or make them what topics.yaml says; their parents come afterwards.
insert into newsmon.topic as t (topic, name, definition_hash)
values %s
on conflict (topic) do update
set name = excluded.name, definition_hash = excluded.definition_hash, removed_at = null

-- name: set_parents
-- Say which topic a match of another one implies.
-- values: (%s, %s::text)
update newsmon.topic t
set parent = given.parent
from (values %s) as given (topic, parent)
where t.topic = given.topic and t.parent is distinct from given.parent

-- name: remove
-- Topics that left topics.yaml.
update newsmon.topic set removed_at = now() where topic = any(%(topics)s)

-- name: remove_matches
-- Remove the matches of removed topics.
delete from newsmon.topic_match where topic = any(%(topics)s)

-- name: forget_backlog
-- Stretches that wait for these topics only; they are about to be written anew, or are gone.
delete from newsmon.topic_backlog where topics <@ %(topics)s

-- name: add_backlog
-- All that is tagged must be tagged again for these topics, in stretches of equal length.
insert into newsmon.topic_backlog (topics, first_article_id, last_article_id)
select %(topics)s, min(article_id), max(article_id)
from (
    select article_id, (row_number() over (order by article_id) - 1) / %(length)s as stretch
    from newsmon.article
    where tagged_at is not null
) numbered
group by stretch
order by stretch

-- name: claim
-- Articles that wait to be tagged, locked until this transaction ends: so many, and of these so many
-- bytes of text, and one at least.
-- row: ArticleToTag
with waiting as materialized (
    select article_id, octet_length(text) as bytes
    from newsmon.article
    where tagged_at is null
      and not exists (select from newsmon.quarantine x where x.stage = 'tag' and x.part = '' and x.item_id = article_id)
    order by article_id
    limit %(batch)s
    for no key update skip locked
), sized as (
    select article_id, sum(bytes) over (order by article_id) - bytes as before from waiting
)
select a.article_id, a.title, a.text, a.language
from sized
join newsmon.article a using (article_id)
where sized.before < %(bytes)s
order by a.article_id

-- name: claim_backlog
-- One stretch of the archive, taken by this transaction.
delete from newsmon.topic_backlog
where backlog_id = (
    select backlog_id from newsmon.topic_backlog order by backlog_id limit 1 for update skip locked)
returning topics, first_article_id, last_article_id

-- name: requeue_stretch
-- Have the articles of a stretch wait as new ones do.
update newsmon.article set tagged_at = null
where article_id between %(first)s and %(last)s and tagged_at is not null

-- name: lock_stretch
-- The first articles of a stretch that are tagged, locked against a new version until this transaction
-- ends: so many bytes of text, and one at least.
-- row: ArticleToTag
with stretch as materialized (
    select article_id, octet_length(text) as bytes
    from newsmon.article
    where article_id between %(first)s and %(last)s and tagged_at is not null
    order by article_id
    for no key update
), sized as (
    select article_id, sum(bytes) over (order by article_id) - bytes as before from stretch
)
select a.article_id, a.title, a.text, a.language
from sized
join newsmon.article a using (article_id)
where sized.before < %(bytes)s
order by a.article_id

-- name: put_back
-- Put what is left of a stretch back on the backlog, if anything is.
insert into newsmon.topic_backlog (topics, first_article_id, last_article_id)
select %(topics)s::text[], %(first)s::bigint, %(last)s::bigint
where exists (
    select from newsmon.article where article_id between %(first)s::bigint and %(last)s::bigint and tagged_at is not null)

-- name: upsert_matches
-- Write matches; those that come out the same are not written.
insert into newsmon.topic_match as m (article_id, topic, score, share, salience, mentions, definition_hash)
values %s
on conflict (article_id, topic) do update
set score = excluded.score, share = excluded.share, salience = excluded.salience,
    mentions = excluded.mentions, definition_hash = excluded.definition_hash
where (m.score, m.share, m.salience, m.mentions, m.definition_hash)
      is distinct from (excluded.score, excluded.share, excluded.salience, excluded.mentions, excluded.definition_hash)
returning article_id

-- name: drop_matches
-- Matches that these articles no longer have; topics null: of any topic.
delete from newsmon.topic_match m
where m.article_id = any(%(articles)s)
  and (%(topics)s::text[] is null or m.topic = any(%(topics)s))
  and not exists (
      select 1
      from unnest(%(kept_articles)s::bigint[], %(kept_topics)s::text[]) as kept (article_id, topic)
      where kept.article_id = m.article_id and kept.topic = m.topic)

-- name: mark_tagged
-- These articles need not wait any more.
update newsmon.article set tagged_at = now() where article_id = any(%(articles)s)

-- name: archived_articles
-- Articles since a time, the newest first, for a draft to be tried on.
-- row: ArchivedArticle
-- not null: about
select a.article_id, s.slug as source, a.title, a.text, a.language,
       array(select m.topic from newsmon.topic_match m
             where m.article_id = a.article_id and m.salience = 'about') as about
from newsmon.article a
join newsmon.source s using (source_id)
where a.event_time >= %(since)s and a.edition <> 'headline'
order by a.event_time desc
