-- Pages and their bodies in partitions by week, so that retention drops tables and deletes no rows.
-- A version's page is looked up by its number: when its week is gone, the version lives on without.

alter table newsmon.article_version drop constraint article_version_page_id_fkey;
comment on column newsmon.article_version.page_id is 'The raw page that it was extracted from, for as long as that is kept (see newsmon.page).';

alter table newsmon.page rename to page_before;
alter table newsmon.page_body rename to page_body_before;
alter table newsmon.page_before rename constraint page_pkey to page_before_pkey;
alter table newsmon.page_body_before rename constraint page_body_pkey to page_body_before_pkey;
drop index newsmon.page_to_extract;

create table newsmon.page_body (
    digest bytea not null,
    week   date not null,
    body   bytea not null,
    primary key (digest, week)
) partition by range (week);
alter table newsmon.page_body alter column body set storage external;
comment on table newsmon.page_body is 'Bodies of pages, identical ones once. A partition for each week.';
comment on column newsmon.page_body.digest is 'SHA-256 of the uncompressed body.';
comment on column newsmon.page_body.week is 'Monday of the week in which it was first kept; one that pages still need when that week is dropped moves to a later one.';
comment on column newsmon.page_body.body is 'The body, zstd-compressed by us.';

create sequence newsmon.page_number;
create table newsmon.page (
    page_id      bigint not null default nextval('newsmon.page_number'),
    address_id   bigint not null references newsmon.address,
    final_url    text not null,
    status       integer not null,
    content_type text not null,
    charset      text,
    headers      jsonb not null default '{}',
    digest       bytea not null,
    body_week    date not null,
    edition      text not null check (edition in ('brief', 'original', 'page')),
    given        jsonb not null default '{}',
    fetched_at   timestamptz not null,
    week         date not null,
    extracted_at timestamptz,
    primary key (page_id, week)
) partition by range (week);
alter sequence newsmon.page_number owned by newsmon.page.page_id;
create index page_to_extract on newsmon.page (page_id) where extracted_at is null;
create index page_address on newsmon.page (address_id, page_id);
comment on table newsmon.page is 'Raw page at an address, kept before anything reads it, so that every later stage can be replayed. A partition for each week, dropped after retention.pages_days.';
comment on column newsmon.page.page_id is 'Our key.';
comment on column newsmon.page.address_id is 'The address it was asked for at.';
comment on column newsmon.page.final_url is 'Where redirects ended.';
comment on column newsmon.page.status is 'HTTP status; 200 for documents given.';
comment on column newsmon.page.content_type is 'Media type without parameters.';
comment on column newsmon.page.charset is 'As the HTTP header states it.';
comment on column newsmon.page.headers is 'Response headers.';
comment on column newsmon.page.digest is 'The body, see page_body.';
comment on column newsmon.page.body_week is 'The week of page_body that holds the body.';
comment on column newsmon.page.edition is 'brief (our abstract), original (a document given), page (fetched).';
comment on column newsmon.page.given is 'Bibliographic facts that came with a document given.';
comment on column newsmon.page.fetched_at is 'When we had it.';
comment on column newsmon.page.week is 'Monday of the week in which we had it.';
comment on column newsmon.page.extracted_at is 'When the extract stage was done with it; null: waiting.';

create function newsmon.monday(moment timestamptz) returns date
    language sql immutable parallel safe
    return date_trunc('week', moment at time zone 'UTC')::date;
comment on function newsmon.monday is 'The Monday of a moment''s week, UTC.';

-- Runs with the owner's rights: the writer fills partitions but may not make or drop tables.
create function newsmon.open_page_week(monday date) returns void
    language plpgsql security definer set search_path = pg_catalog, newsmon as $$
declare
    parent  text;
    name    text;
    meaning record;
begin
    foreach parent in array array['page_body', 'page'] loop
        name := parent || '_' || to_char(monday, 'IYYY"w"IW');
        if to_regclass('newsmon.' || quote_ident(name)) is not null then
            continue;
        end if;
        execute format('create table newsmon.%I partition of newsmon.%I for values from (%L) to (%L)',
                       name, parent, monday, monday + 7);
        execute format('comment on table newsmon.%I is %L', name, 'Part of ' || parent || ': the week of ' || monday || '.');
        for meaning in
            select attname, col_description(attrelid, attnum) as said from pg_attribute
            where attrelid = ('newsmon.' || parent)::regclass and attnum > 0 and not attisdropped
        loop
            execute format('comment on column newsmon.%I.%I is %L', name, meaning.attname, meaning.said);
        end loop;
        if parent = 'page_body' then
            execute format('alter table newsmon.%I alter column body set storage external', name);
        end if;
        if exists (select from pg_roles where rolname = 'newsmon_writer') then
            execute format('grant select, insert, update, delete on newsmon.%I to newsmon_writer', name);
        end if;
    end loop;
end
$$;
comment on function newsmon.open_page_week is 'Make the partitions of pages and bodies for the week of a Monday, if they are not there.';

create function newsmon.page_weeks(parent regclass) returns table (part regclass, monday date)
    language sql stable set search_path = pg_catalog, newsmon as $$
    select inhrelid::regclass,
           substring(pg_get_expr(c.relpartbound, c.oid) from 'FROM \(''(\d{4}-\d\d-\d\d)''\)')::date
    from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent = parent
    order by 2
$$;
comment on function newsmon.page_weeks is 'Partitions of a table that is partitioned by week, each with its Monday.';

create function newsmon.drop_page_weeks(before date) returns table (weeks integer, bodies_moved integer)
    language plpgsql security definer set search_path = pg_catalog, newsmon as $$
declare
    old     record;
    waiting boolean;
    kept_in date := newsmon.monday(now());
    moved   integer;
begin
    weeks := 0;
    bodies_moved := 0;
    -- whoever keeps or reads a page takes the two tables in this order, so nobody waits in a circle
    lock table newsmon.page_body, newsmon.page in access exclusive mode;
    for old in select * from newsmon.page_weeks('newsmon.page') w where w.monday + 7 <= before loop
        execute format('select exists (select from %s where extracted_at is null)', old.part) into waiting;
        if not waiting then
            execute format('drop table %s', old.part);
            weeks := weeks + 1;
        end if;
    end loop;
    for old in select * from newsmon.page_weeks('newsmon.page_body') w where w.monday + 7 <= before loop
        if exists (select from newsmon.page p where p.body_week = old.monday) then
            perform newsmon.open_page_week(kept_in);
            execute format('insert into newsmon.page_body (digest, week, body) select digest, $1, body from %s b
                            where exists (select from newsmon.page p where p.body_week = $2 and p.digest = b.digest)
                            on conflict do nothing', old.part) using kept_in, old.monday;
            get diagnostics moved = row_count;
            bodies_moved := bodies_moved + moved;
            update newsmon.page set body_week = kept_in where body_week = old.monday;
        end if;
        execute format('drop table %s', old.part);
    end loop;
    return next;
end
$$;
comment on function newsmon.drop_page_weeks is 'Drop the pages and bodies of weeks that ended by a date; how many weeks, and how many bodies moved because later pages share them.';

do $$
declare
    monday date;
begin
    for monday in
        select newsmon.monday(fetched_at) from newsmon.page_before
        union select newsmon.monday(now())
    loop
        perform newsmon.open_page_week(monday);
    end loop;
end
$$;
insert into newsmon.page_body (digest, week, body)
select b.digest, newsmon.monday(first.fetched_at), b.body
from newsmon.page_body_before b
join (select digest, min(fetched_at) as fetched_at from newsmon.page_before group by digest) first using (digest);
insert into newsmon.page (page_id, address_id, final_url, status, content_type, charset, headers, digest, body_week,
                          edition, given, fetched_at, week, extracted_at)
select p.page_id, p.address_id, p.final_url, p.status, p.content_type, p.charset, p.headers, p.digest,
       newsmon.monday(min(p.fetched_at) over (partition by p.digest)),
       p.edition, p.given, p.fetched_at, newsmon.monday(p.fetched_at), p.extracted_at
from newsmon.page_before p;
select setval('newsmon.page_number', max(page_id)) from newsmon.page_before having max(page_id) is not null;
drop table newsmon.page_before;
drop table newsmon.page_body_before;
