-- Subscriptions to the hubs of feeds.

create or replace view report.subscriptions as
select
    f.url as feed,
    o.slug as source,
    s.hub,
    s.topic,
    s.state,
    s.since,
    s.lease_until,
    s.pushes,
    s.ignored,
    s.last_push_at,
    s.reason
from newsmon.subscription s
join newsmon.feed f using (feed_id)
join newsmon.source o using (source_id);
comment on view report.subscriptions is 'Subscriptions to the hubs that feeds name (WebSub), and what they bring; a renewed one is a row of its own.';
comment on column report.subscriptions.feed is 'URL of the feed as written in feeds.yaml.';
comment on column report.subscriptions.source is 'The outlet that owns the feed.';
comment on column report.subscriptions.hub is 'The hub as the feed names it.';
comment on column report.subscriptions.topic is 'The feed as the hub knows it.';
comment on column report.subscriptions.state is 'requested, active, replaced (by its renewal), refused (not asked for a while), denied (by the hub), ending or ended.';
comment on column report.subscriptions.since is 'When it entered this state.';
comment on column report.subscriptions.lease_until is 'The hub delivers until then; null: never verified.';
comment on column report.subscriptions.pushes is 'Bodies that came with a valid signature.';
comment on column report.subscriptions.ignored is 'Bodies without a valid signature, which were thrown away.';
comment on column report.subscriptions.last_push_at is 'When the last one with a valid signature came; null: never.';
comment on column report.subscriptions.reason is 'Why it is not active, where something was said.';
