-- Near-duplicates: signatures, the fingerprint index, clusters, evidence, pins.
-- An article whose deduplicated_at is null waits: it takes no part until it is decided.

-- name: claim
-- Articles that wait, held until the end of the transaction; other stages may still refer to them.
-- So many, and of these so many bytes of text, and one at least.
-- row: ClaimedArticle
-- not null: event_time, is_collection
with waiting as materialized (
    select article_id, octet_length(text) as bytes
    from newsmon.article
    where deduplicated_at is null
      and not exists (select from newsmon.quarantine x where x.stage = 'deduplicate' and x.item_id = article_id)
    order by article_id
    limit %(batch)s
    for no key update skip locked
), sized as (
    select article_id, sum(bytes) over (order by article_id) - bytes as before from waiting
)
select a.article_id, a.source_id, a.url, a.title, a.text, a.event_time, a.cluster_id,
       a.kind in ('live_blog', 'roundup') as is_collection
from sized
join newsmon.article a using (article_id)
where sized.before < %(bytes)s
order by a.article_id

-- name: source
-- The source with this slug.
select source_id from newsmon.source where slug = %(slug)s

-- name: upcoming
-- Texts of articles that wait after one of those claimed: so many, and of these so many bytes.
-- not null: text
with waiting as (
    select article_id, octet_length(text) as bytes from newsmon.article
    where deduplicated_at is null and article_id > %(after)s
      and not exists (select from newsmon.quarantine x where x.stage = 'deduplicate' and x.item_id = article_id)
    order by article_id
    limit %(batch)s
), sized as (
    select article_id, sum(bytes) over (order by article_id) as bytes from waiting
)
select a.text
from sized
join newsmon.article a using (article_id)
where sized.bytes < %(bytes)s
order by a.article_id

-- name: same_bodies
-- A decided member of each cluster that has one of these bodies, whenever it was published.
-- not null: body_hash, cluster_id, event_time, is_collection
select distinct on (s.body_hash, a.cluster_id) s.body_hash, a.cluster_id, a.article_id, a.source_id, a.event_time,
       a.kind in ('live_blog', 'roundup') as is_collection
from newsmon.article_signature s
join newsmon.article a using (article_id)
where s.body_hash = any(%(hashes)s::uuid[]) and a.deduplicated_at is not null and a.cluster_id is not null
order by s.body_hash, a.cluster_id, a.article_id

-- name: members
-- Decided members of clusters to compare with, one for each different body, best first: the
-- representative, then the longest.
-- not null: cluster_id, event_time, is_collection
select m.cluster_id, m.article_id, m.source_id, m.event_time, m.is_collection
from unnest(%(clusters)s::bigint[]) as asked (cluster_id)
cross join lateral (
    select * from (
        select distinct on (s.body_hash) a.cluster_id, a.article_id, a.source_id, a.event_time, a.words,
               a.kind in ('live_blog', 'roundup') as is_collection,
               a.article_id is not distinct from c.representative_id as shown
        from newsmon.article a
        join newsmon.cluster c using (cluster_id)
        join newsmon.article_signature s using (article_id)
        where a.cluster_id = asked.cluster_id and a.deduplicated_at is not null
        order by s.body_hash, a.article_id is not distinct from c.representative_id desc, a.article_id
    ) as bodies
    order by shown desc, words desc, article_id
    limit %(at_most)s
) as m
order by m.cluster_id, m.shown desc, m.words desc, m.article_id

-- name: texts
-- Texts of articles, in this order: so many bytes, and one at least.
-- not null: article_id, text
with asked as (
    select a.article_id,
           sum(octet_length(a.text)) over (order by x.place) - octet_length(a.text) as before
    from unnest(%(articles)s::bigint[]) with ordinality as x (article_id, place)
    join newsmon.article a using (article_id)
)
select a.article_id, a.text
from asked
join newsmon.article a using (article_id)
where asked.before < %(bytes)s

-- name: judged_pairs
-- Judged pairs of which one is among these articles.
-- not null: article_id, other_id, relation
select article_id, other_id, relation from newsmon.near_duplicate
where article_id = any(%(articles)s::bigint[])
union
select article_id, other_id, relation from newsmon.near_duplicate
where other_id = any(%(articles)s::bigint[])

-- name: pairs_of
-- Judged pairs of articles: of each, what it contains first, then those that have least of it.
-- not null: of_article, article_id, other_id, relation, containment_ab, containment_ba, similarity, shared_shingles, rule_version, decided_at, share
select asked.of_article, pair.*
from unnest(%(articles)s::bigint[]) as asked (of_article)
cross join lateral (
    select * from (
        select n.*, containment_ab as share from newsmon.near_duplicate n where article_id = asked.of_article
        union all
        select n.*, containment_ba from newsmon.near_duplicate n where other_id = asked.of_article
    ) as either
    order by relation = 'contains' desc, share, article_id, other_id
    limit %(at_most)s
) as pair

-- name: current_clusters
-- Clusters of articles, and whether they are decided.
-- not null: event_time, decided, is_collection
select article_id, cluster_id, source_id, event_time, deduplicated_at is not null as decided,
       kind in ('live_blog', 'roundup') as is_collection
from newsmon.article where article_id = any(%(articles)s::bigint[])

-- name: new_cluster_ids
-- Ids for clusters to be made.
-- not null: cluster_id
select nextval(pg_get_serial_sequence('newsmon.cluster', 'cluster_id')) as cluster_id
from generate_series(1, %(count)s)

-- name: add_clusters
-- New clusters under ids taken before, each shown by the article that founds it.
insert into newsmon.cluster (cluster_id, representative_id) overriding system value
select * from unnest(%(clusters)s::bigint[], %(founders)s::bigint[])
on conflict do nothing

-- name: set_clusters
-- Clusters of articles, which are decided now; one that moves to one that has no event is
-- grouped anew.
update newsmon.article a
set cluster_id = v.cluster_id, deduplicated_at = now(),
    grouped_at = case when c.event_id is null and a.cluster_id <> v.cluster_id then null else a.grouped_at end
from unnest(%(articles)s::bigint[], %(clusters)s::bigint[]) as v (article_id, cluster_id)
join newsmon.cluster c on c.cluster_id = v.cluster_id
where a.article_id = v.article_id

-- name: save_signatures
-- Signatures of articles.
-- values: (%s, %s::uuid, %s::integer[])
insert into newsmon.article_signature as s (article_id, body_hash, fingerprints) values %s
on conflict (article_id) do update set body_hash = excluded.body_hash, fingerprints = excluded.fingerprints
where (s.body_hash, s.fingerprints) is distinct from (excluded.body_hash, excluded.fingerprints)

-- name: save_pairs
-- Judged pairs with their evidence; untouched where nothing differs.
-- values: (%s, %s, %s, %s::real, %s::real, %s::real, %s, %s)
insert into newsmon.near_duplicate as n
    (article_id, other_id, relation, containment_ab, containment_ba, similarity, shared_shingles, rule_version)
values %s
on conflict (article_id, other_id) do update
set relation = excluded.relation, containment_ab = excluded.containment_ab,
    containment_ba = excluded.containment_ba, similarity = excluded.similarity,
    shared_shingles = excluded.shared_shingles, rule_version = excluded.rule_version, decided_at = now()
where (n.relation, n.containment_ab, n.containment_ba, n.similarity, n.shared_shingles, n.rule_version)
      is distinct from (excluded.relation, excluded.containment_ab, excluded.containment_ba,
                        excluded.similarity, excluded.shared_shingles, excluded.rule_version)

-- name: drop_pairs
-- Pairs that are no near-duplicates any more.
-- values: (%s::bigint, %s::bigint)
delete from newsmon.near_duplicate n using (values %s) as v (article_id, other_id)
where n.article_id = v.article_id and n.other_id = v.other_id

-- name: clusters_with_fingerprints
-- Decided or waiting members of clusters with their fingerprints.
-- not null: cluster_id
select a.cluster_id, a.article_id, s.fingerprints
from newsmon.article a
left join newsmon.article_signature s using (article_id)
where a.cluster_id = any(%(clusters)s::bigint[])
order by a.article_id

-- name: move_articles
-- Move decided articles to another cluster; where that has no event, they are grouped anew.
-- values: (%s::bigint, %s::bigint)
update newsmon.article a
set cluster_id = v.cluster_id,
    grouped_at = case when c.event_id is null then null else a.grouped_at end
from (values %s) as v (article_id, cluster_id)
join newsmon.cluster c on c.cluster_id = v.cluster_id
where a.article_id = v.article_id and a.cluster_id is distinct from v.cluster_id

-- name: merge_clusters
-- Record that clusters were taken over; those that they had taken over before go along.
-- values: (%s::bigint, %s::bigint)
with taken (cluster_id, target) as (values %s),
concerned as (
    select cluster_id, target, true as itself from taken
    union all
    select m.cluster_id, t.target, false
    from taken t
    join newsmon.cluster m on m.merged_into = t.cluster_id and m.merged_into is not null
)
update newsmon.cluster c
set merged_into = o.target,
    representative_id = case when o.itself then null else c.representative_id end
from concerned o
where c.cluster_id = o.cluster_id and c.cluster_id <> o.target

-- name: inherit_events
-- A cluster that took over another and has no event takes over that one's.
update newsmon.cluster c
set event_id = m.event_id
from newsmon.cluster m
where c.cluster_id = any(%(clusters)s::bigint[]) and c.event_id is null
  and m.merged_into = c.cluster_id and m.merged_into is not null and m.event_id is not null

-- name: representative_candidates
-- Facts by which the representative of a cluster is chosen.
-- not null: cluster_id, event_time, opening, ending
select a.cluster_id, a.article_id, a.event_time, a.published_at_precision, a.first_seen_at, a.words, a.edition,
       s.slug, s.name, a.authors, left(a.text, 400) as opening, right(a.text, 300) as ending
from newsmon.article a
join newsmon.source s using (source_id)
where a.cluster_id = any(%(clusters)s::bigint[])

-- name: shared_clusters
-- Those of these clusters that have more than one member.
-- not null: cluster_id
select cluster_id from newsmon.article where cluster_id = any(%(clusters)s::bigint[])
group by cluster_id having count(*) > 1

-- name: redirect_emptied
-- Clusters that their last member left go on in the one that it went to.
-- values: (%s::bigint, %s::bigint)
update newsmon.cluster c set merged_into = v.target, representative_id = null
from (values %s) as v (cluster_id, target)
where c.cluster_id = v.cluster_id and c.merged_into is null
  and not exists (select from newsmon.article a where a.cluster_id = c.cluster_id)

-- name: leave_cluster
-- Take an article out of its cluster.
update newsmon.article set cluster_id = null where article_id = %(article_id)s

-- name: delete_empty
-- A cluster that nothing is left of, and that took over none.
delete from newsmon.cluster c
where cluster_id = %(cluster_id)s
  and not exists (select from newsmon.article a where a.cluster_id = c.cluster_id)
  and not exists (select from newsmon.cluster m where m.merged_into = c.cluster_id)

-- name: set_representatives
-- Set representatives; untouched where they stay.
-- values: (%s::bigint, %s::bigint)
update newsmon.cluster c set representative_id = v.article_id
from (values %s) as v (cluster_id, article_id)
where c.cluster_id = v.cluster_id and c.representative_id is distinct from v.article_id

-- name: pins
-- Pins of these articles.
select article_id, other_id, same from newsmon.duplicate_pin
where article_id = any(%(articles)s::bigint[]) or other_id = any(%(articles)s::bigint[])

-- name: clusters_under_cannot_link
-- Those of these clusters that have a member which a person keeps apart from some article.
-- not null: cluster_id
select distinct a.cluster_id
from newsmon.duplicate_pin p
join newsmon.article a on a.article_id in (p.article_id, p.other_id)
where not p.same and a.cluster_id = any(%(clusters)s::bigint[])

-- name: linking_pairs
-- Judged pairs that link members of clusters.
select n.article_id, n.other_id, n.similarity
from newsmon.near_duplicate n
join newsmon.article a on a.article_id = n.article_id
join newsmon.article o on o.article_id = n.other_id
where a.cluster_id = any(%(clusters)s::bigint[]) and o.cluster_id = any(%(clusters)s::bigint[])
  and n.relation <> 'contains'

-- name: pins_between
-- Pins between members of clusters.
select p.article_id, p.other_id, p.same
from newsmon.duplicate_pin p
join newsmon.article a on a.article_id = p.article_id
join newsmon.article o on o.article_id = p.other_id
where a.cluster_id = any(%(clusters)s::bigint[]) and o.cluster_id = any(%(clusters)s::bigint[])

-- name: requeue
-- Decide articles anew.
update newsmon.article set deduplicated_at = null
where article_id = any(%(articles)s::bigint[]) and deduplicated_at is not null and edition <> 'headline'

-- name: pin
-- A person's verdict on a pair.
insert into newsmon.duplicate_pin as p (article_id, other_id, same) values (%(low)s, %(high)s, %(same)s)
on conflict (article_id, other_id) do update set same = excluded.same, pinned_at = now()
where p.same <> excluded.same

-- name: unpin
-- Take a verdict back.
delete from newsmon.duplicate_pin where article_id = %(low)s and other_id = %(high)s
