-- Looking near-duplicates up at a cost that does not grow with the index.

create index cluster_merged on newsmon.cluster (merged_into) where merged_into is not null;

create table newsmon.fingerprint_log (
    log_id       bigint generated always as identity primary key,
    week         date not null,
    fingerprints integer[] not null
);
create index fingerprint_log_week on newsmon.fingerprint_log (week);
alter table newsmon.fingerprint_log alter column fingerprints set storage external;
comment on table newsmon.fingerprint_log is 'What was added to the index of fingerprints, batch by batch. A process keeps from it, in memory, which fingerprints a week may have, and asks the index for no others.';
comment on column newsmon.fingerprint_log.log_id is 'Ascending in the order of commits, as there is one writer at a time.';
comment on column newsmon.fingerprint_log.week is 'The week in whose part of the index they are.';
comment on column newsmon.fingerprint_log.fingerprints is 'Sampled shingles, see article_signature.';

insert into newsmon.fingerprint_log (week, fingerprints)
select week, array_agg(distinct fingerprint)
from newsmon.fingerprint
group by week, fingerprint >> 26
order by week;

-- A function, because the name of the week's table is known only when it runs: asked by `week`
-- instead, Postgres would read the heap beside the index.
create function newsmon.clusters_having(of_week date, wanted integer[])
    returns table (fingerprint integer, cluster_id integer)
    language plpgsql stable set search_path = pg_catalog, newsmon as $$
declare
    name text := 'fingerprint_' || to_char(of_week, 'IYYY"w"IW');
begin
    if to_regclass('newsmon.' || quote_ident(name)) is null then
        return;
    end if;
    -- the array comes out of a subquery because the planner weighs each number of a given one
    return query execute format(
        'select f.fingerprint, f.cluster_id from newsmon.%I f where f.fingerprint = any(array(select unnest($1)))',
        name) using wanted;
end
$$;
comment on function newsmon.clusters_having is 'Which clusters have which of these fingerprints, in the index of one week.';
