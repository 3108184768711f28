-- name: keep_body
-- Keep a body once.
insert into newsmon.page_body (digest, body)
values (%(digest)s, %(body)s)
on conflict do nothing

-- name: keep
-- Keep a page; the same body at the same address is the same page.
insert into newsmon.page (address_id, final_url, status, content_type, charset, headers, digest, edition, given, fetched_at)
values (%(address_id)s, %(final_url)s, %(status)s, %(content_type)s, %(charset)s, %(headers)s, %(digest)s,
        %(edition)s, %(given)s, %(fetched_at)s)
on conflict (address_id, digest) do nothing
returning page_id

-- name: claim
-- Pages that wait to be extracted, with what the feed said of them and who published them.
select p.page_id, p.address_id, a.url, a.state as address_state, p.final_url, p.status, p.content_type, p.charset,
       p.headers, b.body, p.edition, p.given, p.fetched_at, a.first_seen_at, a.article_id,
       s.source_id, s.slug as source, s.name as source_name, s.homepage, s.language as source_language,
       e.guid, e.title as entry_title, e.summary, e.content_html, e.authors as entry_authors,
       e.published_at as entry_published_at, e.published_precision as entry_precision,
       e.language as entry_language, e.tags as entry_tags,
       exists (select from newsmon.article_version v where v.page_id = p.page_id) as replayed
from newsmon.page p
join newsmon.page_body b using (digest)
join newsmon.address a using (address_id)
join newsmon.source s using (source_id)
left join lateral (
    select * from newsmon.entry where address_id = a.address_id order by entry_id limit 1
) e on true
where p.extracted_at is null
order by p.page_id
limit %(batch)s
for update of p skip locked

-- name: extracted
-- These pages are done with.
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
