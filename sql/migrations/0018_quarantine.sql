-- Items that break a stage: they go into quarantine, so that they break no batch but their own.

create table newsmon.quarantine (
    stage          text not null,
    item_id        bigint not null,
    environment    text not null,
    run_id         bigint,
    reason         text not null,
    detail         text not null,
    quarantined_at timestamptz not null default now(),
    primary key (stage, item_id)
);
comment on table newsmon.quarantine is 'Items that a stage could not do anything with: passed over until newsmon, or what is installed with it, is another version.';
comment on column newsmon.quarantine.stage is 'The stage: extract, deduplicate, tag or group.';
comment on column newsmon.quarantine.item_id is 'The page (of extract) or the article.';
comment on column newsmon.quarantine.environment is 'Version of newsmon and of Python, and a digest of the packages installed with them.';
comment on column newsmon.quarantine.run_id is 'The run in which it came here.';
comment on column newsmon.quarantine.reason is 'unstorable, internal_error or worker_died.';
comment on column newsmon.quarantine.detail is 'The error, and where it was raised.';
comment on column newsmon.quarantine.quarantined_at is 'When.';

alter table newsmon.run add column progress jsonb not null default '{}';
comment on column newsmon.run.progress is 'When each stage last did anything, by stage.';
