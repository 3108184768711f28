-- Near-duplicates pair by pair, and how each text spread.

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

create or replace view report.propagation as
select
    p.cluster_id,
    p.article_id,
    s.slug as source,
    p.rank,
    p.first_article_id,
    f.slug as first_source,
    p.event_time - p.first_time as lag,
    case
        when p.rank = 1 then 1
        else coalesce(
            (select n.containment_ba from newsmon.near_duplicate n
             where n.article_id = p.article_id and n.other_id = p.first_article_id),
            (select n.containment_ab from newsmon.near_duplicate n
             where n.article_id = p.first_article_id and n.other_id = p.article_id)
        )
    end as share_kept,
    (select c.value from newsmon.provenance c
     where c.article_id = p.article_id
       and (c.field in ('authors', 'agency') and c.kind = 'agency' or c.field = 'credit')
     order by c.field = 'agency', c.chosen desc, c.confidence desc, c.provenance_id limit 1) as agency,
    array(
        select l.line
        from newsmon.article original
        cross join newsmon.article printing
        cross join unnest(string_to_array(original.text, e'\n')) with ordinality as l (line, position)
        where original.article_id = p.first_article_id and printing.article_id = p.article_id
          and l.line <> '' and l.line <> all (string_to_array(printing.text, e'\n'))
        order by l.position
    ) as paragraphs_gone
from (
    select
        a.cluster_id, a.article_id, a.source_id, a.event_time,
        row_number() over in_time as rank,
        first_value(a.article_id) over in_time as first_article_id,
        first_value(a.source_id) over in_time as first_source_id,
        first_value(a.event_time) over in_time as first_time,
        count(*) over (partition by a.cluster_id) as printed
    from newsmon.article a
    where a.cluster_id is not null
    window in_time as (partition by a.cluster_id order by a.event_time, a.article_id)
) p
join newsmon.source s on s.source_id = p.source_id
join newsmon.source f on f.source_id = p.first_source_id
where p.printed > 1;
comment on view report.propagation is 'How a text spread: each printing of a text that has copies, the first one first.';
comment on column report.propagation.cluster_id is 'The text.';
comment on column report.propagation.article_id is 'The printing.';
comment on column report.propagation.source is 'The outlet that printed it.';
comment on column report.propagation.rank is '1 for the first printing, by published_at, else by when it was first seen.';
comment on column report.propagation.first_article_id is 'The first printing.';
comment on column report.propagation.first_source is 'The outlet of the first printing.';
comment on column report.propagation.lag is 'Time since the first printing.';
comment on column report.propagation.share_kept is 'Share of the first printing''s informative word sequences that this one has, 0 to 1; null: the two were not compared, each is a copy of others between.';
comment on column report.propagation.agency is 'The agency that this printing credits: in its byline, its JSON-LD or its credit line, as written there, or else in its dateline or the sign that ends its text, by its usual name; null: none.';
comment on column report.propagation.paragraphs_gone is 'Paragraphs of the first printing that this one has not word for word, in their order.';

create or replace view report.propagation_pairs as
select source, first_source, count(*) as texts,
       percentile_cont(0.5) within group (order by lag) as median_lag,
       avg(share_kept)::real as share_kept,
       max(article_id) as newest_article_id
from report.propagation
where rank > 1 and source <> first_source
group by source, first_source;
comment on view report.propagation_pairs is 'Who feeds on whom: of each pair of outlets how many texts the one printed that the other had first.';
comment on column report.propagation_pairs.source is 'The outlet that printed them later.';
comment on column report.propagation_pairs.first_source is 'The outlet that had them first of all.';
comment on column report.propagation_pairs.texts is 'Printings of that kind.';
comment on column report.propagation_pairs.median_lag is 'Median time between the two.';
comment on column report.propagation_pairs.share_kept is 'Mean share kept of the first printing, 0 to 1, of those that were compared with it.';
comment on column report.propagation_pairs.newest_article_id is 'One of them, as an example: the article with the highest number.';
