-- Vectors of short texts are longer than those of long ones: what was read of the last weeks is read again.
update newsmon.article a set grouped_at = null
from newsmon.cluster c
join newsmon.event_text t using (cluster_id)
where a.article_id = c.representative_id and c.event_id is not null
  and t.terms <> '' and t.event_time > now() - interval '30 days';
-- Nothing is compared with what is left; why a text is in its event stays known.
update newsmon.event_text set terms = '', weights = '', changed = nextval('newsmon.event_text_change')
where terms <> '';
