-- name: by_guids
-- Stored entries of these feeds with these identifiers (pairs), and their addresses.
select e.feed_id, e.guid, e.title, a.url_key
from unnest(%(feed_ids)s::int[], %(guids)s::text[]) as announced (feed_id, guid)
join newsmon.entry e using (feed_id, guid)
join newsmon.address a using (address_id)

-- name: add
-- Make addresses, queued or not; those that exist stay as they are.
insert into newsmon.address (url_key, url, host, source_id, next_attempt_at)
select announced.*, case when %(fetch)s then now() end
from unnest(%(url_keys)s::text[], %(urls)s::text[], %(hosts)s::text[], %(source_ids)s::int[]) as announced
on conflict (url_key) do nothing

-- name: add_sightings
-- Note in which feed an address was seen; returns the sightings that are new, and those that state a later change.
-- row: Sighting
-- not null: is_new
insert into newsmon.entry as e (feed_id, guid, address_id, title, summary, content_html, authors,
                                published_at, published_precision, modified_at, language, tags)
select seen.feed_id, seen.guid, a.address_id, seen.title, seen.summary, seen.content_html, seen.authors,
       seen.published_at, seen.published_precision, seen.modified_at, seen.language, seen.tags
from json_to_recordset(%(entries)s::json) as seen (
    feed_id int, guid text, url_key text, title text, summary text, content_html text, authors text[],
    published_at timestamptz, published_precision text, modified_at timestamptz, language text, tags text[]
)
join newsmon.address a using (url_key)
on conflict (feed_id, address_id) do update
set modified_at = excluded.modified_at, title = excluded.title
where excluded.modified_at > e.modified_at
returning e.feed_id, e.address_id, xmax = 0 as is_new

-- name: add_moved
-- The URL of a stored entry changed: the new one leads to the same article.
insert into newsmon.address (url_key, url, host, source_id, state, article_id, next_attempt_at)
select moved.url_key, moved.url, moved.host, stored.source_id, stored.state, stored.article_id, null
from (values %s) as moved (url_key, url, host, stored_key)
join newsmon.address stored on stored.url_key = moved.stored_key and stored.state = 'loaded'
on conflict (url_key) do nothing

-- name: fetch_again
-- The page has changed since it was loaded: fetch it again.
update newsmon.address
set next_attempt_at = now()
where address_id = any(%(address_ids)s) and state = 'loaded' and next_attempt_at is null

-- name: by_keys
-- Addresses by their identity.
-- row: Address
select address_id, url_key, url, host, source_id, state, article_id, next_attempt_at
from newsmon.address
where url_key = any(%(url_keys)s)

-- name: due
-- Addresses of these host buckets to be fetched now, but none of the hosts at work and of the sources that have enough hosts at work: the longest waiting of each host first, sources in turn, so that no host starves the rest, and no source the pages of another. `feed` is one of these feeds in which it stands. `only_of`: of the sources of these feeds (URLs), or of all.
-- row: DueAddress
-- not null: is_live
select address_id, url, host, bucket, source_id, state, reason, attempts, fetches, retries,
       case when state = 'loaded' then (
           select headers from newsmon.page p
           where p.address_id = waiting.address_id and p.edition = 'page'
           order by page_id desc limit 1
       ) end as headers,
       refetch_every, coalesce(live_until > now(), false) as is_live,
       (select f.url from newsmon.entry e join newsmon.feed f using (feed_id)
        where e.address_id = waiting.address_id and f.url = any(%(feeds)s)
        order by f.feed_id limit 1) as feed
from (
    select turns.*, row_number() over (partition by host order by turn, next_attempt_at, address_id) as place,
           dense_rank() over (partition by source_id order by host) as host_of_source
    from (
        select a.*, row_number() over (partition by host, source_id order by next_attempt_at, address_id) as turn
        from newsmon.address a
        where bucket = any(%(buckets)s) and next_attempt_at <= now()
          and (%(hosts)s::text[] is null or host = any(%(hosts)s))
          and not host = any(%(except_hosts)s) and not source_id = any(%(except_sources)s)
          and (%(only_of)s::text[] is null or source_id in (select source_id from newsmon.feed where url = any(%(only_of)s)))
          and not exists (
              select from newsmon.host_pause p  -- one beyond a day was set by a wrong clock
              where p.host = a.host and p.until > now() and p.until <= now() + interval '1 day')
    ) turns
    where turn <= %(per_host)s
) waiting
where place <= %(per_host)s and host_of_source <= %(per_source)s
order by place, address_id
limit %(batch)s

-- name: due_buckets
-- Host buckets that have addresses to fetch now, of the sources of these feeds (URLs) or of all.
select distinct bucket
from newsmon.address
where next_attempt_at <= now()
  and (%(hosts)s::text[] is null or host = any(%(hosts)s))
  and (%(only_of)s::text[] is null or source_id in (select source_id from newsmon.feed where url = any(%(only_of)s)))
order by bucket

-- name: due_hosts
-- Hosts from which something is to be fetched now.
select distinct host from newsmon.address where next_attempt_at <= now() order by host

-- name: bring_forward
-- Make due what is queued further ahead than any wait lasts: the clock was wrong when it was set.
update newsmon.address
set next_attempt_at = now()
where next_attempt_at > now() + make_interval(secs => %(horizon)s)

-- name: pause_hosts
-- Let no process ask these hosts for so many seconds.
insert into newsmon.host_pause as p (host, until)
select asked.host, now() + make_interval(secs => asked.seconds)
from unnest(%(hosts)s::text[], %(seconds)s::float8[]) as asked (host, seconds)
on conflict (host) do update
set until = case when p.until < now() + interval '1 day' then greatest(p.until, excluded.until) else excluded.until end

-- name: mark_fetched
-- Pages of these addresses are kept (or known); each with the seconds after which it is fetched again, if ever.
-- values: (%s::bigint, %s::float8)
update newsmon.address a
set state = case when a.state = 'loaded' then 'loaded' else 'fetched' end,
    attempts = 0, reason = null, fetched_at = now(), fetches = fetches + 1,
    next_attempt_at = now() + make_interval(secs => done.seconds)
from (values %s) as done (address_id, seconds)
where a.address_id = done.address_id

-- name: mark_still_rejected
-- A rejected address whose page is the same as then: asked for again after some time, or given up.
update newsmon.address
set attempts = 0, fetched_at = now(), fetches = fetches + 1,
    next_attempt_at = now() + make_interval(secs => %(seconds)s),
    retries = retries + (%(seconds)s is not null)::integer
where address_id = %(address_id)s

-- name: postpone
-- An attempt went wrong and will be repeated.
update newsmon.address
set attempts = attempts + 1, reason = %(reason)s,
    next_attempt_at = now() + make_interval(secs => %(seconds)s)
where address_id = %(address_id)s

-- name: reject
-- An address is not loaded; asked for again after some seconds, or given up. An article already found there stays.
update newsmon.address
set state = case when state = 'loaded' then 'loaded' else 'rejected' end,
    reason = %(reason)s,
    next_attempt_at = case when %(seconds)s::float8 is not null then now() + make_interval(secs => %(seconds)s)
                           when next_attempt_at > now() then next_attempt_at end,
    retries = retries + (%(seconds)s is not null)::integer
where address_id = %(address_id)s

-- name: refetch_regularly
-- Ask for a page at a rhythm of its own: at once where it has had none.
update newsmon.address
set refetch_every = %(every)s, next_attempt_at = case when refetch_every is null then now() else next_attempt_at end
where url_key = %(url_key)s and refetch_every is distinct from %(every)s

-- name: follow_live
-- Fetch the page of a live blog again after some seconds, until it is over.
update newsmon.address
set live_until = %(until)s,
    next_attempt_at = case when %(until)s > now()
                           then least(coalesce(next_attempt_at, 'infinity'), now() + make_interval(secs => %(seconds)s))
                           else next_attempt_at end
where address_id = %(address_id)s and state = 'loaded'

-- name: schedule
-- Fetch an address again after some time; null: not again.
update newsmon.address
set next_attempt_at = now() + make_interval(secs => %(seconds)s)
where address_id = %(address_id)s

-- name: mark_loaded
-- These addresses lead each to its article, and what they were rejected for before no longer counts.
with loaded as (
    select * from unnest(%(address_ids)s::bigint[], %(article_ids)s::bigint[]) as pair (address_id, article_id)
), loaded_after_all as (
    delete from newsmon.rejection where address_id = any(%(address_ids)s::bigint[])
)
update newsmon.address a
set state = 'loaded', article_id = loaded.article_id, reason = null, retries = 0
from loaded
where a.address_id = loaded.address_id and (a.state, a.article_id) is distinct from ('loaded', loaded.article_id)

-- name: mark_forgotten
-- Another address of what was forgotten: a tombstone, too.
update newsmon.address set state = 'forgotten', next_attempt_at = null where address_id = %(address_id)s

-- name: add_aliases
-- Further URLs that articles are known by.
insert into newsmon.address as a (url_key, url, host, source_id, article_id, state, next_attempt_at)
select alias.*, 'loaded', null
from unnest(%(url_keys)s::text[], %(urls)s::text[], %(hosts)s::text[], %(source_ids)s::int[], %(article_ids)s::bigint[])
     as alias (url_key, url, host, source_id, article_id)
on conflict (url_key) do update
set state = 'loaded', article_id = excluded.article_id, next_attempt_at = null
where a.state not in ('loaded', 'forgotten')

-- name: bucket_of
-- Return the bucket of a host, as newsmon.address.bucket has it.
-- not null: bucket
select hashtext(%(host)s) & 63 as bucket

-- name: feed_texts
-- The longest markup that feeds carry for these addresses.
-- row: FeedText
-- not null: content_html
select distinct on (e.address_id) e.address_id, a.url, e.title, e.content_html
from newsmon.entry e
join newsmon.address a using (address_id)
where e.address_id = any(%(address_ids)s) and length(e.content_html) >= 600
order by e.address_id, length(e.content_html) desc

-- name: headlines
-- The title, with the longest summary, that feeds carry for those of these addresses that lead to no text.
-- row: FeedHeadline
-- not null: title, summary
select distinct on (e.address_id) e.address_id, a.url, e.title, coalesce(e.summary, '') as summary
from newsmon.entry e
join newsmon.address a using (address_id)
left join newsmon.article l using (article_id)
where e.address_id = any(%(address_ids)s) and e.title <> '' and coalesce(l.edition, 'headline') = 'headline'
order by e.address_id, length(e.summary) desc nulls last, e.entry_id

-- name: mark_headline
-- This address stays rejected, and leads to the headline of what it was rejected of.
update newsmon.address set article_id = %(article_id)s where address_id = %(address_id)s and article_id is null

-- name: drop_headline
-- The headline of an article that is gone, or reserved, by now.
with cleared as (
    update newsmon.address d set article_id = null
    from newsmon.article a
    where a.article_id = d.article_id and a.edition = 'headline'
      and a.article_id = (select article_id from newsmon.address where address_id = %(address_id)s)
    returning a.article_id
)
delete from newsmon.article where article_id in (select article_id from cleared)
