-- name: article
-- An article by id or by any URL that it is known by.
-- not null: article_id
select a.article_id
from newsmon.article a
where a.article_id = %(article_id)s
union
select article_id from newsmon.address where url_key = %(url_key)s and article_id is not null
union
select article_id from newsmon.article where url = %(url)s
limit 1

-- name: rejected
-- Return the rejections of this URL, newest first.
select url, stage, reason, detail, seen_at
from newsmon.rejection
where url = %(url)s or address_id = (select address_id from newsmon.address where url_key = %(url_key)s)
order by seen_at desc

-- name: embargo
-- The end of the embargo that an agency's item is under; no row: under none.
-- row: Embargo
-- not null: embargoed_until
select w.embargoed_until
from newsmon.wire_item w
join newsmon.address a using (address_id)
where a.url_key = %(url_key)s and w.status = 'usable' and w.embargoed_until > now()

-- name: refusals
-- Return why pages of an article are not loaded, and when they are asked for again (null: given up; `most` null: all).
select url, stage, reason, detail, seen_at, next_attempt_at
from report.rejections
where article_id = %(article_id)s
order by seen_at desc
limit %(most)s

-- name: quarantine
-- Items in quarantine, by stage and reason, with the newest as an example.
-- not null: items, since, example, detail
select distinct on (q.stage, q.reason) q.stage, q.reason, count(*) over (partition by q.stage, q.reason) as items,
       min(q.quarantined_at) over (partition by q.stage, q.reason) as since,
       case q.stage
           when 'publish' then q.part || ' on ' || (date '1970-01-01' + q.item_id::integer)
           when 'extract' then coalesce(a.url, 'page ' || q.item_id)
           else coalesce(l.url, case q.part when 'post' then 'post ' else 'article ' end || q.item_id)
       end as example,
       left(split_part(q.detail, e'\n', 1), 300) as detail
from newsmon.quarantine q
left join newsmon.page p on q.stage = 'extract' and p.page_id = q.item_id
left join newsmon.address a using (address_id)
left join newsmon.post t on q.part = 'post' and t.post_id = q.item_id
left join newsmon.article l on q.stage not in ('extract', 'publish')
                           and l.article_id = case q.part when 'post' then t.article_id else q.item_id end
order by q.stage, q.reason, q.quarantined_at desc, q.item_id desc, q.part

-- name: facts
-- Return an article's row in the public view.
-- row: ArticleFacts
-- not null: source, topics, kind
select article_id, kind, url, source, title, authors, lead, words, language, published_at, published_at_precision,
       published_at_method, modified_at, first_seen_at, edition, version, cluster_id, is_representative, event_id, topics
from report.articles
where article_id = %(article_id)s

-- name: sightings
-- Return the announcements of an article (`most` null: all).
select feed, guid, title, first_seen_at, address
from report.sightings
where article_id = %(article_id)s
order by first_seen_at, feed, guid
limit %(most)s

-- name: addresses
-- URLs that an article is known by (`most` null: all).
select url, state, fetched_at
from report.article_addresses
where article_id = %(article_id)s
order by fetched_at nulls last, url
limit %(most)s

-- name: provenance
-- Candidates of an article's metadata, the chosen ones first (`most` null: all).
select field, value, origin, confidence, chosen, kind
from report.provenance
where article_id = %(article_id)s
order by field, chosen desc, confidence desc, origin, value
limit %(most)s

-- name: rights
-- Return the statements on uses that an article's page made when it was last fetched, and the files of its origin
-- (`most` null: all).
-- not null: scope, use, verdict, statement, origin
select distinct on (r.scope, r.use, r.statement) r.scope, r.use, r.verdict, r.origin, r.statement, r.price, r.seen_at
from report.rights r
where r.article_id = %(article_id)s
   or r.scope = 'origin' and substring(r.url from '^[a-z]+://[^/?#]+') in (
       select substring(d.url from '^[a-z]+://[^/?#]+')
       from report.article_addresses d
       where d.article_id = %(article_id)s)
order by r.scope, r.use, r.statement, r.seen_at desc
limit %(most)s

-- name: removed
-- Lines that were removed from an article's page (`most` null: all).
select line, rule from report.removed_lines where article_id = %(article_id)s order by position limit %(most)s

-- name: versions
-- Versions of an article (`most` null: all).
-- not null: characters
select version, seen_at, edition, title, length(text) as characters
from report.article_versions
where article_id = %(article_id)s
order by version
limit %(most)s

-- name: duplicates
-- Near-duplicates of an article, with the evidence (`most` null: all).
-- not null: article_id, source, relation, containment_ab, containment_ba, similarity, shared_shingles, rule_version, pinned
select case when d.article_id = %(article_id)s then d.other_id else d.article_id end as article_id,
       o.source, o.title, o.url, d.relation, d.containment_ab, d.containment_ba, d.similarity,
       d.shared_shingles, d.rule_version, d.pinned
from report.duplicates d
join report.articles o
  on o.article_id = case when d.article_id = %(article_id)s then d.other_id else d.article_id end
where %(article_id)s in (d.article_id, d.other_id)
order by d.similarity desc nulls last, o.article_id
limit %(most)s

-- name: text
-- An article's text.
select article_id, title, text from report.articles where article_id = any(%(article_ids)s)

-- name: event
-- The event of an article and its other members.
-- not null: source
select e.event_id, e.title as event, m.article_id, m.source, m.title, m.url
from report.events e
cross join report.articles m
where e.event_id = (select event_id from report.articles where article_id = %(article_id)s)
  and m.event_id = (select event_id from report.articles where article_id = %(article_id)s)
  and m.article_id <> %(article_id)s and m.is_representative
order by m.published_at nulls last, m.article_id
limit 20

-- name: event_decision
-- Return the members that an article's text was closest to when it joined its event, and their mean similarity
-- with it at that time; a row without a member where it began the event; and what a person said.
-- not null: pinned
select e.event_id, e.title as event, e.keywords, v.score,
       m.article_id, m.source, m.title, m.url,
       v.pinned, v.note
from report.event_evidence v
join report.events e on e.event_id = (select event_id from report.articles where article_id = %(article_id)s)
left join report.articles m on m.article_id = v.closest_id
where v.article_id = %(article_id)s
order by v.place

-- name: topics
-- Topics of an article and why.
select topic, score, share, salience, mentions, definition_hash
from report.article_topics
where article_id = %(article_id)s
order by score desc, topic

-- name: seeds
-- The articles of these addresses, in this order.
-- not null: source, topics
select a.source, s.name as outlet, a.title, a.edition, a.version, a.words, a.topics, a.event_id, a.url, a.article_id
from unnest(%(url_keys)s::text[]) with ordinality as wanted (url_key, place)
join newsmon.address d using (url_key)
join report.articles a on a.article_id = d.article_id
join report.sources s on s.source = a.source
order by wanted.place

-- name: newest_articles
-- The newest articles first seen since a time that are no copies; no briefs of seeds, no headlines.
-- not null: article_id, source, title
select a.article_id, s.name as source, a.title
from report.articles a
join report.sources s using (source)
where a.first_seen_at >= %(since)s and a.edition in ('feed', 'original', 'page') and a.is_representative
order by coalesce(a.published_at, a.first_seen_at) desc, a.article_id
limit %(limit)s

-- name: articles_by_title
-- Articles whose title has all these words, the newest first.
-- not null: article_id, source, title
select article_id, source, title
from report.articles
where to_tsvector('simple', title) @@ plainto_tsquery('simple', %(words)s)
order by coalesce(published_at, first_seen_at) desc, article_id
limit %(limit)s

-- name: loaded_by_source
-- Articles first seen since a time, by source.
-- not null: articles, copies
select s.name as source, count(*) as articles,
       count(*) filter (where not a.is_representative) as copies
from report.articles a
join report.sources s using (source)
where a.first_seen_at >= %(since)s and a.edition <> 'headline'
group by s.name
order by articles desc, source

-- name: loaded_by_topic
-- Articles about each topic, first seen since a time.
-- not null: articles
select t.name as topic, count(*) as articles
from report.articles a
join report.article_topics m on m.article_id = a.article_id and m.salience = 'about'
join report.topics t on t.topic = m.topic
where a.first_seen_at >= %(since)s and a.edition <> 'headline'
group by t.name
order by articles desc, topic

-- name: feed_states
-- Count the feeds in each state.
-- not null: feeds
select state, count(*) as feeds from report.feed_health group by state order by state

-- name: feed_notices
-- Entries that feeds passed over as too old, and how many feeds were read with warnings.
-- not null: entries_too_old, with_warnings
select coalesce(sum(entries_too_old), 0)::int as entries_too_old,
       count(*) filter (where cardinality(warnings) > 0) as with_warnings
from report.feed_health
where state <> 'removed'

-- name: totals
-- Count all that is stored.
-- not null: articles, headlines, clusters, events, to_fetch, to_extract, embargoed, in_stages, quarantine, bytes
select (select count(*) from newsmon.article where edition <> 'headline') as articles,
       (select count(*) from newsmon.article where edition = 'headline') as headlines,
       (select count(*) from newsmon.cluster where merged_into is null) as clusters,
       (select count(distinct event_id) from newsmon.cluster) as events,
       (select count(*) from newsmon.address where next_attempt_at <= now()) as to_fetch,
       (select count(*) from newsmon.page p
        where extracted_at is null and not exists (
            select from newsmon.wire_item w
            where w.address_id = p.address_id and w.embargoed_until > now() and p.edition = 'original')) as to_extract,
       (select count(*) from newsmon.wire_item where embargoed_until > now() and status = 'usable') as embargoed,
       (select count(*) from newsmon.article
        where deduplicated_at is null or tagged_at is null or grouped_at is null) as in_stages,
       (select count(*) from newsmon.quarantine) as quarantine,
       pg_database_size(current_database()) as bytes

-- name: backlogs
-- Return the backlog of each stage, since when it waits, and when the stage last did anything.
-- row: Backlog
-- not null: stage, waiting, quarantined
select stage, waiting, waiting_since, progressed_at, quarantined
from report.backlogs

-- name: rejections
-- Count a run's rejections by reason.
-- not null: times, example
select s.slug as source, r.stage, r.reason, count(*) as times, min(r.url) as example, s.name as outlet
from newsmon.rejection r
join newsmon.source s using (source_id)
where r.seen_at >= %(since)s
group by s.slug, s.name, r.stage, r.reason
order by times desc, source

-- name: is_forgotten
-- Tell whether an address is a tombstone.
-- not null: forgotten
select exists (select from newsmon.address where url_key = %(url_key)s and state = 'forgotten') as forgotten

-- name: forget_addresses
-- Tombstones: these addresses stay known, and are never loaded again.
-- row: ForgottenAddress
update newsmon.address
set state = 'forgotten', article_id = null, next_attempt_at = null
where article_id = %(article_id)s
returning address_id, url

-- name: forget_address
-- Tombstone of an address that has no article: it stays known, and is never loaded again.
-- row: ForgottenAddress
update newsmon.address
set state = 'forgotten', next_attempt_at = null
where url_key = %(url_key)s and article_id is null and state <> 'forgotten'
returning address_id, url

-- name: forget_quarantine
-- Forgotten items are in no quarantine; before their pages are gone.
delete from newsmon.quarantine
where stage = 'extract' and item_id in (select page_id from newsmon.page where address_id = any(%(address_ids)s))
   or stage not in ('extract', 'publish') and part = '' and item_id = %(article_id)s
   or part = 'post' and item_id in (select post_id from newsmon.post where article_id = %(article_id)s)

-- name: forget_entries
-- Empty the entries of forgotten addresses.
update newsmon.entry
set title = null, summary = null, content_html = null, authors = '{}', tags = '{}'
where address_id = any(%(address_ids)s)

-- name: forget_bodies
-- Bodies of forgotten addresses that no other page shares; before the pages, as in whatever takes both.
delete from newsmon.page_body b
using newsmon.page mine
where mine.address_id = any(%(address_ids)s) and mine.digest = b.digest
  and not exists (select from newsmon.page p where p.digest = b.digest and p.address_id <> all(%(address_ids)s))

-- name: forget_pages
-- Raw pages of forgotten addresses.
delete from newsmon.page where address_id = any(%(address_ids)s)

-- name: forget_article
-- The article itself, with its versions, provenance, matches and pairs.
delete from newsmon.article where article_id = %(article_id)s

-- name: replay_deduplicate
-- Deduplicate again what was first seen since a time.
update newsmon.article
set deduplicated_at = null, grouped_at = null
where edition <> 'headline' and (%(since)s::timestamptz is null or first_seen_at >= %(since)s)

-- name: replay_tag
-- Tag again what was first seen since a time, posts of live blogs too; articles are counted.
with posts as (
    update newsmon.post
    set tagged_at = null
    where %(since)s::timestamptz is null or first_seen_at >= %(since)s
)
update newsmon.article
set tagged_at = null
where %(since)s::timestamptz is null or first_seen_at >= %(since)s

-- name: replay_group
-- Group again what was first seen since a time, posts of live blogs too; articles are counted.
with posts as (
    update newsmon.post
    set grouped_at = null
    where %(since)s::timestamptz is null or first_seen_at >= %(since)s
)
update newsmon.article
set grouped_at = null
where edition <> 'headline' and (%(since)s::timestamptz is null or first_seen_at >= %(since)s)
