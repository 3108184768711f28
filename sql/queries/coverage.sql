-- name: pass_over
-- Note entries that were not taken, each once; a later reason counts.
insert into newsmon.passed_entry as p (feed_id, url_key, reason)
select feed_id, url_key, reason
from unnest(%(feed_ids)s::int[], %(url_keys)s::text[], %(reasons)s::text[]) as passed (feed_id, url_key, reason)
on conflict (feed_id, url_key) do update
set reason = excluded.reason
where p.reason <> excluded.reason

-- name: newest
-- Coverage of all outlets over so many days, the least covered first.
-- not null: source, announced, loaded, missed, waiting, rejected
select source, sum(announced)::bigint as announced, sum(loaded)::bigint as loaded, sum(rejected)::bigint as rejected,
       sum(waiting)::bigint as waiting, sum(missed)::bigint as missed, sum(announced - too_old - excluded)::bigint as due
from report.coverage
where day > (now() at time zone 'UTC')::date - %(days)s::int
group by source
having sum(announced - too_old - excluded) > 0
order by sum(loaded) / sum(announced - too_old - excluded), source

-- name: outcomes
-- Return the outcomes of what each outlet announced, newest first, once it had time: a reason, or nothing where it was loaded.
-- not null: reasons
select s.source_id, s.slug, newest.reasons
from newsmon.source s
cross join lateral (
    select array_agg(reason order by first_seen_at desc, reason) as reasons
    from (
        select first_seen_at, reason
        from (
            (select a.first_seen_at, case a.state when 'loaded' then '' when 'rejected' then a.reason else 'waiting' end as reason
             from newsmon.address a
             where a.source_id = s.source_id and a.state <> 'forgotten'
               and a.first_seen_at < now() - make_interval(hours => %(hours)s)
               and exists (select from newsmon.entry e where e.address_id = a.address_id)
             order by a.first_seen_at desc
             limit %(limit)s)
            union all
            (select p.first_seen_at, p.reason
             from newsmon.passed_entry p
             join newsmon.feed f using (feed_id)
             where f.source_id = s.source_id and p.reason in ('bad_url', 'no_link')
               and p.first_seen_at < now() - make_interval(hours => %(hours)s)
             order by p.first_seen_at desc
             limit %(limit)s)
        ) announced
        where first_seen_at > greatest(now() - make_interval(days => %(days)s), (
            select max(opened_at) from newsmon.alert
            where kind = 'coverage' and source_id = s.source_id and outcome = 'usual'))
        order by first_seen_at desc
        limit %(limit)s
    ) newest_announced
) newest
where cardinality(newest.reasons) >= %(least)s
order by s.source_id
