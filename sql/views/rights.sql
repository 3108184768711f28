-- What publishers say to programs: rights that they reserve, and distances between requests.

create or replace view report.rights as
select 'page' as scope, a.url, s.slug as source, r.use, r.verdict, r.statement, r.origin, r.price, r.policy,
       coalesce(a.fetched_at, (select max(j.seen_at) from newsmon.rejection j where j.address_id = a.address_id)) as seen_at,
       a.article_id
from newsmon.address a
join newsmon.source s using (source_id)
join newsmon.rights x using (rights_id)
cross join lateral jsonb_to_recordset(x.statements)
    as r (use text, verdict text, statement text, origin text, price text, policy text)
where a.state <> 'forgotten'
union all
select 'feed', coalesce(r.path, f.url), s.slug, r.use, r.verdict, r.statement, r.origin, r.price, r.policy,
       f.last_whole_at, null
from newsmon.feed f
join newsmon.source s using (source_id)
join newsmon.rights x using (rights_id)
cross join lateral jsonb_to_recordset(x.statements)
    as r (use text, verdict text, statement text, origin text, price text, policy text, path text)
union all
select 'origin', case when r.path ~ '^https?://' then r.path else o.origin || coalesce(r.path, '') end, null,
       r.use, r.verdict, r.statement, r.origin, r.price, r.policy, o.seen_at, null
from newsmon.origin_rights o
join newsmon.rights x using (rights_id)
cross join lateral jsonb_to_recordset(x.statements)
    as r (use text, verdict text, statement text, origin text, price text, policy text, path text);
comment on view report.rights is 'What publishers state on the uses of their texts; fetch.rights says what newsmon makes of it.';
comment on column report.rights.scope is 'page (what counts for it: page before header before file), feed, or origin (what its files state).';
comment on column report.rights.url is 'Address of the page or feed; of an origin the part that the statement is about, * and $ as in robots.txt.';
comment on column report.rights.source is 'The outlet; null for origins.';
comment on column report.rights.use is 'search (storing and finding), mine (topics, duplicates, events), ai_input, ai_train, or all.';
comment on column report.rights.verdict is 'allowed, reserved, or priced (to who pays or asks for a licence).';
comment on column report.rights.statement is 'The line, header, element or licence that says so, verbatim.';
comment on column report.rights.origin is 'Where it stands: robots, header, meta, tdmrep, rsl or http_402.';
comment on column report.rights.price is 'Amount and currency, or the way it is paid; null: none is named.';
comment on column report.rights.policy is 'Where the terms can be read; null: not said.';
comment on column report.rights.seen_at is 'When it was last seen.';
comment on column report.rights.article_id is 'The article found on the page; null: none.';

create or replace view report.opt_outs as
select distinct case scope when 'origin' then 'host' else scope end as kind, url, source, statement as opt_out, seen_at, article_id
from report.rights
where verdict = 'reserved' and use <> 'search';
comment on view report.opt_outs is 'Where text and data mining or a use by AI is reserved; report.rights has it use by use.';
comment on column report.opt_outs.kind is 'page, feed, or host (its files).';
comment on column report.opt_outs.url is 'Address of the page or feed; scheme and host, and the path where it is about a part.';
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
