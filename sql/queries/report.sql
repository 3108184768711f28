-- name: begin
-- All rows of a digest are of one moment, and nothing is written.
set transaction isolation level repeatable read, read only

-- name: feed_states
-- Return the state of every feed in feeds.yaml that was ever polled.
select feed, source, state, since, last_ok_at, last_new_at, consecutive_failures, reason, next_poll_at, kind,
       entries_too_old, warnings
from report.feed_health
where state <> 'removed'
order by source, feed

-- name: newest_day
-- The newest UTC day that has articles; dates later than our newest observation are mistaken claims.
select (max(event_time) at time zone 'UTC')::date as day
from report.articles
where event_time < (select first_seen_at from report.articles order by first_seen_at desc limit 1) + interval '1 day' and edition <> 'headline'

-- name: run
-- One run, with the time at which the one before it ended: what was first seen since then is its.
select r.run_id, r.state, r.trigger, r.started_at, r.finished_at, r.interval_start, r.interval_end, r.counts,
       (
           select max(p.finished_at)
           from report.runs p
           where p.finished_at <= r.started_at and p.state <> 'failed' and p.interval_start is null
       ) as previous_end
from report.runs r
where r.run_id = %(run_id)s

-- name: article_ids
-- Articles of a period, by event time or by when they were first seen; of one topic, or of all. No headlines.
select a.article_id
from report.articles a
where case when %(by_event_time)s then a.event_time >= %(start)s and a.event_time < %(end)s
           else a.first_seen_at >= %(start)s and a.first_seen_at < %(end)s end
  and a.edition <> 'headline'
  and (%(topic)s::text is null or exists (
      select from report.article_topics t
      where t.article_id = a.article_id and t.topic = %(topic)s and t.salience = 'about'
  ))
order by a.event_time, a.article_id

-- name: articles
-- Some articles.
-- row: ReportedArticle
-- not null: source, outlet, lead, event_time, topics, kind, posts
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title,
       left(a.lead, 600) as lead, a.words, a.language, a.published_at, a.published_at_precision,
       a.first_seen_at, a.event_time, a.edition, a.version, a.cluster_id, a.is_representative,
       a.event_id, a.topics, a.kind,
       (select count(*) from report.posts p where p.article_id = a.article_id and p.removed_at is null) as posts
from report.articles a
left join report.sources s using (source)
where a.article_id = any(%(articles)s)
order by a.event_time, a.article_id

-- name: event_articles
-- All articles of some events.
-- row: ReportedArticle
-- not null: source, outlet, lead, event_time, topics, kind, posts
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title,
       left(a.lead, 600) as lead, a.words, a.language, a.published_at, a.published_at_precision,
       a.first_seen_at, a.event_time, a.edition, a.version, a.cluster_id, a.is_representative,
       a.event_id, a.topics, a.kind,
       (select count(*) from report.posts p where p.article_id = a.article_id and p.removed_at is null) as posts
from report.articles a
left join report.sources s using (source)
where a.event_id = any(%(events)s)
order by a.event_time, a.article_id

-- name: events
-- Some events.
-- not null: articles, sources, clusters, topics
select event_id, title, articles, sources, clusters, topics
from report.events
where event_id = any(%(events)s)

-- name: relations
-- Return the pairs of copies within some clusters, with their relation.
-- not null: article_id, other_id, relation
select article_id, other_id, relation
from report.duplicates
where article_id = any(array(select article_id from report.articles where cluster_id = any(%(clusters)s)))
  and cluster_id = any(%(clusters)s) and relation <> 'contains'
order by article_id, other_id

-- name: topics
-- The monitored topics.
select topic, name, parent from report.topics order by topic

-- name: topic_days
-- Articles about each topic on some days.
select day, topic, articles
from report.topic_daily
where day = any(%(days)s)
order by day, topic

-- name: totals
-- All articles of a period and of the one before it, those about any topic, and when the first was seen.
-- not null: articles, articles_before, about_before
select count(*) filter (where a.at >= %(start)s) as articles,
       count(*) filter (where a.at < %(start)s) as articles_before,
       count(*) filter (where a.at < %(start)s and exists (
           select from report.article_topics t where t.article_id = a.article_id and t.salience = 'about'
       )) as about_before,
       (select first_seen_at from report.articles order by first_seen_at limit 1) as watching_since
from (
    select article_id, case when %(by_event_time)s then event_time else first_seen_at end as at
    from report.articles
    where edition <> 'headline'
) a
where a.at >= %(before)s and a.at < %(end)s

-- name: topics_before
-- Articles about each topic in the period before one, and in the days before it that are looked back on.
-- not null: articles, articles_looked_back
select t.topic,
       count(*) filter (where a.at >= %(before)s) as articles,
       count(*) as articles_looked_back
from (
    select article_id, case when %(by_event_time)s then event_time else first_seen_at end as at
    from report.articles
    where edition <> 'headline'
) a
join report.article_topics t using (article_id)
where a.at >= %(look_back)s and a.at < %(start)s and t.salience = 'about'
group by t.topic
order by t.topic

-- name: rejections
-- Count a period's rejections by reason.
-- row: ReasonCount
-- not null: times, sources, example
select stage, reason, count(*) as times, count(distinct source) as sources, min(url) as example
from report.rejections
where seen_at >= %(start)s and seen_at < %(end)s
group by stage, reason
order by times desc, stage, reason

-- name: failures
-- Count a period's failures by stage and reason; all but those of `load` will be tried again.
-- row: ReasonCount
-- not null: times, sources, example
select stage, reason, count(*) as times, count(distinct source) as sources, min(url) as example
from report.failures
where seen_at >= %(start)s and seen_at < %(end)s
group by stage, reason
order by times desc, stage, reason

-- name: newest_run
-- The newest run that has ended and did not fail.
select run_id
from report.runs
where finished_at is not null and state <> 'failed'
order by run_id desc
limit 1
