-- What somebody says that they listen to at this moment. It is lost when Postgres crashes, and of no use minutes later.
create unlogged table now_playing (
  user_id bigint primary key references users (id) on delete cascade,
  track_id bigint not null references subjects (id) on delete cascade,
  heard_at timestamptz not null default now()
);
create index now_playing_track_idx on now_playing (track_id);
create index now_playing_heard_at_idx on now_playing (heard_at);
