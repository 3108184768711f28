-- Rejections that are tried again, articles that are fetched again, and who reserves mining.

alter table newsmon.address
    add column fetches integer not null default 0,
    add column retries integer not null default 0,
    add column opt_out text;
update newsmon.address set fetches = 1 where fetched_at is not null;
comment on column newsmon.address.fetches is 'How often its page has been fetched.';
comment on column newsmon.address.retries is 'How many further attempts there have been, or are planned, since it was first rejected; see fetch.retries.';
comment on column newsmon.address.opt_out is 'What reserved text and data mining when its page was last fetched, as a header, the page or robots.txt says it; null: nothing did.';
create index rejection_address on newsmon.rejection (address_id);

alter table newsmon.feed add column opt_out text;
comment on column newsmon.feed.opt_out is 'What reserved text and data mining in its last whole answer; null: nothing did.';

alter table newsmon.robots
    add column crawl_delay real,
    add column opt_out text;
comment on column newsmon.robots.crawl_delay is 'Seconds between two requests that it asks of us; null: it says nothing.';
comment on column newsmon.robots.opt_out is 'The line that reserves text and data mining; null: there is none.';

-- As before, but for two that make the same week at once.
create or replace function newsmon.open_page_week(monday date) returns void
    language plpgsql security definer set search_path = pg_catalog, newsmon as $$
declare
    parent  text;
    name    text;
    meaning record;
begin
    perform pg_advisory_xact_lock(7322, 0);  -- two at once: the second finds them made
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
