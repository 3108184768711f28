-- name: search_query
-- Return what people typed as a query of the full-text index, in the configuration of a language (null: as English
-- and as written), and the number of its parts: none where nothing in it can be searched for.
-- not null: query, parts
select query::text as query, numnode(query) as parts
from report.search_query(coalesce(%(config)s::text, 'english')::regconfig, %(words)s) as stemmed
cross join report.search_query(coalesce(%(config)s::text, 'simple')::regconfig, %(words)s) as written
cross join lateral (select case when stemmed = written then stemmed else stemmed || written end as query) asked

-- name: search_config
-- Return the text-search configuration of a language, where the articles of that language have one.
-- not null: config
select report.search_config(%(language)s)::text as config

-- name: has_source
-- Tell whether there is an outlet of this short name.
-- row: Presence
-- not null: present
select exists (select from report.sources where source = %(source)s) as present

-- name: has_topic
-- Tell whether a topic is monitored.
-- row: Presence
-- not null: present
select exists (select from report.topics where topic = %(topic)s) as present

-- name: articles
-- Articles that fit all filters that are not null, the newest first, from a place in that order on.
-- row: ListedArticle
-- not null: title, source, lead, event_time, topics, kind
select a.article_id, a.url, a.source, left(a.title, 1000) as title, left(a.lead, 600) as lead, a.authors, a.words, a.language,
       a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.version, a.kind,
       a.cluster_id, a.is_representative, a.event_id, a.topics
from report.articles a
where (%(query)s::text is null or a.search @@ %(query)s::tsquery)
  and (%(source)s::text is null or a.source_id = (select source_id from report.sources where source = %(source)s))
  and (%(language)s::text is null or a.language = %(language)s)
  and (%(event)s::bigint is null or a.event_id = %(event)s)
  and (%(cluster)s::bigint is null or a.cluster_id = %(cluster)s)
  and (%(since)s::timestamptz is null or a.event_time >= %(since)s)
  and (%(until)s::timestamptz is null or a.event_time < %(until)s)
  and (%(after_time)s::timestamptz is null or (a.event_time, a.article_id) < (%(after_time)s, %(after_id)s))
order by a.event_time desc, a.article_id desc
limit %(limit)s

-- name: articles_about
-- Articles about a topic that fit all filters that are not null, the newest first, from a place in that order on.
-- row: ListedArticle
-- not null: title, source, lead, event_time, topics, kind
select a.article_id, a.url, a.source, left(a.title, 1000) as title, left(a.lead, 600) as lead, a.authors, a.words, a.language,
       a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.version, a.kind,
       a.cluster_id, a.is_representative, a.event_id, a.topics
from report.article_topics t
join report.articles a using (article_id)
where t.topic = %(topic)s and t.salience = 'about'
  and (%(query)s::text is null or a.search @@ %(query)s::tsquery)
  and (%(source)s::text is null or t.source_id = (select source_id from report.sources where source = %(source)s))
  and (%(language)s::text is null or t.language = %(language)s)
  and (%(event)s::bigint is null or a.event_id = %(event)s)
  and (%(cluster)s::bigint is null or a.cluster_id = %(cluster)s)
  and (%(since)s::timestamptz is null or t.event_time >= %(since)s)
  and (%(until)s::timestamptz is null or t.event_time < %(until)s)
  and (%(after_time)s::timestamptz is null or (t.event_time, t.article_id) < (%(after_time)s, %(after_id)s))
order by t.event_time desc, t.article_id desc
limit %(limit)s

-- name: use_indexes
-- Have this transaction look words up in their index: Postgres takes a look at every article's words for cheap, and it is not.
set local enable_seqscan = off

-- name: articles_with_words
-- Count the articles that have the words of a query, no further than one more than a number. Where they are no more than that,
-- return those of them that fit all filters that are not null, the newest first, from a place in that order on.
-- row: WordMatches
-- not null: matches, article_ids
with matching as materialized (
    select w.article_id, w.event_time
    from report.article_words w
    where w.search @@ %(query)s::tsquery
      and (%(source)s::text is null or w.source_id = (select source_id from report.sources where source = %(source)s))
      and (%(language)s::text is null or w.language = %(language)s)
      and (%(since)s::timestamptz is null or w.event_time >= %(since)s)
      and (%(until)s::timestamptz is null or w.event_time < %(until)s)
      and (%(after_time)s::timestamptz is null or (w.event_time, w.article_id) < (%(after_time)s, %(after_id)s))
    limit %(most)s + 1
)
select counted.matches, array(
    select m.article_id
    from matching m
    where counted.matches <= %(most)s
      and (%(topic)s::text is null or exists (
          select from report.article_topics t
          where t.article_id = m.article_id and t.topic = %(topic)s and t.salience = 'about'))
      and (%(event)s::bigint is null or exists (
          select from report.articles a where a.article_id = m.article_id and a.event_id = %(event)s))
      and (%(cluster)s::bigint is null or exists (
          select from report.articles a where a.article_id = m.article_id and a.cluster_id = %(cluster)s))
    order by m.event_time desc, m.article_id desc
    limit %(limit)s
) as article_ids
from (select count(*) as matches from matching) counted

-- name: listed_articles
-- Some articles, the newest first.
-- row: ListedArticle
-- not null: title, source, lead, event_time, topics, kind
select a.article_id, a.url, a.source, left(a.title, 1000) as title, left(a.lead, 600) as lead, a.authors, a.words, a.language,
       a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.version, a.kind,
       a.cluster_id, a.is_representative, a.event_id, a.topics
from report.articles a
where a.article_id = any(%(article_ids)s::bigint[])
order by a.event_time desc, a.article_id desc

-- name: passages
-- Stretches of some articles in which a query stands; matches are between two characters of private use. Only the beginning of a
-- long text is looked through. What the query excludes is no match (`querytree`): ts_headline itself marks it, too.
-- not null: passage
select a.article_id,
       ts_headline(report.search_config(a.language),
                   translate(left(a.text, 20000), chr(57344) || chr(57345), ''),
                   querytree(%(query)s::tsquery)::tsquery,
                   'MaxFragments=2, MaxWords=25, MinWords=10, FragmentDelimiter=" … ", StartSel="'
                   || chr(57344) || '", StopSel="' || chr(57345) || '"') as passage
from report.articles a
where a.article_id = any(%(article_ids)s)

-- name: article
-- An article with a stretch of its text.
-- not null: title, source, lead, event_time, topics, kind, text, characters
select a.article_id, a.url, a.source, left(a.title, 1000) as title, left(a.lead, 600) as lead, a.authors, a.words, a.language,
       a.published_at, a.published_at_precision, a.first_seen_at, a.event_time, a.edition, a.version, a.kind,
       a.cluster_id, a.is_representative, a.event_id, a.topics,
       substr(a.text, %(offset)s + 1, %(characters)s) as text, length(a.text) as characters,
       a.published_at_method, a.modified_at, a.section, a.publisher_tags, a.image_url, a.paywalled
from report.articles a
where a.article_id = %(article_id)s

-- name: topic_matches
-- Topics that an article matches, the most points first.
select topic, score, share, salience, mentions
from report.article_topics
where article_id = %(article_id)s
order by score desc, topic
limit %(most)s

-- name: copies
-- Printings of a text, the first one first; none where it was printed once.
-- row: Printing
-- not null: article_id, source, title, url, rank, first_article_id, lag
select p.article_id, p.source, left(a.title, 1000) as title, a.url, a.published_at, p.rank, p.first_article_id,
       p.lag, p.share_kept, p.agency
from report.propagation p
join report.articles a using (article_id)
where p.cluster_id = %(cluster)s
order by p.rank
limit %(most)s

-- name: event_trail
-- The newest articles that are in an event, from a place in that order on.
-- row: Footprint
-- not null: event_id, event_time
select a.event_id, a.event_time, a.article_id
from report.articles a
where a.event_id is not null
  and (%(since)s::timestamptz is null or a.event_time >= %(since)s)
  and (%(until)s::timestamptz is null or a.event_time < %(until)s)
  and (%(after_time)s::timestamptz is null or (a.event_time, a.article_id) < (%(after_time)s, %(after_id)s))
order by a.event_time desc, a.article_id desc
limit %(depth)s

-- name: event_trail_about
-- The newest articles about a topic that are in an event, from a place in that order on.
-- row: Footprint
-- not null: event_id, event_time
select a.event_id, t.event_time, t.article_id
from report.article_topics t
join report.articles a using (article_id)
where t.topic = %(topic)s and t.salience = 'about' and a.event_id is not null
  and (%(since)s::timestamptz is null or t.event_time >= %(since)s)
  and (%(until)s::timestamptz is null or t.event_time < %(until)s)
  and (%(after_time)s::timestamptz is null or (t.event_time, t.article_id) < (%(after_time)s, %(after_id)s))
order by t.event_time desc, t.article_id desc
limit %(depth)s

-- name: events
-- Some events of at least so many outlets, but for those that have an article at a place or before it, in the order
-- of the newest first: earlier pages have them.
-- row: ListedEvent
-- not null: event_id, title, articles, sources, clusters, first_seen_at, last_seen_at, first_published_at, last_published_at, topics, keywords, posts
select e.event_id, left(e.title, 1000) as title, e.articles, e.sources, e.clusters, e.posts, e.first_seen_at, e.last_seen_at,
       e.first_published_at, e.last_published_at, e.topics, e.keywords, e.representative_id
from report.events e
where e.event_id = any(%(events)s::bigint[]) and e.sources >= %(min_sources)s
  and (%(after_time)s::timestamptz is null or not exists (
      select from report.articles a
      where a.event_id = e.event_id and (a.event_time, a.article_id) >= (%(after_time)s, %(after_id)s)
        and (%(until)s::timestamptz is null or a.event_time < %(until)s)
        and (%(topic)s::text is null or exists (
            select from report.article_topics t
            where t.article_id = a.article_id and t.topic = %(topic)s and t.salience = 'about'))))

-- name: event_outlets
-- Outlets of an event, the first to report first.
-- not null: source, articles, first_at, first_article_id
select source, count(*) as articles, min(event_time) as first_at,
       (array_agg(article_id order by event_time, article_id))[1] as first_article_id
from report.articles
where event_id = %(event)s
group by source
order by first_at, source
limit %(most)s

-- name: topics
-- Topics in the order of their short names, after one of them.
select topic, name, parent, definition_hash
from report.topics
where %(after)s::text is null or topic > %(after)s
order by topic
limit %(limit)s

-- name: newest_topic_day
-- The newest day on which there was anything about a topic.
select max(day) as day from report.topic_daily where topic = %(topic)s

-- name: topic_days
-- Return how much there was about a topic on each of some days.
-- not null: day, articles, clusters, sources, events
select day, articles, clusters, sources, events, share
from report.topic_daily
where topic = %(topic)s and day between %(first)s::date and %(last)s::date
order by day

-- name: sources
-- Outlets in the order of their short names, after one of them; their articles are those that the rollups count.
-- not null: articles
select s.source, s.name, s.homepage, s.country, s.language, coalesce(d.articles, 0)::bigint as articles, s.created_at
from report.sources s
left join (select source, sum(articles) as articles from report.source_daily group by source) d on d.source = s.source
where %(after)s::text is null or s.source > %(after)s
order by s.source
limit %(limit)s

-- name: feeds
-- Feeds that fit all filters that are not null, in the order of their addresses, after one of them.
select feed, source, kind, state, since, last_polled_at, last_ok_at, last_new_at, next_poll_at, consecutive_failures,
       reason, moved_to, entries_too_old, warnings
from report.feed_health
where (%(state)s::text is null or state = %(state)s)
  and (%(source)s::text is null or source = %(source)s)
  and (%(after)s::text is null or feed > %(after)s)
order by feed
limit %(limit)s

-- name: run_states
-- Count the runs that are remembered, by state.
-- not null: runs
select state, count(*) as runs from report.runs group by state order by state

-- name: newest_run
-- The newest run.
select run_id, state, started_at, finished_at, counts from report.runs order by run_id desc limit 1

-- name: newest_run_end
-- Return when a run last ended well, or with some failures.
select max(finished_at) as finished_at from report.runs where state in ('ok', 'degraded')

-- name: arrivals
-- Return when the newest article was first seen; of those of the last day, how many there are, and how long after they were
-- published half and nineteen of twenty were seen, in seconds.
-- not null: articles
select (select first_seen_at from report.articles order by first_seen_at desc limit 1) as newest_at, count(*) as articles,
       extract(epoch from percentile_disc(0.5) within group (order by lag))::float as median_lag,
       extract(epoch from percentile_disc(0.95) within group (order by lag))::float as high_lag
from (
    select case when published_at_precision <> 'day' and published_at <= first_seen_at
                then first_seen_at - published_at end as lag
    from report.articles
    where first_seen_at >= now() - interval '1 day' and edition <> 'headline'
) seen

-- name: alerts
-- Count the open alerts of each kind.
-- not null: alerts
select kind, count(*) as alerts from report.alerts where closed_at is null group by kind order by kind
