-- Items of agencies: which version is here, and what may be done with it.
create table newsmon.wire_item (
    address_id      bigint primary key references newsmon.address on delete cascade,
    version         bigint[] not null default '{}',
    made_at         timestamptz,
    first_made_at   timestamptz,
    status          text not null check (status in ('usable', 'withheld', 'canceled')),
    embargoed_until timestamptz,
    seen_at         timestamptz not null default now()
);
comment on table newsmon.wire_item is 'Items of agencies (NewsML-G2, NITF, ninjs): the newest version of each that came in, and what may be done with it.';
comment on column newsmon.wire_item.address_id is 'The item''s identifier as an address.';
comment on column newsmon.wire_item.version is 'Number of that version, part by part; empty where the agency states none.';
comment on column newsmon.wire_item.made_at is 'When the agency made that version; null where it does not say.';
comment on column newsmon.wire_item.first_made_at is 'The earliest of all versions that came in.';
comment on column newsmon.wire_item.status is 'usable, withheld (until further notice: what was loaded is gone, a later version may come in) or canceled (gone for good: no version comes in any more).';
comment on column newsmon.wire_item.embargoed_until is 'Texts of all its versions wait until then to be extracted; null: they do not.';
comment on column newsmon.wire_item.seen_at is 'When that version came in.';
