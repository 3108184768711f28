-- Pages that take long are read once nothing else waits.

alter table newsmon.page add column slow boolean not null default false;
comment on column newsmon.page.slow is 'It took more CPU time than pages do: read to its end once no other page waits.';
create index rejection_too_complex on newsmon.rejection (source_id, seen_at) where reason = 'too_complex';
