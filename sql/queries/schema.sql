-- What the catalogue says of our own schema, for docs/schema.md.

-- name: relations
-- Views and tables with their meaning; a partition is described by its parent.
-- not null: is_view
select n.nspname as schema, c.relname as name, c.relkind in ('v', 'm') as is_view,
       obj_description(c.oid, 'pg_class') as meaning
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('newsmon', 'report') and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
order by n.nspname desc, c.relname collate "C";

-- name: columns
-- Columns in their order, with type and meaning, whether they may be empty and what they refer to.
-- not null: relation, type, in_primary_key
select n.nspname as schema, c.relname as relation, a.attname as name,
       format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
       col_description(c.oid, a.attnum) as meaning,
       coalesce(k.is_primary, false) as in_primary_key,
       f.target
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join lateral (
    select true as is_primary from pg_constraint p
    where p.conrelid = c.oid and p.contype = 'p' and a.attnum = any(p.conkey)
) k on true
left join lateral (
    select r.relname as target from pg_constraint p
    join pg_class r on r.oid = p.confrelid
    where p.conrelid = c.oid and p.contype = 'f' and p.conkey = array[a.attnum]
    order by p.oid
    limit 1
) f on true
where n.nspname in ('newsmon', 'report') and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
order by n.nspname, c.relname, a.attnum;

-- name: silent
-- Tables, views and columns whose comment is missing, partitions too.
-- not null: name
select format('%%I.%%I', n.nspname, c.relname) || coalesce('.' || a.attname, '') as name
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
    select 0 as attnum, null::name as attname, obj_description(c.oid, 'pg_class') as meaning
    union all
    select attnum, attname, col_description(c.oid, attnum)
    from pg_attribute
    where attrelid = c.oid and attnum > 0 and not attisdropped
) a
where n.nspname in ('newsmon', 'report') and c.relkind in ('r', 'p', 'v', 'm')
  and coalesce(trim(a.meaning), '') = ''
order by 1;
