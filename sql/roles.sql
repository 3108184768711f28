-- Roles belong to the server, not to one database: made once, by whoever may create roles.
-- Where you may not, have an administrator run this file; everything else works without them.
--
--   newsmon_owner    owns the schemas; its members may migrate
--   newsmon_writer   runs the pipeline: reads and writes rows, changes no table
--   newsmon_reader   reads the views of schema report, and nothing else
--
-- None can log in by itself: `grant newsmon_reader to some_user`.

do $$
declare
    wanted record;
begin
    for wanted in
        select * from (values
            ('newsmon_owner', 'newsmon: owns the schemas; members may migrate'),
            ('newsmon_writer', 'newsmon: reads and writes rows, changes no table'),
            ('newsmon_reader', 'newsmon: reads the views of schema report, nothing else')
        ) as roles (name, meaning)
    loop
        if not exists (select from pg_roles where rolname = wanted.name) then
            execute format('create role %I nologin', wanted.name);
            execute format('comment on role %I is %L', wanted.name, wanted.meaning);
            -- who makes a role does not become a member of it by that (from Postgres 16 on, one
            -- who may not act as it); superusers may anyway
            if not (select rolsuper from pg_roles where rolname = current_user) then
                execute format('grant %I to current_user', wanted.name);
            end if;
        end if;
    end loop;
end
$$;
