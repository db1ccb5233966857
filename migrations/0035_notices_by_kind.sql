-- What people are notified of is declared by the domains: no list of kinds stands in the database, and no column for each.

alter table notifications
  drop constraint notifications_kind_check,
  drop constraint if exists notifications_playlist_check,
  add constraint notifications_kind_length_check check (length(kind) between 1 and 40) not valid;

-- The kinds whose switch its owner has turned away from its default; nothing for who wants what everybody gets.
alter table notification_boxes
  add column switched text[] not null default '{}',
  add constraint notification_boxes_switched_check check (cardinality(switched) <= 200) not valid;

-- The release before reads and writes a column for each of the first five kinds while this one reads and writes `switched`: each follows the
-- other. next/notices_contract.sql removes both.
create function notification_boxes_in_step() returns trigger language plpgsql as $$
declare
  by_column constant text[] := array_remove(array[
    case when not new.followed then 'followed' end, case when not new.liked then 'liked' end, case when not new.commented then 'commented' end,
    case when not new.replied then 'replied' end, case when not new.ready then 'ready' end], null);
  columned constant text[] := array['followed', 'liked', 'commented', 'replied', 'ready'];
begin
  if tg_op = 'INSERT' then
    new.switched := array(select distinct kind from unnest(new.switched || by_column) kind order by kind);
  elsif new.switched is not distinct from old.switched then
    new.switched := array(
      select kind from unnest(new.switched) kind where kind <> all(columned) union select unnest(by_column) order by 1);
  end if;
  new.followed := 'followed' <> all(new.switched);
  new.liked := 'liked' <> all(new.switched);
  new.commented := 'commented' <> all(new.switched);
  new.replied := 'replied' <> all(new.switched);
  new.ready := 'ready' <> all(new.switched);
  return new;
end $$;
create trigger in_step_inserted before insert on notification_boxes for each row execute function notification_boxes_in_step();
-- Not for each number that is given: only where a switch is turned, by either release.
create trigger in_step_updated before update of switched, followed, liked, commented, replied, ready on notification_boxes
  for each row execute function notification_boxes_in_step();

-- Has the trigger write what those had chosen who turned a switch before it was there, in batches of boxes that are committed one by one; how far
-- it came stands in `backfills`.
create procedure previous_fill_switched(boxes_at_once integer default 1000) language plpgsql as $$
declare
  after bigint := coalesce((select last_id from public.backfills where name = 'notification_boxes.switched'), 0);
  last bigint;
begin
  loop
    select max(user_id) into last
    from (select user_id from public.notification_boxes where user_id > after order by user_id limit boxes_at_once) batch;
    exit when last is null;
    with turned as (
      select user_id from public.notification_boxes
      where user_id > after and user_id <= last and switched = '{}' and not (followed and liked and commented and replied and ready)
      order by user_id for no key update
    )
    update public.notification_boxes set followed = followed where user_id in (select user_id from turned);
    insert into public.backfills (name, last_id) values ('notification_boxes.switched', last)
    on conflict (name) do update set last_id = excluded.last_id;
    commit;
    after := last;
  end loop;
end $$;
