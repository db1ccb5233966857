-- What listeners are told, and how they want it.

-- One for each listener who was ever told anything or chose what to be told. Without a row nothing was told and everything is wanted.
create table notification_boxes (
  user_id bigint primary key references users (id) on delete cascade,
  -- Counts the changes of the box. Whoever changes anything in it locks this row first, so that numbers become visible in order and
  -- nobody who has read number n can ever miss a smaller one.
  seq integer not null default 0,
  followed boolean not null default true,
  liked boolean not null default true,
  commented boolean not null default true,
  replied boolean not null default true,
  ready boolean not null default true
);

create table notifications (
  id bigint generated always as identity primary key,
  recipient bigint not null references notification_boxes (user_id) on delete cascade,
  kind text not null,
  -- What acts of a kind are collapsed by: the playlist, for replies the comment that was replied to, for follows nothing (0).
  subject bigint not null,
  playlist_id bigint references playlists (id) on delete cascade,
  -- The number of the newest act: the order of the list, its cursor, and what a stream goes on from.
  seq integer not null,
  -- Of those in notification_actors that are shown, so that nobody counts them while reading.
  actor_count integer not null default 0,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notifications_kind_check check (kind in ('followed', 'liked', 'commented', 'replied', 'ready')),
  constraint notifications_playlist_check check ((kind = 'followed') = (playlist_id is null)),
  constraint notifications_actor_count_check check (actor_count >= 0),
  constraint notifications_seq_key unique (recipient, seq)
);
-- Acts are collapsed into the unread one; what was read stays as it was, and the next act begins another.
create unique index notifications_unread_key on notifications (recipient, kind, subject) where read_at is null;
create index notifications_subject_idx on notifications (recipient, kind, subject);
create index notifications_playlist_id_idx on notifications (playlist_id) where playlist_id is not null;
create index notifications_updated_at_idx on notifications (updated_at);

-- Who did it. A like that was taken back stays here unshown, so that giving it again is no news.
create table notification_actors (
  notification_id bigint not null references notifications (id) on delete cascade,
  actor bigint not null references users (id) on delete cascade,
  -- The number of this person's newest act: the newest are named first.
  acted_seq integer not null,
  -- Of comments and replies those that are there, in order; each is an act of its own.
  comment_ids bigint[] not null default '{}',
  is_shown boolean not null default true,
  primary key (notification_id, actor)
);
create index notification_actors_newest_idx on notification_actors (notification_id, acted_seq) where is_shown;
create index notification_actors_actor_idx on notification_actors (actor);
