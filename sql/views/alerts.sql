-- Alerts and the targets that are told of them.

create or replace view report.alerts as
select
    a.alert_id,
    a.kind,
    a.subject,
    s.slug as source,
    a.since,
    a.opened_at,
    a.closed_at,
    a.outcome,
    a.detail,
    array(select distinct t.target from newsmon.alert_told t where t.alert_id = a.alert_id order by t.target) as told
from newsmon.alert a
left join newsmon.source s using (source_id);
comment on view report.alerts is 'What deserves a look, or did: feeds, runs, sources whose pages have changed.';
comment on column report.alerts.alert_id is 'Key of the alert.';
comment on column report.alerts.kind is 'quiet, failing, gone (a feed); late, offline (runs); text_length, rejections, coverage, prose_missing (a source whose pages have changed, are missing or are not read well); rights_changed (a site); quarantined (a stage).';
comment on column report.alerts.subject is 'URL of the feed, slug of the source, or "runs".';
comment on column report.alerts.source is 'The outlet; null for runs.';
comment on column report.alerts.since is 'Since when it has been so.';
comment on column report.alerts.opened_at is 'When it was noticed.';
comment on column report.alerts.closed_at is 'When it was over; null: open.';
comment on column report.alerts.outcome is 'recovered, usual (long enough so to be taken as usual), replaced (another alert tells more), withdrawn (no longer asked); null: open.';
comment on column report.alerts.detail is 'What exactly was seen.';
comment on column report.alerts.told is 'Names of the targets that have been told.';
