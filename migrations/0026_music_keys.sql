-- What code has to compute for rows that were written before it knew how: how far each of these tasks has come.
create table backfills (
  name text primary key,
  -- Everything up to this id is done.
  last_id bigint not null check (last_id >= 0)
);
