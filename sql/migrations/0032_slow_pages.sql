-- Pages that take long are read once nothing else waits.

alter table newsmon.page add column slow boolean not null default false;
comment on column newsmon.page.slow is 'It took more CPU time than pages do: read to its end once no other page waits.';
do $$
declare
    part regclass;
begin
    -- the weeks that are there already; later ones take the meaning from their parent
    for part in select inhrelid::regclass from pg_inherits where inhparent = 'newsmon.page'::regclass loop
        execute format('comment on column %s.slow is %L', part,
                       col_description('newsmon.page'::regclass, (
                           select attnum from pg_attribute
                           where attrelid = 'newsmon.page'::regclass and attname = 'slow')));
    end loop;
end
$$;
create index rejection_too_complex on newsmon.rejection (source_id, seen_at) where reason = 'too_complex';
