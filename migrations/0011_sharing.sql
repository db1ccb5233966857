-- A link to a playlist that opens without an account, and an order of songs that holds.

-- The 122 random bits of a version 4 UUID, in base64url: nobody finds a playlist by counting.
alter table playlists add column slug text not null
  default rtrim(translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/', '-_'), '=')
  check (slug ~ '^[A-Za-z0-9_-]{22}$');
alter table playlists add constraint playlists_slug_key unique (slug);

-- No two songs of a playlist stand in one place. Looked at when a statement ends, so that one statement may renumber them all.
alter table playlist_songs add constraint playlist_songs_in_order unique (playlist_id, position) deferrable initially immediate;
