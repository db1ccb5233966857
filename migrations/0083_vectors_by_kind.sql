-- How far older subjects have been wanted, for each kind by itself: a kind that is embedded from now on begins at the first. What
-- vector_models.filled_to says is read by the release before alone.
create table vector_fills (
  model smallint not null references vector_models (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z][a-z-]{0,29}$'),
  -- Subjects up to this one that were there before have been wanted.
  filled_to bigint not null default 0,
  primary key (model, kind)
);
insert into vector_fills (model, kind, filled_to) select id, 'post', filled_to from vector_models;

-- Counts how often somebody forgot or switched: a list that was begun before, and written after, is none.
alter table interests add column version bigint not null default 0;
alter table ranked_lists add column version bigint not null default 0;

-- In the target list arrays are taken apart without being written down in between: half the time of `from unnest(one, other)`.
create or replace function vector_likeness(one real[], other real[]) returns double precision language sql immutable strict parallel safe
return (select sum(a::double precision * b) from (select unnest(one) as a, unnest(other) as b) as pairs);
