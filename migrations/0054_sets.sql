-- Sets: tracks in an order, as an album is. A set is a subject of a kind of its own: lists of playlists walk over indexes by kind and never meet one.

create table sets (
  id bigint primary key references subjects (id) on delete cascade,
  -- The subject's, once more, for the copy of somebody's data.
  owner bigint not null references users (id),
  name text not null,
  description text not null default '',
  -- Of the public link.
  slug text not null unique default encode(uuid_send(gen_random_uuid()), 'hex'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sets_name_check check (length(name) between 1 and 100),
  constraint sets_description_check check (length(description) <= 2000),
  constraint sets_slug_check check (length(slug) between 10 and 40)
);
create index sets_owner_idx on sets (owner, id desc);

-- Written under the lock of the set. Positions leave holes where a track has gone.
create table set_tracks (
  set_id bigint not null references sets (id) on delete cascade,
  track_id bigint not null references tracks (id) on delete cascade,
  position integer not null check (position > 0),
  primary key (set_id, track_id)
);
create index set_tracks_order_idx on set_tracks (set_id, position, track_id);
create index set_tracks_track_idx on set_tracks (track_id);
