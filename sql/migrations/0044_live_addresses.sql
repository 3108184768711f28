-- Live blogs that are going on are fetched again.

alter table newsmon.address add column live_until timestamptz;
comment on column newsmon.address.live_until is 'Until when its live blog is fetched again and again; null: it is none that was seen to be going on.';
