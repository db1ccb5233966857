-- Digits alone are an id wherever somebody is named, so no handle is a number: neither one that is made of a name, nor one of
-- those that there are. Nothing is reserved of these, because nobody may take one.

create or replace function handle_for(name text, id bigint) returns text language plpgsql volatile set enable_seqscan = off as $$
declare
  wanted text := left(regexp_replace(lower(normalize(name, nfkc)), '[^a-z0-9_.]', '', 'g'), 30);
  candidate text := wanted;
  suffix text := id::text;
begin
  -- A handle that ends in a number could be another one's.
  while length(candidate) < 3 or candidate ~ '^[0-9]+$'
    or exists (select from public.users u where u.handle = candidate)
    or exists (select from public.reserved_handles r where r.handle = candidate and (r.reserved_until is null or r.reserved_until > now()))
  loop
    candidate := left(case when wanted = '' then 'user' else wanted end, 29 - length(suffix)) || '_' || suffix;
    suffix := suffix || floor(random() * 10)::text;
  end loop;
  return candidate;
end $$;

create function rename_numbers() returns void language plpgsql as $$
declare
  person record;
begin
  -- One by one: each sees what the one before has got.
  for person in select id, name from public.users where handle ~ '^[0-9]+$' order by id for no key update loop
    update public.users set handle = public.handle_for(person.name, person.id) where id = person.id;
  end loop;
  delete from public.reserved_handles where handle ~ '^[0-9]+$';
end $$;
select rename_numbers();
