-- name: keep
-- Store sets of statements that are not stored yet.
insert into newsmon.rights (digest, statements)
select digest, statements::jsonb from unnest(%(digests)s::bytea[], %(statements)s::text[]) as stated (digest, statements)
on conflict (digest) do nothing

-- name: ids
-- Return the sets of statements with these digests.
select rights_id, digest from newsmon.rights where digest = any(%(digests)s::bytea[])

-- name: of_addresses
-- Write what the pages of these addresses state.
-- values: (%s::bigint, %s::integer)
update newsmon.address a
set rights_id = stated.rights_id
from (values %s) as stated (address_id, rights_id)
where a.address_id = stated.address_id and a.rights_id is distinct from stated.rights_id

-- name: of_feeds
-- Write what feeds state; untouched where nothing changed.
-- values: (%s::integer, %s::integer)
update newsmon.feed f
set rights_id = stated.rights_id
from (values %s) as stated (feed_id, rights_id)
where f.feed_id = stated.feed_id and f.rights_id is distinct from stated.rights_id

-- name: of_origin
-- Write what the files of an origin state, and what they stated before where it changed.
insert into newsmon.origin_rights as o (origin, rights_id, seen_at)
values (%(origin)s, %(rights_id)s, now())
on conflict (origin) do update
set previous_rights_id = case when o.rights_id is distinct from excluded.rights_id then o.rights_id else o.previous_rights_id end,
    changed_at = case when o.rights_id is distinct from excluded.rights_id then now() else o.changed_at end,
    rights_id = excluded.rights_id, seen_at = now()

-- name: load_file
-- Return a file that states rights.
select url, body, fetched_at, expires_at from newsmon.rights_file where url = %(url)s

-- name: save_file
-- Store a file that states rights.
insert into newsmon.rights_file (url, body, fetched_at, expires_at)
values (%(url)s, %(body)s, %(fetched_at)s, %(expires_at)s)
on conflict (url) do update
set body = excluded.body, fetched_at = excluded.fetched_at, expires_at = excluded.expires_at

-- name: of_articles
-- Return every article's pages on the web, with what they stated when they were last fetched.
-- not null: article_id
select a.article_id, a.url, r.statements
from newsmon.address a
left join newsmon.rights r using (rights_id)
where a.article_id is not null and a.url ~ '^https?://'
order by a.article_id
