-- outside a transaction
call fill_rooms();
drop index concurrently if exists conversations_uuid_key;
create unique index concurrently conversations_uuid_key on conversations (uuid);
drop index concurrently if exists conversations_owner_idx;
create index concurrently conversations_owner_idx on conversations (owner) where owner is not null;
drop index concurrently if exists conversations_untold_idx;
create index concurrently conversations_untold_idx on conversations (id) where is_untold;
drop index concurrently if exists conversations_emptied_idx;
create index concurrently conversations_emptied_idx on conversations (emptied_at) where emptied_at is not null;
-- Somebody's rooms, the one written in last first.
drop index concurrently if exists conversation_members_rooms_idx;
create index concurrently conversation_members_rooms_idx
  on conversation_members (user_id, (coalesce(last_message_at, touched_at)) desc, conversation_id desc) where left_at is null;
alter table conversations validate constraint conversations_name_check;
alter table conversations validate constraint conversations_owner_check;
alter table conversations drop constraint if exists conversations_uuid_check;
alter table conversations add constraint conversations_uuid_check check (uuid is not null) not valid;
alter table conversations validate constraint conversations_uuid_check;
alter table conversations alter column uuid set not null;
alter table conversations drop constraint if exists conversations_uuid_check;
alter table conversation_members drop constraint if exists conversation_members_uuid_check;
alter table conversation_members add constraint conversation_members_uuid_check check (uuid is not null) not valid;
alter table conversation_members validate constraint conversation_members_uuid_check;
alter table conversation_members alter column uuid set not null;
alter table conversation_members drop constraint conversation_members_uuid_check;
