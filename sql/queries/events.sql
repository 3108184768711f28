-- Events: the queue of the group stage, what it compares, its decisions, pins.

-- name: identity
-- Identify this database, whatever it is called: an index in memory belongs to one.
-- not null: started
select pg_postmaster_start_time() as started, oid from pg_database where datname = current_database()

-- name: claim
-- The first articles that wait, with their clusters; marked as done, and ours until the transaction ends.
-- not null: cluster_id
with waiting as (
    select article_id
    from newsmon.article
    where grouped_at is null and deduplicated_at is not null and cluster_id is not null
      and not exists (select from newsmon.quarantine x where x.stage = 'group' and x.item_id = article_id)
    order by article_id
    limit %(batch)s
    for no key update skip locked
)
update newsmon.article a set grouped_at = now()
from waiting w
where a.article_id = w.article_id
returning a.article_id, a.cluster_id

-- name: texts
-- Return the texts of clusters, by their representatives, with the earlier reading of each and its event.
-- A live blog speaks by its introduction, or how it begins: all its posts together are about too much.
-- row: ClusterText
-- not null: text, event_time, alone, roundup
select c.cluster_id, c.event_id, a.article_id, a.version, a.title,
       left(case when a.kind <> 'live_blog' then a.text else coalesce(nullif(b.introduction, ''), left(a.text, 1000)) end,
            %(characters)s) as text,
       a.language, a.event_time,
       c.event_id is not null and not exists (
           select 1 from newsmon.cluster o where o.event_id = c.event_id and o.cluster_id <> c.cluster_id) as alone,
       a.kind <> 'live_blog' and exists (
           select from newsmon.near_duplicate d
           where d.relation = 'contains'
             and (d.article_id = a.article_id and d.containment_ba > d.containment_ab
                  or d.other_id = a.article_id and d.containment_ab > d.containment_ba)) as roundup,
       t.article_id as read_article, t.version as read_version, t.event_time as read_time,
       (select coalesce(e.merged_into, e.event_id)
        from newsmon.event_pin p
        join newsmon.event e using (event_id)
        join newsmon.article m using (article_id)
        where m.cluster_id = c.cluster_id
        order by p.pinned_at desc, p.article_id desc
        limit 1) as pinned_event
from newsmon.cluster c
join newsmon.article a on a.article_id = coalesce(
    (select r.article_id from newsmon.article r where r.article_id = c.representative_id and r.cluster_id = c.cluster_id),
    (select min(m.article_id) from newsmon.article m where m.cluster_id = c.cluster_id))
left join newsmon.live_blog b on b.article_id = a.article_id
left join newsmon.event_text t on t.cluster_id = c.cluster_id and t.terms <> ''
where c.cluster_id = any(%(clusters)s::bigint[])

-- name: roundups
-- Clusters that are compared with, and print some of these articles among other texts.
select c.cluster_id, c.event_id
from newsmon.near_duplicate d
join newsmon.article w
  on w.article_id = case when d.containment_ba > d.containment_ab then d.article_id else d.other_id end
join newsmon.cluster c on c.representative_id = w.article_id
join newsmon.event_text t on t.cluster_id = c.cluster_id and t.terms <> ''
where d.relation = 'contains' and d.containment_ab <> d.containment_ba and w.kind <> 'live_blog'
  and (d.article_id = any(%(articles)s::bigint[]) or d.other_id = any(%(articles)s::bigint[]))
order by c.cluster_id

-- name: texts_of_week
-- All live texts of a week, in the order in which an index takes them in.
-- not null: event_id
select t.cluster_id, t.arrival, t.changed, t.event_time, c.event_id, t.terms, t.weights
from newsmon.event_text t
join newsmon.cluster c using (cluster_id)
where t.week = %(week)s and t.terms <> '' and c.event_id is not null
order by t.changed

-- name: texts_of_event
-- The newest live texts of an event.
-- not null: event_id
select t.cluster_id, t.arrival, t.event_time, c.event_id, t.terms, t.weights
from newsmon.event_text t
join newsmon.cluster c using (cluster_id)
where c.event_id = %(event_id)s and t.terms <> ''
order by t.event_time desc, t.cluster_id
limit 100

-- name: changed_texts
-- Texts that changed after a number was drawn; those without terms are gone.
select t.cluster_id, t.arrival, t.changed, t.event_time, t.week, c.event_id, t.terms, t.weights
from newsmon.event_text t
join newsmon.cluster c using (cluster_id)
where t.changed > %(after)s
order by t.changed

-- name: last_change
-- The greatest number drawn so far; steady while the lock is held.
select last_value from newsmon.event_text_change

-- name: draw_numbers
-- Numbers for changes to be written.
-- not null: number
select nextval('newsmon.event_text_change') as number from generate_series(1, %(count)s)

-- name: event_ids
-- Ids for events to be made.
-- not null: event_id
select nextval(pg_get_serial_sequence('newsmon.event', 'event_id')) as event_id from generate_series(1, %(count)s)

-- name: add_events
-- New events under ids taken before.
-- values: (%s, %s, %s::text[])
insert into newsmon.event (event_id, title, keywords) overriding system value values %s

-- name: set_events
-- Put clusters into their events.
update newsmon.cluster c
set event_id = v.event_id
from unnest(%(clusters)s::bigint[], %(events)s::bigint[]) as v (cluster_id, event_id)
where c.cluster_id = v.cluster_id and c.event_id is distinct from v.event_id

-- name: unread_texts
-- Forget what was read of clusters that are read again.
delete from newsmon.event_text where cluster_id = any(%(clusters)s::bigint[])

-- name: save_texts
-- Copy the readings of clusters, which takes half as long as inserting.
copy newsmon.event_text
    (cluster_id, article_id, version, event_time, week, arrival, changed, terms, weights, words, score, closest)
from stdin

-- name: merge_event
-- Record that an event became part of another, and with it all that had become part of it before.
update newsmon.event set merged_into = %(into)s
where (event_id = %(event_id)s or merged_into = %(event_id)s) and event_id <> %(into)s

-- name: move_clusters
-- Move an event's clusters to another.
update newsmon.cluster set event_id = %(into)s where event_id = %(event_id)s returning cluster_id

-- name: touch_texts
-- Number changes of texts whose event changed, so that every index hears of it.
update newsmon.event_text set changed = nextval('newsmon.event_text_change')
where cluster_id = any(%(clusters)s::bigint[])

-- name: move_pins
-- Pins to a merged event hold for the one that it became part of.
update newsmon.event_pin set event_id = %(into)s where event_id = %(event_id)s

-- name: inherit_apart
-- Keep apart from the surviving event all that was to stay apart from the merged one.
insert into newsmon.event_apart (event_id, other_id)
select least(o.event_id, %(into)s), greatest(o.event_id, %(into)s)
from (select case event_id when %(event_id)s then other_id else event_id end as event_id
      from newsmon.event_apart where %(event_id)s in (event_id, other_id)) o
where o.event_id <> %(into)s
on conflict do nothing

-- name: pairs_apart
-- All pairs of events that a person split.
select event_id, other_id from newsmon.event_apart

-- name: name_events
-- Title and keywords of events; untouched where they stay the same.
-- values: (%s::bigint, %s::bigint, %s::text[])
update newsmon.event e
set title = a.title, keywords = v.keywords
from (values %s) as v (event_id, cluster_id, keywords)
join newsmon.cluster c using (cluster_id)
left join newsmon.event_text t using (cluster_id)
join newsmon.article a on a.article_id = coalesce(t.article_id, c.representative_id)
where e.event_id = v.event_id and (e.title, e.keywords) is distinct from (a.title, v.keywords)

-- name: weightiest_words
-- The weightiest words of texts.
select cluster_id, words from newsmon.event_text where cluster_id = any(%(clusters)s::bigint[])

-- name: merged_clusters
-- Clusters that took their event with them when they were merged, and the event of the one that took them over.
-- row: MergedCluster
-- not null: event_id, merged_into
select c.cluster_id, c.event_id, c.merged_into, m.event_id as other_event
from newsmon.cluster c
join newsmon.cluster m on m.cluster_id = c.merged_into
where c.merged_into is not null and c.event_id is not null
order by c.cluster_id
limit 1000

-- name: leave_event
-- Merged clusters belong to no event any more: their members do, by their new cluster.
update newsmon.cluster set event_id = null where cluster_id = any(%(clusters)s::bigint[])

-- name: retire_texts
-- Nothing is compared with these any more; their rows tell every index to drop them.
update newsmon.event_text
set terms = '', weights = '', words = '{}', changed = nextval('newsmon.event_text_change')
where cluster_id = any(%(clusters)s::bigint[])

-- name: regroup
-- Representatives of clusters of which nothing was read yet wait again.
update newsmon.article a set grouped_at = null
from newsmon.cluster c
where c.cluster_id = any(%(clusters)s::bigint[]) and a.article_id = c.representative_id
  and not exists (select 1 from newsmon.event_text t where t.cluster_id = c.cluster_id)

-- name: rename_without
-- Name an event, and all that became part of it, by what is left in it once a text is gone.
with remaining as (
    select c.cluster_id, a.title, a.event_time, a.article_id
    from newsmon.cluster c
    join newsmon.article a on a.article_id = c.representative_id
    where c.event_id = %(event_id)s
)
update newsmon.event
set title = coalesce((select title from remaining order by event_time, article_id limit 1), ''),
    keywords = array(
        select word
        from remaining join newsmon.event_text t using (cluster_id), unnest(t.words) with ordinality as w (word, place)
        group by word
        order by count(*) desc, min(w.place), word
        limit 8)
where event_id = %(event_id)s or merged_into = %(event_id)s

-- name: delete_empty
-- An event that nothing belongs to, and nothing refers to.
delete from newsmon.event e
where event_id = %(event_id)s
  and not exists (select from newsmon.cluster c where c.event_id = e.event_id)
  and not exists (select from newsmon.event m where m.merged_into = e.event_id)
  and not exists (select from newsmon.event_pin p where p.event_id = e.event_id)
  and not exists (select from newsmon.event_apart a where e.event_id in (a.event_id, a.other_id))

-- name: empty_events
-- Return those of these events that no cluster belongs to.
-- not null: event_id
select event_id from unnest(%(events)s::bigint[]) as e (event_id)
where not exists (select 1 from newsmon.cluster c where c.event_id = e.event_id)
order by event_id

-- name: event_of
-- An article's cluster and present event.
select a.article_id, a.cluster_id, c.event_id
from newsmon.article a
left join newsmon.cluster c using (cluster_id)
where a.article_id = %(article_id)s

-- name: surviving_event
-- An event's id, or that of the one it became part of.
-- not null: event_id
select coalesce(merged_into, event_id) as event_id from newsmon.event where event_id = %(event_id)s

-- name: pin
-- A person's verdict on an article.
insert into newsmon.event_pin as p (article_id, event_id, note) values %s
on conflict (article_id) do update
set event_id = excluded.event_id, note = excluded.note, pinned_at = now()
where (p.event_id, p.note) is distinct from (excluded.event_id, excluded.note)

-- name: set_apart
-- Two events that never grow together again.
insert into newsmon.event_apart (event_id, other_id)
values (least(%(event_id)s::bigint, %(other_id)s), greatest(%(event_id)s::bigint, %(other_id)s))
on conflict do nothing

-- name: unpin
-- Take back a verdict on an article; returns the event that it was pinned to.
delete from newsmon.event_pin where article_id = %(article_id)s returning event_id

-- name: unset_apart
-- An event to which no article is pinned any more has no borders.
delete from newsmon.event_apart
where %(event_id)s in (event_id, other_id)
  and not exists (select from newsmon.event_pin where event_id = %(event_id)s)

-- name: group_anew
-- The text of an article waits to be grouped as if it were new, or, alone in its event, as if it had changed.
with left_event as (
    update newsmon.cluster c
    set event_id = null
    from newsmon.article a
    where a.article_id = %(article_id)s and c.cluster_id = a.cluster_id
      and exists (select from newsmon.cluster o where o.event_id = c.event_id and o.cluster_id <> c.cluster_id)
), unread as (
    update newsmon.event_text t
    set terms = '', weights = '', words = '{}', changed = nextval('newsmon.event_text_change')
    from newsmon.article a
    where a.article_id = %(article_id)s and t.cluster_id = a.cluster_id
)
update newsmon.article set grouped_at = null where article_id = %(article_id)s and edition <> 'headline'

-- name: unite
-- Take back that two events stay apart.
delete from newsmon.event_apart
where event_id = least(%(event_id)s::bigint, %(other_id)s) and other_id = greatest(%(event_id)s::bigint, %(other_id)s)

-- name: drop_texts
-- Vectors of texts that came, and happened, more than so many days ago, and of those that are gone.
delete from newsmon.event_text e
where (event_time < now() - make_interval(days => %(days)s)
       and exists (select from newsmon.cluster c
                   where c.cluster_id = e.cluster_id
                     and c.created_at < now() - make_interval(days => %(days)s)))
   or (terms = '' and changed < (select last_value from newsmon.event_text_change) - 1000000)
