-- Feeds that newsmon writes; all from the views of schema report.

-- name: topic
-- Return the name of a monitored topic.
select topic, name from report.topics where topic = %(topic)s

-- name: newest_texts
-- The texts that were published last since a time: about a topic, fitting a search, or any; the newest first.
-- not null: cluster_id
select a.cluster_id, max(a.event_time) as at
from report.articles a
where a.event_time >= %(since)s and a.event_time <= %(now)s and a.cluster_id is not null
  and (%(topics)s::text[] is null or exists (
      select from report.article_topics t
      where t.article_id = a.article_id and t.topic = any(%(topics)s) and t.salience = 'about'
  ))
  and (%(query)s::text is null or a.search @@ report.search_query(%(language)s, %(query)s))
  and (%(sources)s::text[] is null or a.source = any(%(sources)s))
group by a.cluster_id
order by at desc, a.cluster_id
limit %(limit)s

-- name: printings
-- Every printing of some texts, those that stand for them first.
-- row: FeedPrinting
-- not null: cluster_id, outlet, event_time, topics
select a.cluster_id, a.article_id, a.event_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, a.lead,
       a.authors, a.language, a.event_time, a.first_seen_at, a.topics
from report.articles a
left join report.sources s using (source)
where a.cluster_id = any(%(clusters)s)
order by a.cluster_id, a.is_representative desc nulls last, a.event_time, a.article_id

-- name: newest_events
-- The events with several outlets that were reported on since a time, on a topic or any; the newest first.
-- not null: articles, sources, clusters, first_seen_at, last_seen_at, topics
select event_id, title, articles, sources, clusters, first_seen_at, last_seen_at, first_published_at, topics
from report.events
where event_id in (select event_id from report.articles where first_seen_at >= %(since)s)
  and last_seen_at >= %(since)s and sources > 1 and (%(topic)s::text is null or %(topic)s = any(topics))
order by first_seen_at desc, event_id
limit %(limit)s

-- name: event_printings
-- Every article of some events, the earliest first.
-- row: FeedPrinting
-- not null: cluster_id, outlet, event_time, topics
select a.cluster_id, a.article_id, a.event_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, a.lead,
       a.authors, a.language, a.event_time, a.first_seen_at, a.topics
from report.articles a
left join report.sources s using (source)
where a.event_id = any(%(events)s)
order by a.event_id, a.event_time, a.article_id
