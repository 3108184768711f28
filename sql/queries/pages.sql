-- name: week_is_open
-- Tell whether the partitions of a day's week are there (asking is cheaper than making).
-- not null: open
select to_regclass('newsmon.page_' || to_char(date_trunc('week', %(day)s::date), 'IYYY"w"IW')) is not null as open

-- name: open_week
-- The partitions for pages and bodies of a day's week.
select newsmon.open_page_week(date_trunc('week', %(day)s::date)::date)

-- name: add_bodies
-- Keep each body once. Bodies come before pages, as in whatever takes both.
-- values: (%s::bytea, %s::timestamptz, %s::bytea)
insert into newsmon.page_body (digest, week, body)
select distinct on (digest) digest, newsmon.monday(fetched_at), body
from (values %s) as given (digest, fetched_at, body)
where not exists (select from newsmon.page_body b where b.digest = given.digest)
on conflict do nothing

-- name: add
-- Keep pages. One fetched is nothing new where it is that of the last time; a document given, where it was ever given with the same facts.
-- values: (%s::bigint, %s, %s::int, %s, %s::text, %s::jsonb, %s::bytea, %s, %s::jsonb, %s::timestamptz)
insert into newsmon.page (address_id, final_url, status, content_type, charset, headers, digest, body_week, edition,
                          given, fetched_at, week)
select address_id, final_url, status, content_type, charset, headers, digest,
       (select min(b.week) from newsmon.page_body b where b.digest = found.digest),
       edition, given, fetched_at, newsmon.monday(fetched_at)
from (values %s) as found (address_id, final_url, status, content_type, charset, headers, digest, edition, given,
                           fetched_at)
where not exists (
    select from (
        select digest, given from newsmon.page p
        where p.address_id = found.address_id and p.edition = found.edition
        order by page_id desc
        limit case when found.edition = 'page' then 1 end
    ) before
    where before.digest = found.digest and (found.edition = 'page' or before.given = found.given)
)
returning address_id, page_id

-- name: claim
-- Pages that wait to be extracted and are under no embargo, with what the feed said of them and who published
-- them: those that may take long (`slow`), or the others; so many, and of these so many stored bytes, and
-- one at least.
-- row: ClaimedPage
-- not null: page_id, address_id, address_state, retries, url, final_url, status, content_type, headers, body, edition, supplied, fetched_at, first_seen_at, source_id, source, source_name, slow, replayed
with waiting as materialized (
    select p.page_id, p.week, p.digest, p.body_week, p.address_id
    from newsmon.page p
    join newsmon.address a using (address_id)
    left join newsmon.wire_item w on w.address_id = a.address_id and p.edition = 'original'
    where p.extracted_at is null and (w.embargoed_until is null or w.embargoed_until <= now())
      and %(slow)s = (p.slow or a.source_id in (
          select source_id from newsmon.rejection
          where reason = 'too_complex' and seen_at > now() - interval '7 days'
          group by source_id having count(*) > 1))
    order by p.page_id
    limit %(batch)s
    for update of p skip locked
), sized as (
    select page_id, week, sum(bytes) over (order by page_id) - bytes as before
    from (
        select w.page_id, w.week, octet_length(b.body) + coalesce((
            select octet_length(content_html) from newsmon.entry
            where address_id = w.address_id order by entry_id limit 1), 0) as bytes
        from waiting w
        join newsmon.page_body b on (b.digest, b.week) = (w.digest, w.body_week)
    ) each
)
select p.page_id, p.address_id, a.url, a.state as address_state, a.retries, a.refetch_every, p.final_url, p.status, p.content_type, p.charset,
       p.headers, b.body, p.edition, p.given as supplied, p.fetched_at, a.first_seen_at, a.article_id,
       s.source_id, s.slug as source, s.name as source_name, s.homepage, s.country, s.language as source_language,
       e.guid, e.title as entry_title, e.summary, e.content_html, e.authors as entry_authors,
       e.published_at as entry_published_at, e.published_precision as entry_precision,
       e.language as entry_language, e.tags as entry_tags, %(slow)s as slow,
       exists (select from newsmon.article_version v where v.page_id = p.page_id) as replayed,
       w.embargoed_until
from sized
join newsmon.page p using (page_id, week)
join newsmon.page_body b on (b.digest, b.week) = (p.digest, p.body_week)
join newsmon.address a using (address_id)
join newsmon.source s using (source_id)
left join newsmon.wire_item w on w.address_id = a.address_id and p.edition = 'original'
left join lateral (
    select * from newsmon.entry where address_id = a.address_id order by entry_id limit 1
) e on true
where sized.before < %(bytes)s
order by p.page_id

-- name: claim_again
-- Return those of these pages that still wait to be extracted, with what is known of their addresses by now.
-- not null: replayed
select p.page_id, a.state as address_state, a.retries, a.refetch_every, a.article_id,
       exists (select from newsmon.article_version v where v.page_id = p.page_id) as replayed
from newsmon.page p
join newsmon.address a using (address_id)
where p.page_id = any(%(pages)s::bigint[]) and p.extracted_at is null
for update of p skip locked

-- name: mark_slow
-- These pages are to be read to their end once no other page waits.
update newsmon.page set slow = true where page_id = any(%(pages)s::bigint[])

-- name: mark_extracted
-- These pages are done with.
-- values: (%s::bigint)
update newsmon.page p
set extracted_at = now()
from (values %s) as done (page_id)
where p.page_id = done.page_id

-- name: replay
-- Extract again the pages of newest versions and those that were rejected.
update newsmon.page p
set extracted_at = null
from newsmon.address a
left join newsmon.article l using (article_id)
left join newsmon.article_version v using (article_id, version)
where a.address_id = p.address_id
  and p.extracted_at is not null
  and (p.page_id = v.page_id or a.state = 'rejected')
  and (%(since)s::timestamptz is null or p.fetched_at >= %(since)s)

-- name: count_without_page
-- Count the articles whose newest version has no page any more to be extracted from again.
-- not null: articles
select count(*) as articles
from newsmon.article a
join newsmon.article_version v using (article_id, version)
where not exists (select from newsmon.page p where p.page_id = v.page_id)
  and (%(since)s::timestamptz is null or v.seen_at >= %(since)s)
