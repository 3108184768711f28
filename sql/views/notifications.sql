-- News that was told, and to whom.

create or replace view report.notifications as
select
    n.notification_id,
    n.rule,
    n.kind,
    n.topic,
    n.article_id,
    n.event_id,
    n.cluster_id,
    m.sent_at as told_at,
    n.target,
    n.text,
    n.decided_at,
    n.outlets,
    n.message_id,
    n.began_at,
    n.until
from newsmon.notification n
left join newsmon.message m using (message_id);
comment on view report.notifications is 'What the rules under notify: have told, or are about to tell; a row for each target.';
comment on column report.notifications.notification_id is 'Key of the notification.';
comment on column report.notifications.rule is 'Name of the rule.';
comment on column report.notifications.kind is 'match (a new text), spike (unusual volume), event (one over so many outlets), pickup (a text printed by so many outlets).';
comment on column report.notifications.topic is 'The topic of the rule that it is about.';
comment on column report.notifications.article_id is 'The article that it cites, see report.articles; null for spikes, and once it is forgotten.';
comment on column report.notifications.event_id is 'Its event, see report.events.';
comment on column report.notifications.cluster_id is 'Its text.';
comment on column report.notifications.told_at is 'When the target had taken the message; null: it waits for quiet hours to end, for at_most, or for a target that is down.';
comment on column report.notifications.target is 'Who was told: a name under alerts: in newsmon.yaml.';
comment on column report.notifications.text is 'What was told, and why.';
comment on column report.notifications.decided_at is 'When it was noticed.';
comment on column report.notifications.outlets is 'Of events and pickups: from how many outlets there was something then.';
comment on column report.notifications.message_id is 'The message, which may gather several; its id, by which receivers can drop a repetition.';
comment on column report.notifications.began_at is 'Of spikes: when it began.';
comment on column report.notifications.until is 'Of spikes: until when it has gone on, as far as it was looked at.';
