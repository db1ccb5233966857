-- Messages between people. Today between two; rooms of many are conversations of another kind.

create table conversations (
  id bigint generated always as identity primary key,
  kind text not null default 'pair' check (kind in ('pair', 'room')),
  -- The two of a pair, the smaller id first.
  low bigint references users (id) on delete cascade,
  high bigint references users (id) on delete cascade,
  last_seq bigint not null default 0,
  created_at timestamptz not null default now(),
  check ((kind = 'pair') = (low is not null and high is not null)),
  check (low < high)
);
create unique index conversations_pair_idx on conversations (low, high) where kind = 'pair';
create index conversations_high_idx on conversations (high) where kind = 'pair';

create table conversation_members (
  conversation_id bigint not null references conversations (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  read_seq bigint not null default 0,
  -- The newest message's time, for the list of somebody's conversations.
  last_message_at timestamptz,
  -- The conversation's.
  last_seq bigint not null default 0,
  joined_at timestamptz not null default now(),
  primary key (conversation_id, user_id)
);
create index conversation_members_newest_idx on conversation_members (user_id, last_message_at desc, conversation_id desc)
  where last_message_at is not null;

-- Where something was not read yet.
create index conversation_members_unread_idx on conversation_members (user_id, last_message_at desc)
  where last_seq > read_seq;

create table messages (
  id bigint generated always as identity primary key,
  conversation_id bigint not null references conversations (id) on delete cascade,
  -- Order within the conversation, without holes.
  seq bigint not null,
  sender bigint references users (id) on delete set null,
  content text not null check (length(content) <= 2000),
  -- What it shows: a track or a playlist.
  subject_id bigint references subjects (id) on delete set null,
  -- The sender's own name of it: the same again is the same message.
  client_key text check (length(client_key) between 1 and 255),
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (conversation_id, seq)
);
create unique index messages_key_idx on messages (conversation_id, sender, client_key) where client_key is not null;
create index messages_sender_idx on messages (sender, id);
create index messages_subject_idx on messages (subject_id) where subject_id is not null;

-- Whoever blocked somebody gets nothing from them.
create table blocks (
  blocker bigint not null references users (id) on delete cascade,
  blocked bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (blocker, blocked),
  check (blocker <> blocked)
);
create index blocks_blocked_idx on blocks (blocked);
