-- Bookkeeping of `newsmon db migrate`.

-- name: try_lock
-- Let one migration at a time into this database; freed when its session ends, however it ends.
-- not null: locked
select pg_try_advisory_lock(%(key)s) as locked;

-- name: other_migrators
-- Return the sessions that hold that lock and might migrate: anybody else holds it for nothing.
select l.pid, a.usename as username
from pg_locks l
join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = 0 and l.objid = %(key)s::bigint::oid
  and l.database = (select oid from pg_database where datname = current_database())
  and case when exists (select from pg_namespace where nspname = 'newsmon')
           then pg_has_role(a.usesysid, (select nspowner from pg_namespace where nspname = 'newsmon'), 'member')
           else has_database_privilege(a.usesysid, current_database(), 'create') end;

-- name: schema_owner
-- Return the owner of the schema newsmon, and tell whether we may act as them; no row: no schema yet.
-- Acting as a role is a privilege of its own from Postgres 16 on.
-- not null: allowed
select r.rolname as owner,
       pg_has_role(r.oid, case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) as allowed
from pg_namespace n
join pg_roles r on r.oid = n.nspowner
where n.nspname = 'newsmon';

-- name: holds_data
-- Tell whether anything has been stored since the schema was made.
-- row: Use
-- not null: used
select exists (select from newsmon.source) or exists (select from newsmon.address) or exists (select from newsmon.article)
       or exists (select from newsmon.run) or exists (select from newsmon.topic) as used;

-- name: owner_role
-- Tell whether we may act as newsmon_owner, where that role exists.
-- not null: allowed
select pg_has_role(oid, case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) as allowed
from pg_roles
where rolname = 'newsmon_owner';

-- name: let_owner_create
-- Let newsmon_owner create the two schemas in this database.
do $$
begin
    execute format('grant create on database %%I to newsmon_owner', current_database());
end
$$;

-- name: may_owner_create
-- Tell whether newsmon_owner may create schemas in this database.
-- not null: allowed
select has_database_privilege('newsmon_owner', current_database(), 'create') as allowed;

-- name: adopt
-- Tables made while working (partitions) pass to the owner of their schema, who could not change them else.
do $$
declare
    stray record;
begin
    for stray in
        select c.oid::regclass as name, n.nspowner::regrole as owner
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'newsmon' and c.relkind in ('r', 'p')
          and c.relowner <> n.nspowner and pg_has_role(c.relowner, 'member')
    loop
        execute format('alter table %%s owner to %%s', stray.name, stray.owner);
    end loop;
end
$$;

-- name: act_as
-- Own what is created from here on as this role.
select set_config('role', %(role)s, false);

-- name: act_as_login
-- Have the rights of the user who logged in, until the transaction ends.
select set_config('role', 'none', true);

-- name: login_rights
-- Return the rights on this server of the user who logged in.
select rolsuper as superuser, rolcreaterole as createrole from pg_roles where rolname = session_user;

-- name: create_bookkeeping
-- The two schemas, and the tables that say what has been applied to this database.
create schema if not exists newsmon;
create schema if not exists report;
comment on schema newsmon is 'Working tables of the pipeline; read the views of schema report instead.';
comment on schema report is 'The public views: what analysts and dashboards read.';
create table if not exists newsmon.migration (
    version    integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null default now()
);
comment on table newsmon.migration is 'Migrations applied to this database, each in one transaction with its row here.';
comment on column newsmon.migration.version is 'Number of the file in sql/migrations.';
comment on column newsmon.migration.name is 'Name of the file without its number.';
comment on column newsmon.migration.checksum is 'SHA-256 of the file when it was applied; a file changed later is refused.';
comment on column newsmon.migration.applied_at is 'When.';
create table if not exists newsmon.definition (
    name       text primary key,
    checksum   text not null,
    applied_at timestamptz not null default now()
);
comment on table newsmon.definition is 'What is created anew as a whole whenever its files change: views and grants.';
comment on column newsmon.definition.name is 'views, grants or limits.';
comment on column newsmon.definition.checksum is 'SHA-256 of the files when they were applied.';
comment on column newsmon.definition.applied_at is 'When.';

-- name: bookkeeping_exists
-- Tell whether this database has been migrated before.
-- not null: exists
select to_regclass('newsmon.definition') is not null as exists;

-- name: applied
-- Return the migrations that have been applied, in order.
select version, name, checksum from newsmon.migration order by version;

-- name: begin_migration
-- First statement of a migration's transaction: a second runner would wait here, then collide.
insert into newsmon.migration (version, name, checksum)
values (%(version)s, %(name)s, %(checksum)s);

-- name: definition
-- Checksum under which a definition was last applied.
select checksum from newsmon.definition where name = %(name)s;

-- name: note_definition
-- Remember the checksum of a definition.
insert into newsmon.definition (name, checksum)
values (%(name)s, %(checksum)s)
on conflict (name) do update set checksum = excluded.checksum, applied_at = now();

-- name: forget_definitions
-- After a restore: views and grants are to be applied again.
delete from newsmon.definition;

-- name: report_views
-- Our views: those in the schema report that belong to the owner of that schema.
-- not null: view
select format('%%I.%%I', n.nspname, c.relname) as view
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'report' and c.relkind = 'v' and c.relowner = n.nspowner
order by 1;

-- name: roles
-- Return those of our roles that this server has.
select rolname as name from pg_roles
where rolname in ('newsmon_owner', 'newsmon_writer', 'newsmon_reader');

-- name: may_create_roles
-- Tell whether we may create roles on this server.
-- not null: allowed
select rolsuper or rolcreaterole as allowed from pg_roles where rolname = current_user;
