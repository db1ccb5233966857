-- Names that stand in addresses: unique, in small letters, changed by their owners.

alter table users
  add column handle text,
  add column link_1 text not null default '',
  add column link_2 text not null default '',
  add constraint users_handle_check check (handle ~ '^[a-z0-9_.]{3,30}$') not valid;

-- Those that nobody may take: for ever, or until what its last owner left behind under it is forgotten.
create table reserved_handles (
  handle text primary key,
  -- May have it back.
  user_id bigint references users (id) on delete cascade,
  reserved_until timestamptz
);
create index reserved_handles_user_idx on reserved_handles (user_id, handle);
create index reserved_handles_until_idx on reserved_handles (reserved_until) where reserved_until is not null;
insert into reserved_handles (handle) values
  ('admin'), ('administrator'), ('help'), ('moderator'), ('mudig'), ('mudig.official'), ('official'), ('operator'), ('root'), ('security'),
  ('staff'), ('support'), ('system'), ('unknown'), ('withdrawn');

-- For the copy of somebody's data.
create index follow_requests_follower_idx on follow_requests (follower, id);

-- What of a name a handle can hold; with a number at its end where that is too short or somebody has it. Ids are unique, so numbers are.
-- Its plans are kept by the connection, also those that were made while there was next to nobody.
create function handle_for(name text, id bigint) returns text language plpgsql volatile set enable_seqscan = off as $$
declare
  wanted text := left(regexp_replace(lower(normalize(name, nfkc)), '[^a-z0-9_.]', '', 'g'), 30);
  candidate text := wanted;
  suffix text := id::text;
begin
  -- A handle that ends in a number could be another one's.
  while length(candidate) < 3
    or exists (select from public.users u where u.handle = candidate)
    or exists (select from public.reserved_handles r where r.handle = candidate and (r.reserved_until is null or r.reserved_until > now()))
  loop
    candidate := left(case when wanted = '' then 'user' else wanted end, 29 - length(suffix)) || '_' || suffix;
    suffix := suffix || floor(random() * 10)::text;
  end loop;
  return candidate;
end $$;

create function set_handle() returns trigger language plpgsql as $$
begin
  new.handle := public.handle_for(new.name, new.id);
  return new;
end $$;

-- In batches that are committed one by one; how far it came stands in `backfills`. Whoever is being written to meanwhile is waited for.
create procedure fill_handles(people_at_once integer default 500) language plpgsql as $$
declare
  after bigint := coalesce((select last_id from public.backfills where name = 'users.handle'), 0);
  last bigint;
  person record;
begin
  loop
    last := null;
    for person in
      select id, name, handle, erased_at from public.users where id > after order by id limit people_at_once for no key update
    loop
      last := person.id;
      continue when person.handle is not null or person.erased_at is not null;
      begin
        update public.users set handle = public.handle_for(person.name, person.id) where id = person.id;
      exception when unique_violation then
        -- Somebody else got it at this moment.
        update public.users set handle = public.handle_for(person.name, person.id) where id = person.id;
      end;
    end loop;
    exit when last is null;
    after := last;
    insert into public.backfills (name, last_id) values ('users.handle', last)
    on conflict (name) do update set last_id = excluded.last_id;
    commit;
  end loop;
end $$;
