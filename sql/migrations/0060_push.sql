-- Feeds whose hubs push what is new (WebSub), and our subscriptions to them.
alter table newsmon.feed
    add column hubs text[] not null default '{}',
    add column topic text,
    add column pushed_until timestamptz;
comment on column newsmon.feed.hubs is 'Hubs that its last whole answer named, in its order.';
comment on column newsmon.feed.topic is 'Address by which the hubs know it; null: no hub is named.';
comment on column newsmon.feed.pushed_until is 'Its pushes arrive, and their lease lasts until then; null: it is polled as any feed.';

create table newsmon.subscription (
    subscription_id integer generated always as identity primary key,
    feed_id         integer not null references newsmon.feed,
    hub             text not null,
    topic           text not null,
    token           text not null unique,
    callback        text not null,
    key_mark        text not null,
    state           text not null default 'requested' check (state in
                        ('requested', 'active', 'replaced', 'refused', 'denied', 'ending', 'ended')),
    since           timestamptz not null default now(),
    attempts        integer not null default 0,
    next_request_at timestamptz not null default now(),
    lease_until     timestamptz,
    pushes          integer not null default 0,
    ignored         integer not null default 0,
    last_push_at    timestamptz,
    reason          text
);
create index subscription_feed on newsmon.subscription (feed_id);
comment on table newsmon.subscription is 'Subscriptions to hubs; each request for one has a callback of its own.';
comment on column newsmon.subscription.subscription_id is 'Our key.';
comment on column newsmon.subscription.feed_id is 'The feed that the hub named.';
comment on column newsmon.subscription.hub is 'The hub as the feed names it.';
comment on column newsmon.subscription.topic is 'The feed as the hub knows it.';
comment on column newsmon.subscription.token is 'Last part of the callback, which nobody can guess; the secret is made from it with a key that is not stored.';
comment on column newsmon.subscription.callback is 'Address that the hub was given.';
comment on column newsmon.subscription.key_mark is 'Tells whether the key is still the one that the secret was made with.';
comment on column newsmon.subscription.state is 'requested, active, replaced (by its renewal), refused (not asked for a while), denied (by the hub), ending or ended.';
comment on column newsmon.subscription.since is 'When it entered this state.';
comment on column newsmon.subscription.attempts is 'Requests without a verification since.';
comment on column newsmon.subscription.next_request_at is 'The hub is not asked before this time.';
comment on column newsmon.subscription.lease_until is 'The hub delivers until then; null: never verified.';
comment on column newsmon.subscription.pushes is 'Bodies that came with a valid signature.';
comment on column newsmon.subscription.ignored is 'Bodies without one, which were thrown away.';
comment on column newsmon.subscription.last_push_at is 'When the last one with a valid signature came.';
comment on column newsmon.subscription.reason is 'Why it is not active, where something was said.';
