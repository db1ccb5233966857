-- Where else subjects are named: notifications, search texts, reports.

-- Refers to subjects as soon as it has an index, in 0034: without one, each removal of a subject would look through all notifications. Until then
-- it names what playlist_id names, and goes with that.
alter table notifications add column subject_id bigint;
-- Transitional: either release names it as it knows it.
create function previous_notification_inserted() returns trigger language plpgsql as $$
begin
  new.subject_id := coalesce(new.subject_id, new.playlist_id);
  new.playlist_id := coalesce(new.playlist_id, (select id from public.playlists where id = new.subject_id));
  return new;
end $$;
create trigger previous_inserted before insert on notifications for each row execute function previous_notification_inserted();

-- Names the subject in the rows that were there before, box after box: whoever changes anything in a box locks it first.
create procedure previous_fill_notifications(boxes_at_once integer default 200) language plpgsql as $$
declare
  after bigint := coalesce((select last_id from public.backfills where name = 'notifications.subject_id'), 0);
  boxes bigint[];
begin
  loop
    boxes := array(select user_id from public.notification_boxes where user_id > after order by user_id limit boxes_at_once for no key update);
    exit when cardinality(boxes) = 0;
    update public.notifications set subject_id = playlist_id
    where recipient = any(boxes) and playlist_id is not null and subject_id is null;
    after := boxes[cardinality(boxes)];
    insert into public.backfills (name, last_id) values ('notifications.subject_id', after)
    on conflict (name) do update set last_id = excluded.last_id;
    commit;
  end loop;
end $$;

-- Any number of kinds can be searched. Those up to 3 keep the blocks that stand in the index; the number of a larger one begins above all of these.
create or replace function search_block(kind smallint, level integer, id int8) returns int8 language sql immutable strict parallel safe
return -(((id >> (12 + 3 * level)) * 4 + level) * 4 + (kind & 3) + ((kind >> 2)::int8 << 48));
alter table search_texts drop constraint search_texts_kind_check;
alter table search_texts add constraint search_texts_kind_check check (kind > 0) not valid;

-- A subject is found while everybody may see it; its words are those of its kind's row. Whichever of the two rows is written last puts it there.
create function search_playlist_put(playlist bigint) returns void language sql as $$
  select public.search_put(1::smallint, p.id, s.state = 'ready' and s.visibility = 'public' and s.hidden_at is null, public.search_playlist_text(p.title))
  from public.playlists p join public.subjects s using (id) where p.id = playlist
$$;
create or replace function search_playlist_changed() returns trigger language plpgsql as $$
begin
  perform public.search_playlist_put(new.id);
  return null;
end $$;
drop trigger search_updated on playlists;
create trigger search_updated after update of title on playlists for each row when (old.title <> new.title) execute function search_playlist_changed();
create trigger search_playlist_updated after update of state, visibility, hidden_at on subjects for each row
  when (new.kind = 'playlist' and (old.state, old.visibility, old.hidden_at) is distinct from (new.state, new.visibility, new.hidden_at))
  execute function search_playlist_changed();

-- That something breaks the rules, said once by each person of each thing for each reason.
create table reports (
  id bigint generated always as identity primary key,
  reporter bigint not null references users (id) on delete cascade,
  subject_id bigint not null references subjects (id) on delete cascade,
  -- Of the subject; null where it is the subject itself.
  comment_id bigint references subject_comments (id) on delete cascade,
  reason text not null,
  note text not null default '',
  state text not null default 'open',
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint reports_once_key unique nulls not distinct (reporter, subject_id, comment_id, reason),
  constraint reports_reason_check check (reason ~ '^[a-z][a-z_]{0,29}$'),
  constraint reports_note_check check (length(note) <= 1000),
  constraint reports_state_check check (state in ('open', 'upheld', 'dismissed')),
  constraint reports_settled_at_check check ((state = 'open') = (settled_at is null))
);
create index reports_target on reports (subject_id, comment_id, reason) where state = 'open';
create index reports_subject_id on reports (subject_id);
create index reports_comment_id on reports (comment_id) where comment_id is not null;
create index reports_open on reports (id) where state = 'open';
