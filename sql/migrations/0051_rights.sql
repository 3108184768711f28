-- What publishers state on the uses of their texts, use by use, in place of one flag.
create table newsmon.rights (
    rights_id  integer generated always as identity primary key,
    digest     bytea not null unique,
    statements jsonb not null
);
comment on table newsmon.rights is 'Sets of statements on the uses of texts. Pages of one site mostly share a set.';
comment on column newsmon.rights.rights_id is 'Identifies the set.';
comment on column newsmon.rights.digest is 'SHA-256 of the statements as newsmon writes them.';
comment on column newsmon.rights.statements is 'Array of use, verdict, origin and statement, with path, policy and price where there are any.';

create table newsmon.origin_rights (
    origin             text primary key,
    rights_id          integer references newsmon.rights,
    previous_rights_id integer references newsmon.rights,
    changed_at         timestamptz,
    seen_at            timestamptz not null
);
comment on table newsmon.origin_rights is 'What the files of an origin state: robots.txt, tdmrep.json and the licences that they name.';
comment on column newsmon.origin_rights.origin is 'Scheme, host and port.';
comment on column newsmon.origin_rights.rights_id is 'All that is stated, for any path; null: nothing.';
comment on column newsmon.origin_rights.previous_rights_id is 'What was stated before the last change; null: nothing.';
comment on column newsmon.origin_rights.changed_at is 'When the last change was seen; null: never.';
comment on column newsmon.origin_rights.seen_at is 'When it was last seen.';

create table newsmon.rights_file (
    url        text primary key,
    body       text,
    fetched_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table newsmon.rights_file is 'Files that state rights, kept like robots.txt: tdmrep.json of origins, and RSL licences.';
comment on column newsmon.rights_file.url is 'Where it is.';
comment on column newsmon.rights_file.body is 'Its text; null: there is none, or it could not be had.';
comment on column newsmon.rights_file.fetched_at is 'When the text came.';
comment on column newsmon.rights_file.expires_at is 'Asked for again after this time.';

alter table newsmon.address add column rights_id integer references newsmon.rights;
comment on column newsmon.address.rights_id is 'What counted for its page when it was last fetched; null: nothing was stated.';
alter table newsmon.feed add column rights_id integer references newsmon.rights;
comment on column newsmon.feed.rights_id is 'What its last whole answer stated; null: nothing.';

drop view if exists report.opt_outs;

-- What was one line so far: the protocol for mining speaks of mining, the others of training.
create temporary table opt_out_line on commit drop as
select opt_out, '[' || jsonb_build_object('use', case when opt_out ilike '%tdm-reservation%' then 'mine' else 'ai_train' end,
                             'verdict', 'reserved', 'statement', left(opt_out, 300),
                             'origin', case when opt_out ilike 'meta %' then 'meta'
                                            when opt_out ilike 'content-%' then 'robots' else 'header' end)::text || ']' as statements
from (select opt_out from newsmon.address union select opt_out from newsmon.feed) stated
where opt_out is not null;
insert into newsmon.rights (digest, statements)
select distinct on (sha256(convert_to(statements, 'UTF8'))) sha256(convert_to(statements, 'UTF8')), statements::jsonb from opt_out_line;
update newsmon.address a set rights_id = r.rights_id
from opt_out_line l join newsmon.rights r on r.digest = sha256(convert_to(l.statements, 'UTF8'))
where a.opt_out = l.opt_out;
update newsmon.feed f set rights_id = r.rights_id
from opt_out_line l join newsmon.rights r on r.digest = sha256(convert_to(l.statements, 'UTF8'))
where f.opt_out = l.opt_out;
alter table newsmon.address drop column opt_out;
alter table newsmon.feed drop column opt_out;
