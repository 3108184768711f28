-- Locks that only the pipeline's own roles can take. An advisory lock is open to whoever may connect,
-- a mere reader included, who could stop the pipeline by holding one.

-- Unlogged: claims end with the server, as the sessions do that hold them.
create unlogged table newsmon.claim (
    kind       text not null,
    key        bigint not null,
    shared     boolean not null default false,
    pid        integer not null,
    token      bigint not null,
    holder     text not null,
    claimed_at timestamptz not null default now()
);
create unique index claim_exclusive on newsmon.claim (kind, key) where not shared;
comment on table newsmon.claim is 'What a session has claimed, for as long as it lives: groups of hosts, runs, the alerts.';
comment on column newsmon.claim.kind is 'What is claimed, as in newsmon.store.locks.Claim.';
comment on column newsmon.claim.key is 'Number of the group of hosts or of the run; 0 where there is one only.';
comment on column newsmon.claim.shared is 'Whether several sessions may hold this claim at once.';
comment on column newsmon.claim.pid is 'Server process of the session that holds it.';
comment on column newsmon.claim.token is 'Random number that the session holds an advisory lock on; a claim without its session counts for nothing.';
comment on column newsmon.claim.holder is 'Who that is, for people: process and machine.';
comment on column newsmon.claim.claimed_at is 'Since when.';

create function newsmon.live_sessions() returns table (pid integer, token bigint)
    language sql volatile set search_path = pg_catalog as $$
    select l.pid, l.classid::bigint << 32 | l.objid::bigint
    from pg_locks l
    where l.locktype = 'advisory' and l.granted and l.objsubid = 1
      and l.database = (select oid from pg_database where datname = current_database())
$$;
comment on function newsmon.live_sessions is 'Server processes with the tokens that they hold: a claim counts while its process holds its token.';

create function newsmon.is_alive(pid integer, token bigint) returns boolean
    language sql volatile set search_path = pg_catalog as $$
    select exists (
        select from newsmon.live_sessions() s where s.pid = is_alive.pid and s.token = is_alive.token)
$$;
comment on function newsmon.is_alive is 'Whether the session that made a claim lives at this very moment.';

create table newsmon.turn (
    name text primary key
);
comment on table newsmon.turn is 'What one transaction at a time may do: it locks the row.';
comment on column newsmon.turn.name is 'What it is, as in newsmon.store.locks.Turn.';
insert into newsmon.turn values ('load'), ('deduplicate'), ('group'), ('topics'), ('page_week');

comment on column newsmon.address.bucket is 'Host bucket: one of 64 groups of hosts. Whoever polls or fetches claims its buckets: no two ask one host at once, and a killed one leaves nothing behind.';
comment on column newsmon.run.single_process is 'Whether one process is the run and claims it, so that a killed one is noticed.';

-- As before, but for the lock.
create or replace function newsmon.open_page_week(monday date) returns void
    language plpgsql security definer set search_path = pg_catalog, newsmon as $$
declare
    parent  text;
    name    text;
    meaning record;
begin
    perform from newsmon.turn t where t.name = 'page_week' for update;  -- two at once: the second finds them made
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
