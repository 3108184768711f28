-- name: search_query
-- Return what people typed as a query of the full-text index, in the configuration of a language (null: as English
-- and as written), and the number of its parts: none where nothing in it can be searched for.
-- not null: query, parts
select query::text as query, numnode(query) as parts
from (
    select case when %(config)s::text is null
                then report.search_query('english', %(words)s) || report.search_query('simple', %(words)s)
                else report.search_query(%(config)s::text::regconfig, %(words)s) end as query
) asked

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
  and (%(source)s::text is null or a.source_id = (select source_id from report.sources where source = %(source)s))
  and (%(language)s::text is null or a.language = %(language)s)
  and (%(event)s::bigint is null or a.event_id = %(event)s)
  and (%(cluster)s::bigint is null or a.cluster_id = %(cluster)s)
  and (%(since)s::timestamptz is null or a.event_time >= %(since)s)
  and (%(until)s::timestamptz is null or a.event_time < %(until)s)
  and (%(after_time)s::timestamptz is null or (a.event_time, a.article_id) < (%(after_time)s, %(after_id)s))
order by a.event_time desc, a.article_id desc
limit %(limit)s
