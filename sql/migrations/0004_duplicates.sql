-- Near-duplicates: which articles are copies of which.

create table newsmon.cluster (
    cluster_id        bigint generated always as identity primary key,
    representative_id bigint references newsmon.article on delete set null,
    event_id          bigint,
    merged_into       bigint references newsmon.cluster,
    created_at        timestamptz not null default now()
);
create index cluster_event on newsmon.cluster (event_id);
create index cluster_representative on newsmon.cluster (representative_id);
comment on table newsmon.cluster is 'The near-duplicates that stand for one text. Every article is in one, alone or not.';
comment on column newsmon.cluster.cluster_id is 'Our key; stable.';
comment on column newsmon.cluster.representative_id is 'The member shown.';
comment on column newsmon.cluster.event_id is 'The event that its text belongs to.';
comment on column newsmon.cluster.merged_into is 'The cluster that took over its members; null: alive.';
comment on column newsmon.cluster.created_at is 'When its first member arrived.';
alter table newsmon.article add foreign key (cluster_id) references newsmon.cluster;

create table newsmon.near_duplicate (
    article_id      bigint not null references newsmon.article on delete cascade,
    other_id        bigint not null references newsmon.article on delete cascade,
    relation        text not null check (relation in ('exact', 'copy', 'trim', 'update', 'contains')),
    containment_ab  real not null,
    containment_ba  real not null,
    similarity      real not null,
    shared_shingles integer not null,
    rule_version    text not null,
    decided_at      timestamptz not null default now(),
    primary key (article_id, other_id)
);
create index near_duplicate_other on newsmon.near_duplicate (other_id);
comment on table newsmon.near_duplicate is 'A pair of articles judged near-duplicates, with the evidence of that decision.';
comment on column newsmon.near_duplicate.article_id is 'The article that arrived later (the higher id).';
comment on column newsmon.near_duplicate.other_id is 'The article that was there.';
comment on column newsmon.near_duplicate.relation is 'exact, copy, trim (one within the other), update (same source, revised), contains (one prints the other among or beside other texts: different clusters).';
comment on column newsmon.near_duplicate.containment_ab is 'Share of the first one''s informative shingles that the other has.';
comment on column newsmon.near_duplicate.containment_ba is 'Share of the other''s informative shingles that the first has.';
comment on column newsmon.near_duplicate.similarity is 'Jaccard similarity of the informative shingles.';
comment on column newsmon.near_duplicate.shared_shingles is 'How many distinct informative shingles they share.';
comment on column newsmon.near_duplicate.rule_version is 'Version of the rule that decided.';
comment on column newsmon.near_duplicate.decided_at is 'When.';

create table newsmon.duplicate_pin (
    article_id bigint not null references newsmon.article on delete cascade,
    other_id   bigint not null references newsmon.article on delete cascade,
    same       boolean not null,
    pinned_at  timestamptz not null default now(),
    primary key (article_id, other_id),
    check (article_id < other_id)
);
comment on table newsmon.duplicate_pin is 'A person''s verdict on a pair; stands above every rule.';
comment on column newsmon.duplicate_pin.article_id is 'The lower article id of the pair.';
comment on column newsmon.duplicate_pin.other_id is 'The higher article id of the pair.';
comment on column newsmon.duplicate_pin.same is 'True: copies of each other; false: not.';
comment on column newsmon.duplicate_pin.pinned_at is 'When it was said.';

create table newsmon.article_signature (
    article_id   bigint primary key references newsmon.article on delete cascade,
    body_hash    uuid,
    fingerprints integer[] not null
);
create index article_signature_body on newsmon.article_signature (body_hash);
comment on table newsmon.article_signature is 'What an article''s text, as last deduplicated, is known by: the exact tier, and what the index holds of it.';
comment on column newsmon.article_signature.article_id is 'The article.';
comment on column newsmon.article_signature.body_hash is 'Digest of the normalised words of its body (of title and body where that is thin); null: nothing to compare.';
comment on column newsmon.article_signature.fingerprints is 'Its sampled shingles: 32 bits of the hash of each, ascending.';

-- The hot index: 73 bytes a fingerprint, about 20 fingerprints an article. Keys are random, so one
-- big B-tree would slow down as it outgrows memory; each week writes to a small one of its own.
-- Weeks go by processing time: publishers claim 1970 and 2099.
create table newsmon.fingerprint (
    fingerprint integer not null,
    cluster_id  integer not null,
    week        date not null
) partition by range (week);
comment on table newsmon.fingerprint is 'Inverted index of near-duplicates: which clusters have a fingerprint. A partition for each week of arrival.';
comment on column newsmon.fingerprint.fingerprint is 'A sampled shingle, see article_signature.';
comment on column newsmon.fingerprint.cluster_id is 'A cluster that it occurs in (four bytes of newsmon.cluster.cluster_id, half the index).';
comment on column newsmon.fingerprint.week is 'Monday of the week in which a member that has it was deduplicated.';

create table newsmon.common_fingerprint (
    fingerprint integer primary key,
    clusters    integer not null,
    noted_at    timestamptz not null default now()
);
comment on table newsmon.common_fingerprint is 'Stop-list: fingerprints found in so many clusters (pitches, legal notices, templates) that they tell nothing and are not indexed.';
comment on column newsmon.common_fingerprint.fingerprint is 'A sampled shingle, see article_signature.';
comment on column newsmon.common_fingerprint.clusters is 'In how many clusters it was found when it was last counted.';
comment on column newsmon.common_fingerprint.noted_at is 'When that was.';

-- Runs with the owner's rights: the writer fills partitions but may not make or drop tables.
create function newsmon.open_fingerprint_week(monday date) returns void
    language plpgsql security definer set search_path = pg_catalog, newsmon as $$
declare
    name text := 'fingerprint_' || to_char(monday, 'IYYY"w"IW');
begin
    if to_regclass('newsmon.' || quote_ident(name)) is not null then
        return;
    end if;
    execute format('create table newsmon.%I partition of newsmon.fingerprint for values from (%L) to (%L)',
                   name, monday, monday + 7);
    execute format('alter table newsmon.%I set (autovacuum_vacuum_insert_scale_factor = 0.1)', name);
    execute format('create unique index on newsmon.%I (fingerprint, cluster_id)', name);
    execute format('comment on table newsmon.%I is %L', name, 'Fingerprints of the week of ' || monday || '.');
    execute format('comment on column newsmon.%I.fingerprint is %L', name, 'A sampled shingle, see article_signature.');
    execute format('comment on column newsmon.%I.cluster_id is %L', name, 'A cluster that it occurs in.');
    execute format('comment on column newsmon.%I.week is %L', name, 'Monday of the week.');
    if exists (select from pg_roles where rolname = 'newsmon_writer') then
        execute format('grant select, insert, update, delete on newsmon.%I to newsmon_writer', name);
    end if;
end
$$;
comment on function newsmon.open_fingerprint_week is 'Make the partition of the fingerprint index for the week of a Monday, if it is not there.';

create function newsmon.drop_fingerprint_weeks(before date) returns integer
    language plpgsql security definer set search_path = pg_catalog, newsmon as $$
declare
    partition regclass;
    dropped   integer := 0;
begin
    for partition in
        select inhrelid::regclass from pg_inherits
        where inhparent = 'newsmon.fingerprint'::regclass
          and substring(pg_get_expr((select relpartbound from pg_class where oid = inhrelid), inhrelid)
                        from 'TO \(''(\d{4}-\d\d-\d\d)''\)')::date <= before
    loop
        execute format('drop table %s', partition);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
comment on function newsmon.drop_fingerprint_weeks is 'Drop the partitions of the fingerprint index for weeks that ended by a date; returns how many.';
