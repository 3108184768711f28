-- What the roles may do in this database; applied by `newsmon db migrate` after every change.
-- Works with those of the roles that the server has.

do $$
begin
    -- some of our functions run with the owner's rights
    revoke execute on all functions in schema newsmon from public;

    if exists (select from pg_roles where rolname = 'newsmon_writer') then
        grant usage on schema newsmon, report to newsmon_writer;
        grant select, insert, update, delete on all tables in schema newsmon to newsmon_writer;
        revoke insert, update, delete on newsmon.migration, newsmon.definition from newsmon_writer;
        grant usage, select on all sequences in schema newsmon to newsmon_writer;
        grant execute on all functions in schema newsmon to newsmon_writer;
        grant select on all tables in schema report to newsmon_writer;
    end if;

    if exists (select from pg_roles where rolname = 'newsmon_reader') then
        grant usage on schema report to newsmon_reader;
        grant select on all tables in schema report to newsmon_reader;
    end if;
end
$$;
