-- Near-duplicates: which articles are copies of which.

create table newsmon.cluster (
    cluster_id        bigint generated always as identity primary key,
    representative_id bigint references newsmon.article,
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
comment on column newsmon.near_duplicate.article_id is 'The article that arrived later.';
comment on column newsmon.near_duplicate.other_id is 'The article that was there.';
comment on column newsmon.near_duplicate.relation is 'exact, copy, trim (one within the other), update (same source, revised), contains (one embeds the other: different clusters).';
comment on column newsmon.near_duplicate.containment_ab is 'Share of the first one''s informative shingles that the other has.';
comment on column newsmon.near_duplicate.containment_ba is 'Share of the other''s informative shingles that the first has.';
comment on column newsmon.near_duplicate.similarity is 'Jaccard similarity of the informative shingles.';
comment on column newsmon.near_duplicate.shared_shingles is 'How many sampled informative shingles they share.';
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
