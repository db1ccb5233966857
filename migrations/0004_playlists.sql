-- Songs are shared by everybody and keyed by what they are; a song exists before its video does.
create table music (
  id bigint generated always as identity primary key,
  singer text not null check (length(singer) between 1 and 200),
  song text not null check (length(song) between 1 and 200),
  singer_key text not null,
  song_key text not null,
  -- pending: being looked for; deferred: waits for budget; missing: looked for, none found; failed: the search itself failed.
  state text not null default 'pending' check (state in ('pending', 'deferred', 'matched', 'missing', 'failed')),
  video_id text check (video_id ~ '^[A-Za-z0-9_-]{11}$'),
  thumbnail text,
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (singer_key, song_key),
  check ((state = 'matched') = (video_id is not null))
);

create table playlists (
  id bigint generated always as identity primary key,
  writer bigint not null references users (id),
  status text not null default 'queued' check (status in ('queued', 'composing', 'matching', 'ready', 'failed', 'cancelled')),
  situations text not null,
  genre text not null,
  year text not null,
  title text not null,
  content text not null default '',
  keywords text[] not null default '{}',
  image_prompt text,
  song_goal smallint not null check (song_goal between 7 and 10),
  composed_at timestamptz,
  thumbnail text not null default 'karlo/placeholder.webp',
  -- Which hand made the cover decides what may replace it: a painting replaces only 'none' and 'drawn'.
  cover text not null default 'none' check (cover in ('none', 'drawn', 'painted', 'own')),
  is_active boolean not null default true,
  is_public boolean not null default true,
  like_count integer not null default 0 check (like_count >= 0),
  comment_count integer not null default 0 check (comment_count >= 0),
  event_seq integer not null default 0,
  error_code text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);
create index playlists_in_flight on playlists (writer) where status in ('queued', 'composing', 'matching');
create index playlists_writer on playlists (writer, id);
create index playlists_thumbnail on playlists (thumbnail);

alter table users add foreign key (rep_playlist) references playlists (id) on delete set null;

create table playlist_songs (
  playlist_id bigint not null references playlists (id) on delete cascade,
  music_id bigint not null references music (id),
  position smallint not null check (position >= 0),
  -- The attempt of the compose job that wrote the row, so that a retried compose can take back what an earlier one left.
  compose_attempt integer not null default 0,
  primary key (playlist_id, music_id)
);
create index playlist_songs_music on playlist_songs (music_id);

-- Numbered per playlist under its row lock, so that nobody who has read number n can ever miss a smaller one.
create table playlist_events (
  playlist_id bigint not null references playlists (id) on delete cascade,
  seq integer not null,
  type text not null check (type in ('progress', 'song', 'cover', 'reset', 'done', 'failed')),
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (playlist_id, seq)
);

create table likes (
  playlist_id bigint not null references playlists (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (playlist_id, user_id)
);
create index likes_user on likes (user_id, created_at);

create table comments (
  id bigint generated always as identity primary key,
  playlist bigint not null references playlists (id) on delete cascade,
  writer bigint not null references users (id),
  parent bigint references comments (id) on delete cascade,
  content text not null check (length(content) <= 50),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index comments_playlist on comments (playlist, id);
create index comments_writer on comments (writer, id);

-- Calls that cost money, counted where they cannot be forgotten. Reserved before the call; starts_at is in the vendor's own calendar.
create table vendor_budgets (
  budget text not null,
  project text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  spent integer not null default 0 check (spent >= 0),
  closed boolean not null default false,
  primary key (budget, project, starts_at, ends_at)
);
create index vendor_budgets_ends on vendor_budgets (ends_at);

create table idempotency_keys (
  user_id bigint not null references users (id) on delete cascade,
  route text not null,
  key text not null,
  body_hash bytea not null,
  job_id bigint not null references jobs (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (user_id, route, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
