-- Near-duplicates, pair by pair.

create or replace view report.duplicates as
select
    n.article_id,
    n.other_id,
    case
        when a.cluster_id = o.cluster_id and (n.relation <> 'contains' or p.same) then a.cluster_id
    end as cluster_id,
    n.relation,
    n.containment_ab,
    n.containment_ba,
    n.similarity,
    n.shared_shingles,
    n.rule_version,
    p.article_id is not null as pinned,
    p.same as pinned_same
from newsmon.near_duplicate n
join newsmon.article a on a.article_id = n.article_id
join newsmon.article o on o.article_id = n.other_id
left join newsmon.duplicate_pin p
    on p.article_id = least(n.article_id, n.other_id) and p.other_id = greatest(n.article_id, n.other_id)
union all
-- said by a person of a pair that the rule never saw
select p.other_id, p.article_id,
       case when a.cluster_id = o.cluster_id then a.cluster_id end,
       'copy', null, null, null, null, 'pin', true, p.same
from newsmon.duplicate_pin p
join newsmon.article a on a.article_id = p.article_id
join newsmon.article o on o.article_id = p.other_id
where p.same
  and not exists (
      select from newsmon.near_duplicate n
      where (n.article_id, n.other_id) in ((p.article_id, p.other_id), (p.other_id, p.article_id))
  );
comment on view report.duplicates is 'Pairs of articles judged near-duplicates, with the evidence of each judgement.';
comment on column report.duplicates.article_id is 'The article that arrived later.';
comment on column report.duplicates.other_id is 'The article that was there.';
comment on column report.duplicates.cluster_id is 'The cluster that both are in; null where they are in two (relation contains, or pinned apart).';
comment on column report.duplicates.relation is 'exact, copy, trim (one is a shortened other), update (same outlet, revised), contains (one prints the other among or beside other texts, as a roundup does: not a duplicate).';
comment on column report.duplicates.containment_ab is 'Share of the article''s informative word sequences that the other has, 0 to 1.';
comment on column report.duplicates.containment_ba is 'Share of the other''s informative word sequences that the article has, 0 to 1.';
comment on column report.duplicates.similarity is 'Jaccard similarity of their informative word sequences, 0 to 1.';
comment on column report.duplicates.shared_shingles is 'How many distinct informative word sequences they share, counted in the full texts.';
comment on column report.duplicates.rule_version is 'Version of the rule that judged; pin: a person said so of a pair that no rule saw.';
comment on column report.duplicates.pinned is 'Whether a person has decided on this pair.';
comment on column report.duplicates.pinned_same is 'What that person said: true copies, false not; null where nobody has.';
