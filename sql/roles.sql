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
        end if;
        -- who makes the roles may act as them; superusers may anyway
        if not pg_has_role(wanted.name, 'member') then
            execute format('grant %I to current_user', wanted.name);
        end if;
    end loop;
end
$$;
