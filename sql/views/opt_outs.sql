-- What publishers say to programs: distances between requests, and that texts are not to be mined.

create or replace view report.opt_outs as
select 'page' as kind, a.url, s.slug as source, a.opt_out, a.fetched_at as seen_at, a.article_id
from newsmon.address a
join newsmon.source s using (source_id)
where a.opt_out is not null and a.state <> 'forgotten'
union all
select 'feed', f.url, s.slug, f.opt_out, f.last_whole_at, null
from newsmon.feed f
join newsmon.source s using (source_id)
where f.opt_out is not null
union all
select 'host', r.origin, null, r.opt_out, r.fetched_at, null
from newsmon.robots r
where r.opt_out is not null;
comment on view report.opt_outs is 'Where text and data mining is reserved; fetch.mining_opt_out says what newsmon makes of it.';
comment on column report.opt_outs.kind is 'page, feed, or host (its robots.txt).';
comment on column report.opt_outs.url is 'Address of the page or feed; scheme and host.';
comment on column report.opt_outs.source is 'The outlet; null for hosts.';
comment on column report.opt_outs.opt_out is 'The header, meta element or line that says so.';
comment on column report.opt_outs.seen_at is 'When it was last seen.';
comment on column report.opt_outs.article_id is 'The article found on the page; null: none.';

create or replace view report.robots as
select r.origin, r.status, r.crawl_delay, r.opt_out, r.fetched_at, r.expires_at
from newsmon.robots r;
comment on view report.robots is 'What the robots.txt of each host asks of us.';
comment on column report.robots.origin is 'Scheme, host and port.';
comment on column report.robots.status is 'HTTP status of the answer; null where none came.';
comment on column report.robots.crawl_delay is 'Seconds between two requests that it asks for; null: it says nothing. A minute at most is kept.';
comment on column report.robots.opt_out is 'The line that reserves text and data mining; null: there is none.';
comment on column report.robots.fetched_at is 'When it was asked for.';
comment on column report.robots.expires_at is 'Asked for again after this time.';
