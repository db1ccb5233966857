-- How scores are spread over half stars, and titles of other countries by which lists of other places name films.

-- Which half star a score belongs to, from 1 for 0.1 to 0.5, so that half stars are counted as themselves.
alter table film_ratings add column half smallint generated always as ((tenths + 4) / 5) virtual;

alter table film_stats
  add column half_1 integer not null default 0,
  add column half_2 integer not null default 0,
  add column half_3 integer not null default 0,
  add column half_4 integer not null default 0,
  add column half_5 integer not null default 0,
  add column half_6 integer not null default 0,
  add column half_7 integer not null default 0,
  add column half_8 integer not null default 0,
  add column half_9 integer not null default 0,
  add column half_10 integer not null default 0;
update film_stats s set half_1 = h[1], half_2 = h[2], half_3 = h[3], half_4 = h[4], half_5 = h[5],
  half_6 = h[6], half_7 = h[7], half_8 = h[8], half_9 = h[9], half_10 = h[10]
from (
  select film_id, array_agg(ratings order by half) as h from (
    select r.film_id, n.half, count(*) filter (where r.half = n.half) as ratings
    from film_ratings r cross join generate_series(1, 10) as n(half) group by r.film_id, n.half
  ) counted group by film_id
) halves where halves.film_id = s.film_id;

-- A title without case, width, spaces and signs. The title in Korean has a column of its own, written by the import.
create function film_original_key(title text) returns text language sql immutable strict parallel safe
return left(lower(regexp_replace(normalize(title, NFKC), '[^[:alnum:]]+', '', 'g')), 300);
-- A column, so that the planner knows how few films have the same.
alter table films add column original_key text generated always as (film_original_key(original_title)) stored;
create index films_original_key_idx on films (original_key) where original_key is not null;
