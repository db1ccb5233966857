-- Rooms: of many, and of two, which are the pairs that there are already.

alter table conversations
  add column uuid uuid,
  add column name text,
  -- Of a room of many; null when the last one has left.
  add column owner bigint references users (id) on delete set null,
  -- Of the newest message or change. Null: since it was made, or since an earlier release wrote to it.
  add column updated_at timestamptz,
  -- Those who have not left. Two, unless somebody says otherwise.
  add column member_count integer not null default 2,
  -- Whether those who are away are to be told of a message.
  add column is_untold boolean not null default false,
  -- When the last one left: nobody sees it any more.
  add column emptied_at timestamptz,
  add constraint conversations_name_check check (length(name) between 1 and 60) not valid,
  add constraint conversations_owner_check check (kind = 'room' or (owner is null and name is null)) not valid;
alter table conversations alter column uuid set default uuidv7();

alter table conversation_members
  -- Names a member on the wire, and in no other room.
  add column uuid uuid,
  -- Somebody sees what followed it.
  add column joined_seq bigint not null default 0,
  -- Whoever has left sees nothing.
  add column left_at timestamptz,
  -- As last_message_at, of a room of many: an earlier release lists conversations by that one and knows pairs alone.
  add column touched_at timestamptz;
alter table conversation_members alter column uuid set default uuidv7();

alter table messages
  add column edited_at timestamptz,
  -- The message of the same conversation that it replies to.
  add column reply_seq bigint;

-- Until when somebody is connected, as far as is known: whoever is gets no notice of messages.
create table presences (
  user_id bigint primary key references users (id) on delete cascade,
  seen_until timestamptz not null
);

-- In batches that are committed one by one; how far it came stands in `backfills`.
create procedure fill_rooms(conversations_at_once integer default 1000) language plpgsql as $$
declare
  after bigint := coalesce((select last_id from public.backfills where name = 'conversations.uuid'), 0);
  last bigint;
begin
  loop
    select max(id) into last from (
      select id from public.conversations where id > after order by id limit conversations_at_once) batch;
    exit when last is null;
    update public.conversations set uuid = uuidv7() where id > after and id <= last and uuid is null;
    update public.conversation_members set uuid = uuidv7() where conversation_id > after and conversation_id <= last and uuid is null;
    after := last;
    insert into public.backfills (name, last_id) values ('conversations.uuid', last)
    on conflict (name) do update set last_id = excluded.last_id;
    commit;
  end loop;
end $$;
