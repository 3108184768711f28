-- Near-duplicates: a process that begins reads what a past week has as bits, not as a log.

create table newsmon.fingerprint_week (
    week   date not null,
    part   integer not null,
    piece  integer not null,
    log_id bigint not null,
    slots  bytea not null,
    primary key (week, part, piece)
);
alter table newsmon.fingerprint_week alter column slots set storage external;
comment on table newsmon.fingerprint_week is 'What past weeks of the index of fingerprints have, as slots that are taken or free (a Bloom filter): what a process keeps in memory, ready to be read. It stands for entries of fingerprint_log, which are deleted.';
comment on column newsmon.fingerprint_week.week is 'The week, as in fingerprint.';
comment on column newsmon.fingerprint_week.part is 'Ascending from 0; each further one stands for what was entered late.';
comment on column newsmon.fingerprint_week.piece is 'Ascending from 0: a part is cut into pieces, to be sent one by one.';
comment on column newsmon.fingerprint_week.log_id is 'The last entry of the log when it was made.';
comment on column newsmon.fingerprint_week.slots is 'Words of 64 slots, the lowest byte first.';

-- four bytes a fingerprint, as they are read
create function newsmon.fingerprints_as_bytes(fingerprints integer[]) returns bytea
    language sql immutable set search_path = pg_catalog
    return (select string_agg(int4send(one), '' order by place)
            from unnest(fingerprints) with ordinality as listed (one, place));
alter table newsmon.fingerprint_log
    alter column fingerprints type bytea using newsmon.fingerprints_as_bytes(fingerprints),
    alter column fingerprints set storage external;
drop function newsmon.fingerprints_as_bytes(integer[]);
comment on table newsmon.fingerprint_log is 'What was added to the index of fingerprints, batch by batch, as far as fingerprint_week does not stand for it. A process keeps from both, in memory, which fingerprints a week may have, and asks the index for no others.';
comment on column newsmon.fingerprint_log.fingerprints is 'Sampled shingles, see article_signature: of each four bytes, the highest first.';
