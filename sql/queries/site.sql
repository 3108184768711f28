-- name: newest_day
-- The newest UTC day on which an outlet published something; later days than today are mistaken claims.
select (
    select day from report.source_daily where day <= (now() at time zone 'UTC')::date order by day desc limit 1
) as day

-- name: days_beside
-- The days with articles right before and right after a day.
select (select day from report.source_daily where day < %(day)s order by day desc limit 1) as before,
       (select day from report.source_daily where day > %(day)s order by day limit 1) as after

-- name: day_totals
-- Return the articles, texts and outlets of each day of a stretch.
-- not null: day, articles, texts, outlets
select day, sum(articles)::bigint as articles, sum(clusters)::bigint as texts, count(*) as outlets
from report.source_daily
where day >= %(first)s and day <= %(last)s
group by day
order by day

-- name: topic_days
-- Return the attention to each topic, or to one, on each day of a stretch.
-- row: TopicDay
-- not null: share
select day, topic, articles, clusters as texts, sources as outlets, events, share
from report.topic_daily
where day >= %(first)s and day <= %(last)s and (%(topic)s::text is null or topic = %(topic)s)
order by topic, day

-- name: topics
-- Topics by name.
-- row: TopicName
select topic, name, parent from report.topics order by name, topic

-- name: spiking_topics
-- Topics on which a rule has noticed a spike that went on within a stretch.
-- not null: topic
select distinct topic
from report.notifications
where kind = 'spike' and began_at < %(until)s and until > %(since)s

-- name: events_of_stretch
-- Events of a stretch of event time, those of most outlets first.
-- row: CountedEvent
-- not null: event_id, articles, outlets, texts, first_at
select a.event_id, count(*) as articles, count(distinct a.source_id) as outlets,
       count(distinct a.cluster_id) as texts, min(a.event_time) as first_at
from report.articles a
where a.event_time >= %(since)s and a.event_time < %(until)s and a.event_id is not null
group by a.event_id
order by outlets desc, articles desc, a.event_id
limit %(limit)s

-- name: events_of_topic
-- Events of a stretch of event time by their articles about a topic, those of most outlets first.
-- row: CountedEvent
-- not null: event_id, articles, outlets, texts, first_at
select a.event_id, count(*) as articles, count(distinct t.source_id) as outlets,
       count(distinct a.cluster_id) as texts, min(t.event_time) as first_at
from report.article_topics t
join report.articles a using (article_id)
where t.topic = %(topic)s and t.salience = 'about' and t.event_time >= %(since)s and t.event_time < %(until)s
  and a.event_id is not null
group by a.event_id
order by outlets desc, articles desc, a.event_id
limit %(limit)s

-- name: event_heads
-- Return the title and size of some events.
-- not null: articles, sources, clusters, topics, posts, first_published_at, last_published_at
select event_id, title, articles, sources, clusters, topics, keywords, representative_id, posts,
       first_published_at, last_published_at, first_seen_at, last_seen_at
from report.events
where event_id = any(%(events)s)

-- name: outlets_of_topic
-- Outlets that wrote about a topic in a stretch, with how often each was first with an event of several, and its lag.
-- not null: source, name, articles, shared_events, firsts
with about as (
    select a.source, a.event_id, a.event_time
    from report.article_topics t
    join report.articles a using (article_id)
    where t.topic = %(topic)s and t.salience = 'about' and a.edition <> 'headline'
      and t.event_time >= %(since)s and t.event_time < %(until)s
), appearance as (
    select event_id, source, min(event_time) as at
    from about
    where event_id is not null
    group by event_id, source
), pace as (
    select source, at - min(at) over event as lag, count(*) over event as outlets,
           row_number() over (event order by at, source) = 1 as is_first
    from appearance
    window event as (partition by event_id)
)
select o.source, coalesce(s.name, o.source) as name, o.articles,
       count(p.source) filter (where p.outlets > 1) as shared_events,
       count(p.source) filter (where p.outlets > 1 and p.is_first) as firsts,
       percentile_cont(.5) within group (order by p.lag) filter (where p.outlets > 1) as median_lag
from (select source, count(*) as articles from about group by source) o
left join report.sources s using (source)
left join pace p using (source)
group by o.source, s.name, o.articles
order by firsts desc, o.articles desc, o.source
limit %(limit)s

-- name: articles_of_event
-- The articles of an event, the first one first.
-- row: EventArticle
-- not null: source, outlet, kind, event_time
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, left(a.lead, 400) as lead,
       a.language, a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.kind,
       a.cluster_id, a.is_representative
from report.articles a
left join report.sources s using (source)
where a.event_id = %(event_id)s
order by a.event_time, a.article_id
limit %(limit)s

-- name: posts_of_event
-- Posts of live blogs, and parts of roundups, that are like the articles of an event.
-- not null: post_id, article_id, title, url
select post_id, article_id, source, posted_at, posted_at_precision, title, left(text, 300) as text, url
from report.posts
where event_id = %(event_id)s and removed_at is null
order by posted_at nulls last, post_id
limit %(limit)s

-- name: printings
-- Return the printings of some texts, the first one first.
-- not null: cluster_id, article_id, source, rank
select cluster_id, article_id, source, rank, first_article_id, first_source, lag, share_kept, agency
from report.propagation
where cluster_id = any(%(clusters)s)
order by cluster_id, rank
limit %(limit)s

-- name: articles_of_topic
-- Articles about a topic in a stretch, the newest first; those after a place in that order.
-- row: SiteArticle
-- not null: source, outlet, kind, event_time, topics
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, left(a.lead, 400) as lead,
       a.language, a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.kind,
       a.event_id, a.topics
from report.article_topics t
join report.articles a using (article_id)
left join report.sources s using (source)
where t.topic = %(topic)s and t.salience = 'about' and coalesce(a.is_representative, true)
  and t.event_time >= %(since)s and t.event_time < %(until)s
order by t.event_time desc, t.article_id desc
limit %(limit)s

-- name: newest_articles
-- Articles of a stretch, the newest first, copies left out.
-- row: SiteArticle
-- not null: source, outlet, kind, event_time, topics
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, left(a.lead, 400) as lead,
       a.language, a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.kind,
       a.event_id, a.topics
from report.articles a
left join report.sources s using (source)
where a.event_time >= %(since)s and a.event_time < %(until)s and coalesce(a.is_representative, true)
order by a.event_time desc, a.article_id desc
limit %(limit)s

-- name: article
-- One article with its text.
-- row: WholeArticle
-- not null: source, outlet, kind, event_time, topics
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, a.text, a.authors, a.words,
       a.language, a.published_at, a.published_at_precision, a.published_at_method, a.modified_at, a.first_seen_at,
       a.event_time, a.edition, a.version, a.cluster_id, a.is_representative, a.event_id, a.topics, a.section,
       a.publisher_tags, a.paywalled, a.kind, e.title as event
from report.articles a
left join report.sources s using (source)
left join report.events e using (event_id)
where a.article_id = %(article_id)s

-- name: matches
-- The topics of an article, and why.
-- not null: topic, name
select m.topic, t.name, m.score, m.share, m.salience, m.mentions
from report.article_topics m
join report.topics t using (topic)
where m.article_id = %(article_id)s
order by m.salience, m.score desc, m.topic

-- name: provenance
-- Candidates of an article's metadata, the chosen ones first.
select field, value, origin, confidence, chosen, kind
from report.provenance
where article_id = %(article_id)s
order by field, chosen desc, confidence desc, value
limit %(limit)s

-- name: versions
-- Versions of an article, the newest first.
select version, seen_at, edition, title, text
from report.article_versions
where article_id = %(article_id)s
order by version desc
limit %(limit)s

-- name: judged_pairs
-- Articles that an article was compared with and found alike, with the evidence.
-- row: JudgedPair
-- not null: article_id, source, outlet, title, relation, pinned
select case when d.article_id = %(article_id)s then d.other_id else d.article_id end as article_id,
       a.source, coalesce(s.name, a.source) as outlet, a.title, d.relation,
       case when d.article_id = %(article_id)s then d.containment_ab else d.containment_ba end as share_there,
       case when d.article_id = %(article_id)s then d.containment_ba else d.containment_ab end as share_here,
       d.similarity, d.shared_shingles, d.pinned
from report.duplicates d
join report.articles a on a.article_id = case when d.article_id = %(article_id)s then d.other_id else d.article_id end
left join report.sources s using (source)
where d.article_id = %(article_id)s or d.other_id = %(article_id)s
order by d.similarity desc nulls last, 1
limit %(limit)s

-- name: statements_on_uses
-- Return the statements on uses that count for an article's page.
select scope, use, verdict, statement, origin, price, seen_at
from report.rights
where article_id = %(article_id)s
order by use, statement

-- name: removed_lines
-- Lines of an article's page that were left out of its text.
select line, rule
from report.removed_lines
where article_id = %(article_id)s
order by position
limit %(limit)s

-- name: posts_of_article
-- Posts of a live blog or parts of a roundup, the newest first.
-- not null: post_id, title, text, url, authors
select post_id, posted_at, posted_at_precision, title, text, url, authors, topics
from report.posts
where article_id = %(article_id)s and removed_at is null
order by posted_at desc nulls last, post_id desc
limit %(limit)s

-- name: feed_states
-- Every feed that is still in feeds.yaml, those that need a look first.
-- row: FeedState
-- not null: feed, source, outlet, state
select h.feed, h.source, coalesce(s.name, h.source) as outlet, h.state, h.since, h.last_ok_at, h.last_new_at,
       h.consecutive_failures, h.reason, h.next_poll_at, h.kind, h.poll_interval, h.entries_too_old, h.warnings
from report.feed_health h
left join report.sources s using (source)
where h.state <> 'removed'
order by array_position(array['gone', 'failing', 'moved', 'quiet', 'new', 'disabled', 'ok'], h.state) nulls last,
         h.source, h.feed
limit %(limit)s

-- name: open_alerts
-- Alerts that are open, the newest first.
select alert_id, kind, subject, source, since, opened_at, detail
from report.alerts
where closed_at is null
order by opened_at desc, alert_id desc
limit %(limit)s

-- name: newest_run
-- The newest run that has ended.
select run_id, started_at, finished_at, state
from report.runs
where finished_at is not null
order by run_id desc
limit 1

-- name: run
-- The newest run of a number, or that an Airflow run of this id started.
select run_id, started_at, finished_at, state, trigger, counts
from report.runs
where run_id = %(run_id)s or trigger = %(trigger)s
order by run_id desc
limit 1

-- name: articles_seen
-- Articles first seen in a stretch, the newest first, copies left out.
-- row: SiteArticle
-- not null: source, outlet, kind, event_time, topics
select a.article_id, a.url, a.source, coalesce(s.name, a.source) as outlet, a.title, left(a.lead, 400) as lead,
       a.language, a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.kind,
       a.event_id, a.topics
from report.articles a
left join report.sources s using (source)
where a.first_seen_at >= %(since)s and a.first_seen_at < %(until)s and coalesce(a.is_representative, true)
order by a.first_seen_at desc, a.article_id desc
limit %(limit)s

-- name: rejections_seen
-- Count the rejections of a stretch by reason, with the newest as an example.
-- not null: pages, example
select stage, reason, count(*) as pages, (array_agg(url order by seen_at desc))[1] as example
from report.rejections
where seen_at >= %(since)s and seen_at < %(until)s
group by stage, reason
order by pages desc, reason
limit %(limit)s

-- name: outlets
-- Outlets by name.
-- row: OutletName
select source, name, language from report.sources order by name, source

-- name: passages
-- The passages of some articles that answer a search: fragments of the text, with the words found between marks.
-- What the search excludes is not marked (`querytree`): ts_headline itself marks it, too.
-- not null: passage
select a.article_id,
       ts_headline(case when a.language in ('en') then 'english'::regconfig else 'simple'::regconfig end,
                   left(a.text, 100000), querytree(report.search_query('english', %(query)s))::tsquery,
                   'StartSel=' || %(start)s || ',StopSel=' || %(stop)s
                   || ',MaxFragments=3,MaxWords=30,MinWords=12,FragmentDelimiter=" … "') as passage
from report.articles a
where a.article_id = any(%(article_ids)s)

-- name: coverage
-- Return what each outlet announced on each day of a stretch, and what became of it.
-- not null: day, source, outlet, announced, loaded, rejected, waiting, missed, too_old, excluded
select c.day, c.source, coalesce(s.name, c.source) as outlet, c.announced, c.loaded, c.rejected, c.waiting, c.missed,
       c.too_old, c.excluded, c.share_loaded::float as share_loaded
from report.coverage c
left join report.sources s using (source)
where c.day >= %(first)s and c.day <= %(last)s
order by c.source, c.day
