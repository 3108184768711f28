-- Pages of documents that came with their text may be looked for all the same, at a rhythm of their own.
alter table newsmon.address add column refetch_every interval;
comment on column newsmon.address.refetch_every is 'How often the page is asked for, whatever comes of it, beside the document that its feed supplies; null: by the waits of its state.';

update newsmon.address a
set refetch_every = interval '7 days'
from newsmon.entry e
where e.address_id = a.address_id and e.guid like 'seed:%';

-- A manifest vouches for its documents; the page itself says so from now on.
update newsmon.page
set given = given || '{"is_vouched_for": true}'
where given -> 'published' ->> 'method' = 'manifest';
