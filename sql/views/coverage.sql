-- What each outlet announced, and what became of it.

create or replace view report.coverage as
select
    day,
    s.slug as source,
    count(*) as announced,
    count(*) filter (where outcome = 'loaded') as loaded,
    count(*) filter (where outcome = 'rejected') as rejected,
    count(*) filter (where outcome = 'waiting') as waiting,
    count(*) filter (where outcome = 'missed') as missed,
    count(*) filter (where outcome = 'too_old') as too_old,
    count(*) filter (where outcome = 'excluded') as excluded,
    round(count(*) filter (where outcome = 'loaded')::numeric
          / nullif(count(*) filter (where outcome not in ('too_old', 'excluded')), 0), 4) as share_loaded,
    percentile_cont(0.5) within group (order by lag) as median_lag
from (
    select (a.first_seen_at at time zone 'UTC')::date as day, a.source_id,
           case a.state when 'loaded' then 'loaded' when 'rejected' then 'rejected' when 'forgotten' then 'excluded'
                        else 'waiting' end as outcome,
           case when a.state = 'loaded' then greatest(v.seen_at - a.first_seen_at, interval '0') end as lag
    from newsmon.address a
    left join newsmon.article_version v on v.article_id = a.article_id and v.version = 1 and a.state = 'loaded'
    where exists (select from newsmon.entry e where e.address_id = a.address_id)
    union all
    select (p.first_seen_at at time zone 'UTC')::date, f.source_id,
           case when p.reason = 'too_old' then 'too_old'
                when p.reason in ('excluded', 'reserved') then 'excluded'
                when p.reason = 'next_poll' then 'waiting'
                else 'missed' end,
           null
    from newsmon.passed_entry p
    join newsmon.feed f using (feed_id)
    where not exists (
        select from newsmon.address a
        join newsmon.entry e using (address_id)
        where a.url_key = p.url_key)
      and not exists (  -- the same in an earlier feed of the outlet
        select from newsmon.passed_entry earlier
        join newsmon.feed own using (feed_id)
        where earlier.url_key = p.url_key and own.source_id = f.source_id and earlier.feed_id < p.feed_id)
) item
join newsmon.source s using (source_id)
group by day, s.slug;
comment on view report.coverage is 'What the feeds and sitemaps of an outlet announced on a day, each address once, and what became of it: announced = loaded + rejected + waiting + missed + too_old + excluded.';
comment on column report.coverage.day is 'UTC date on which it was first announced to newsmon.';
comment on column report.coverage.source is 'The outlet whose feed announced it first.';
comment on column report.coverage.announced is 'Everything that its feeds and sitemaps listed for the first time.';
comment on column report.coverage.loaded is 'Of it, what leads to an article.';
comment on column report.coverage.rejected is 'Of it, what was not loaded for a reason in report.rejections; some is asked for again.';
comment on column report.coverage.waiting is 'Of it, what waits to be fetched or extracted, or for the next poll.';
comment on column report.coverage.missed is 'Of it, what could not even be asked for: no link, or none that can be used.';
comment on column report.coverage.too_old is 'Of it, what was passed over as older than a week at the first poll, or than max_age.';
comment on column report.coverage.excluded is 'Of it, what rules of feeds.yaml, its own licence or newsmon forget keep out.';
comment on column report.coverage.share_loaded is 'Share loaded of what was to be loaded (neither too old nor excluded), 0 to 1; null: nothing was.';
comment on column report.coverage.median_lag is 'Median time from the announcement to the page that was loaded.';
