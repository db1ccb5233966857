-- From here on `objects` is the truth, and the two tables that it replaces are views of it, for the previous release.
lock table pictures, reserved_objects, account_exports in access exclusive mode;

-- Ids go on where those of pictures were.
select setval('objects_id_seq', greatest(coalesce(max(id), 0), 1), max(id) is not null) from objects;
insert into objects (key, kind, created_at, due_at)
select key, 'picture', reserved_at, reserved_at + interval '1 hour' from reserved_objects on conflict (key) do nothing;

drop table reserved_objects;
drop table pictures;
drop function previous_picture_written;

-- Thumbnails of a picture in use need no reservation any more: reserving its key again changes nothing of note.
create view reserved_objects as
select key, created_at as reserved_at, kind from objects where state = 'reserved' and kind = 'picture';
alter view reserved_objects alter column kind set default 'picture';

create view pictures as
select id, key, content_type, width, height, bytes, derived_at as thumbnails_at, used_at as created_at
from objects where state = 'used' and kind = 'picture';

-- The statement that inserts a picture has deleted its reservation just before. Where the key was given up meanwhile there was none to delete.
create function previous_picture_inserted() returns trigger language plpgsql as $$
begin
  insert into public.objects (key, kind, state, is_public, content_type, bytes, width, height, derived_at, used_at)
  values (new.key, 'picture', 'used', true, new.content_type, new.bytes, new.width, new.height, new.thumbnails_at, now())
  returning id into new.id;
  return new;
end $$;
create trigger previous_inserted instead of insert on pictures for each row execute function previous_picture_inserted();

-- What the previous release forgets is removed by a job of its own; here it is kept in mind for as long as somebody may still be sending it.
create function previous_picture_deleted() returns trigger language plpgsql as $$
begin
  update public.objects set state = 'gone', gone_at = now(), due_at = now() + interval '1 hour' where key = old.key and state = 'used';
  return old;
end $$;
create trigger previous_deleted instead of delete on pictures for each row execute function previous_picture_deleted();

-- Copies of people's data lie in the store, too. The previous release knows them by account_exports alone.
create function previous_export_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update public.objects set state = 'gone', gone_at = now(), due_at = now() + interval '1 hour', owner = null
    where key = old.object_key and state <> 'gone';
  elsif tg_op = 'INSERT' then
    insert into public.objects (key, kind, owner, due_at) values (new.object_key, 'export', new.user_id, new.expires_at)
    on conflict (key) do nothing;
  elsif new.state = 'ready' and old.state <> 'ready' then
    update public.objects set state = 'used', content_type = 'application/zip', bytes = new.bytes, used_at = new.finished_at
    where key = new.object_key and state = 'reserved';
  end if;
  return null;
end $$;
create trigger previous_written after insert or update of state or delete on account_exports
for each row execute function previous_export_written();

insert into objects (key, kind, state, owner, content_type, bytes, created_at, used_at, due_at)
select object_key, 'export', case state when 'ready' then 'used' else 'reserved' end, user_id,
  case state when 'ready' then 'application/zip' end, case state when 'ready' then bytes end, created_at,
  case state when 'ready' then finished_at end, expires_at
from account_exports;
