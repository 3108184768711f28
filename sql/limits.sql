-- What keeps a reader from holding others up; run by `newsmon db migrate` as whoever migrates, and does
-- what that user may. Where that is not all of it, an administrator runs this file in the database.
--
-- The settings of a role hold for who logs in as that role. Give them to users of your own who are
-- members of newsmon_reader, too: a role's settings do not pass to its members.

do $$
declare
    administrator boolean := (select rolsuper from pg_roles where rolname = current_user);
    owner         text := (select datdba::regrole from pg_database where datname = current_database());
    -- what other programs keep here may need what we take from everybody
    alone         boolean := not exists (
        select from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('newsmon', 'report', 'information_schema') and n.nspname !~ '^pg_'
          and c.relkind in ('r', 'p', 'm', 'f'));
    ours          text[] := array(
        select rolname from pg_roles where rolname in ('newsmon_owner', 'newsmon_writer')
        union select rolname from pg_roles where oid = (select datdba from pg_database where datname = current_database()));
    setting       record;
    routine       regprocedure;
    role          text;
begin
    -- settings that an administrator has chosen stay
    for setting in
        select * from (values
            ('statement_timeout', '5min', false),
            ('idle_in_transaction_session_timeout', '1min', false),
            ('idle_session_timeout', '1h', false),
            ('temp_file_limit', '2GB', true)
        ) as settings (name, value, for_administrators)
        where exists (
            select from pg_roles r
            where r.rolname = 'newsmon_reader' and not exists (
                select from unnest(r.rolconfig) as configured where split_part(configured, '=', 1) = name))
    loop
        if administrator or not setting.for_administrators then
            begin
                execute format('alter role newsmon_reader set %I = %L', setting.name, setting.value);
            exception when insufficient_privilege then null;
            end;
        end if;
    end loop;
    if exists (select from pg_roles where rolname = 'newsmon_reader' and rolconnlimit = -1) then
        begin
            alter role newsmon_reader connection limit 20;
        exception when insufficient_privilege then null;
        end;
    end if;

    if not alone then
        return;
    end if;
    if administrator or pg_has_role(owner, 'member') then
        foreach role in array ours loop
            execute format('grant temporary on database %I to %I', current_database(), role);
        end loop;
        execute format('revoke temporary on database %I from public', current_database());
    end if;
    if administrator then
        for routine in
            select oid::regprocedure from pg_proc
            where pronamespace = 'pg_catalog'::regnamespace
              and (proname ~ '^pg_(try_)?advisory_'  -- enough of them fill the server's table of locks
                   or proname ~ '^(lo_(creat|create|open|put|from_bytea|import|unlink|truncate|truncate64)|lowrite)$')
        loop
            foreach role in array ours loop
                execute format('grant execute on function %s to %I', routine, role);
            end loop;
            execute format('revoke execute on function %s from public', routine);
        end loop;
    end if;
end
$$;
