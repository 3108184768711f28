-- name: lock
-- Return the stored state of these items, locked against other writers.
-- row: WireRow
select address_id, version, made_at, first_made_at, status, embargoed_until
from newsmon.wire_item
where address_id = any(%(address_ids)s)
order by address_id
for update

-- name: write
-- Note the newest version of items; each at most once.
-- values: (%s::bigint, %s::bigint[], %s::timestamptz, %s::timestamptz, %s, %s::timestamptz)
insert into newsmon.wire_item as w (address_id, version, made_at, first_made_at, status, embargoed_until)
select arriving.* from (values %s) as arriving
on conflict (address_id) do update
set version = excluded.version, made_at = excluded.made_at,
    first_made_at = least(w.first_made_at, excluded.first_made_at),
    status = excluded.status, embargoed_until = excluded.embargoed_until, seen_at = now()
where (w.version, w.made_at, w.status, w.embargoed_until)
      is distinct from (excluded.version, excluded.made_at, excluded.status, excluded.embargoed_until)

-- name: addresses
-- An item's address, and every other address of its article.
-- not null: address_id
select a.address_id, a.article_id, l.edition
from newsmon.address a
left join newsmon.article l using (article_id)
where a.address_id = %(address_id)s
   or a.article_id = (select article_id from newsmon.address where address_id = %(address_id)s)
order by a.address_id

-- name: withdraw
-- Addresses of a withdrawn item lead nowhere any more: rejected, or tombstones that keep it out.
update newsmon.address
set state = %(state)s, reason = 'withdrawn', article_id = null, next_attempt_at = null
where address_id = any(%(address_ids)s)
