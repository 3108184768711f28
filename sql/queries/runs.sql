-- name: start
-- A run begins.
insert into newsmon.run (trigger, interval_start, interval_end, feeds, single_process)
values (%(trigger)s, %(interval_start)s, %(interval_end)s, %(feeds)s, %(single_process)s)
returning run_id

-- name: get
-- One run.
-- row: Run
select run_id, started_at, finished_at, state, trigger, interval_start, interval_end, feeds, counts
from newsmon.run
where run_id = %(run_id)s

-- name: newest
-- The newest run.
-- row: Run
select run_id, started_at, finished_at, state, trigger, interval_start, interval_end, feeds, counts
from newsmon.run
order by run_id desc
limit 1

-- name: add_counts
-- Add a stage's counts to the run's; workers of one stage add up.
update newsmon.run
set counts = jsonb_set(counts, array[%(stage)s], (
    select coalesce(jsonb_object_agg(key, total), '{}')
    from (
        select key, sum(value::bigint) as total
        from (
            select * from jsonb_each_text(coalesce(counts -> %(stage)s, '{}'))
            union all
            select * from jsonb_each_text(%(counts)s::jsonb)
        ) both_sides
        group by key
    ) added
)), progress = jsonb_set(progress, array[%(stage)s], to_jsonb(now()))
where run_id = %(run_id)s

-- name: stages_with_work
-- Tell which of the stages after fetch have something to do, whoever holds it: one look instead of one for each.
-- not null: stages
select array_remove(array[
    case when exists (
        select from newsmon.page p
        left join newsmon.wire_item w on w.address_id = p.address_id and p.edition = 'original'
        where p.extracted_at is null and (w.embargoed_until is null or w.embargoed_until <= now()))
    then 'extract' end,
    case when exists (
        select from newsmon.article a
        where deduplicated_at is null
          and not exists (select from newsmon.quarantine x where x.stage = 'deduplicate' and x.item_id = a.article_id))
    then 'deduplicate' end,
    case when exists (
            select from newsmon.article a
            where tagged_at is null
              and not exists (select from newsmon.quarantine x where x.stage = 'tag' and x.part = '' and x.item_id = a.article_id))
        or exists (select from newsmon.post where tagged_at is null)
        or exists (select from newsmon.topic_backlog)
    then 'tag' end,
    case when exists (
            select from newsmon.article a
            where grouped_at is null and deduplicated_at is not null and cluster_id is not null
              and not exists (select from newsmon.quarantine x where x.stage = 'group' and x.item_id = a.article_id))
        or exists (select from newsmon.cluster where merged_into is not null and event_id is not null)
        or exists (
            select from newsmon.post p
            join newsmon.article a using (article_id)
            where a.grouped_at is not null and p.removed_at is null
              and (p.grouped_at is null
                   or p.event_id is null and p.grouped_at < now() - interval '1 hour'
                      and p.posted_at between now() - interval '2 days' and now()))
    then 'group' end
], null) as stages

-- name: finish
-- A run ends.
update newsmon.run
set state = %(state)s, finished_at = now(), reported_at = null
where run_id = %(run_id)s

-- name: unreported
-- Runs of Airflow that were published and have no digest yet, the oldest first.
select run_id from newsmon.run
where finished_at is not null and state <> 'failed' and not single_process and reported_at is null
order by run_id

-- name: mark_reported
-- The digest of this run is written.
update newsmon.run set reported_at = now() where run_id = %(run_id)s

-- name: unfinished
-- Runs that claim to be running.
-- row: UnfinishedRun
select run_id, single_process, started_at
from newsmon.run
where finished_at is null and run_id <> %(run_id)s

-- name: mark_dead
-- A run whose process died.
update newsmon.run
set state = 'failed', finished_at = now()
where run_id = %(run_id)s and finished_at is null

-- name: failures
-- Count a run's failures by source and reason.
-- row: RunFailure
-- not null: times, example, detail
select s.slug as source, f.stage, f.reason, count(*) as times, min(f.url) as example, min(f.detail) as detail
from newsmon.failure f
left join newsmon.source s using (source_id)
where f.run_id = %(run_id)s
group by s.slug, f.stage, f.reason
order by times desc, source

-- name: failed_by_reason
-- Count a run's failures in a stage by reason.
-- row: ReasonTimes
-- not null: reason, times
select reason, count(*) as times
from newsmon.failure
where run_id = %(run_id)s and stage = %(stage)s
group by reason
order by times desc, reason

-- name: rejected_by_reason
-- Count what a stage has rejected since a run began, by reason.
-- row: ReasonTimes
-- not null: reason, times
select j.reason, count(*) as times
from newsmon.rejection j
join newsmon.run r on r.run_id = %(run_id)s and j.seen_at >= r.started_at
where j.stage = %(stage)s
group by j.reason
order by times desc, j.reason

-- name: stale_days
-- Take the days whose rollups must be recomputed.
with taken as (delete from newsmon.stale_day returning day)
select distinct day from taken order by day

-- name: roll_up_topics
-- Recompute topic_daily for these days (`only` null: of all topics), but for what is in quarantine; headlines are not counted. Rows that come out the same are not written.
with fresh as (
    select newsmon.utc_day(a.event_time) as day, m.topic, count(*) as articles,
           count(distinct a.cluster_id) as clusters, count(distinct a.source_id) as sources,
           count(distinct c.event_id) as events
    from newsmon.article a
    join newsmon.topic_match m using (article_id)
    left join newsmon.cluster c using (cluster_id)
    where m.salience = 'about' and a.edition <> 'headline'
      and a.event_time >= %(first)s::date::timestamp at time zone 'UTC'
      and a.event_time < (%(last)s::date + 1)::timestamp at time zone 'UTC'
      and newsmon.utc_day(a.event_time) = any(%(days)s::date[])
      and (%(only)s::text[] is null or m.topic = any(%(only)s::text[]))
      and not exists (
          select from newsmon.quarantine x
          where x.stage = 'publish' and x.part in ('topics', 'topic ' || m.topic)
            and x.item_id = newsmon.utc_day(a.event_time) - date '1970-01-01')
    group by 1, 2
), gone as (
    delete from newsmon.topic_daily d
    where d.day = any(%(days)s::date[])
      and (%(only)s::text[] is null or d.topic = any(%(only)s::text[]))
      and not exists (select 1 from fresh f where f.day = d.day and f.topic = d.topic)
      and not exists (
          select from newsmon.quarantine x
          where x.stage = 'publish' and x.part in ('topics', 'topic ' || d.topic) and x.item_id = d.day - date '1970-01-01')
)
insert into newsmon.topic_daily as d (day, topic, articles, clusters, sources, events)
select * from fresh
on conflict (day, topic) do update
set articles = excluded.articles, clusters = excluded.clusters,
    sources = excluded.sources, events = excluded.events
where (d.articles, d.clusters, d.sources, d.events)
      is distinct from (excluded.articles, excluded.clusters, excluded.sources, excluded.events)

-- name: roll_up_sources
-- Recompute source_daily for these days (`only` null: of all outlets), but for what is in quarantine; headlines are not counted. Rows that come out the same are not written.
with fresh as (
    select newsmon.utc_day(a.event_time) as day, a.source_id, count(*) as articles,
           count(distinct a.cluster_id) as clusters,
           avg(case when c.representative_id is distinct from a.article_id then 1 else 0 end)::real as share_duplicate
    from newsmon.article a
    join newsmon.source s using (source_id)
    left join newsmon.cluster c using (cluster_id)
    where a.edition <> 'headline'
      and a.event_time >= %(first)s::date::timestamp at time zone 'UTC'
      and a.event_time < (%(last)s::date + 1)::timestamp at time zone 'UTC'
      and newsmon.utc_day(a.event_time) = any(%(days)s::date[])
      and (%(only)s::text[] is null or s.slug = any(%(only)s::text[]))
      and not exists (
          select from newsmon.quarantine x
          where x.stage = 'publish' and x.part in ('sources', 'source ' || s.slug)
            and x.item_id = newsmon.utc_day(a.event_time) - date '1970-01-01')
    group by 1, 2
), gone as (
    delete from newsmon.source_daily d
    using newsmon.source s
    where d.day = any(%(days)s::date[]) and s.source_id = d.source_id
      and (%(only)s::text[] is null or s.slug = any(%(only)s::text[]))
      and not exists (select 1 from fresh f where f.day = d.day and f.source_id = d.source_id)
      and not exists (
          select from newsmon.quarantine x
          where x.stage = 'publish' and x.part in ('sources', 'source ' || s.slug) and x.item_id = d.day - date '1970-01-01')
)
insert into newsmon.source_daily as d (day, source_id, articles, clusters, share_duplicate)
select * from fresh
on conflict (day, source_id) do update
set articles = excluded.articles, clusters = excluded.clusters, share_duplicate = excluded.share_duplicate
where (d.articles, d.clusters, d.share_duplicate)
      is distinct from (excluded.articles, excluded.clusters, excluded.share_duplicate)

-- name: rolled_up_topics
-- Topics of which a day has, or had, articles.
-- row: RolledUp
-- not null: key
select m.topic as key
from newsmon.article a
join newsmon.topic_match m using (article_id)
where a.event_time >= %(day)s::date::timestamp at time zone 'UTC'
  and a.event_time < (%(day)s::date + 1)::timestamp at time zone 'UTC'
union
select topic from newsmon.topic_daily where day = %(day)s::date
order by key

-- name: rolled_up_sources
-- Outlets of which a day has, or had, articles.
-- row: RolledUp
-- not null: key
select s.slug as key
from newsmon.source s
where exists (
    select from newsmon.article a
    where a.source_id = s.source_id
      and a.event_time >= %(day)s::date::timestamp at time zone 'UTC'
      and a.event_time < (%(day)s::date + 1)::timestamp at time zone 'UTC')
   or exists (select from newsmon.source_daily d where d.source_id = s.source_id and d.day = %(day)s::date)
order by key
