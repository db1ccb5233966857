-- What home shows, in each order that it shows it in. Every index holds only what a stranger may see, so that nobody's private or failed
-- playlists lie between the rows that are wanted.

-- What makes two genres the same: width, case and spaces do not matter.
create function genre_key(genre text) returns text
  language sql immutable parallel safe
  return lower(replace(normalize(genre, NFKC), ' ', ''));

-- Popularity that fades without ever being computed again: ten times the likes weigh as much as being a week (604,800 s) younger, so the
-- order of two playlists changes only when one of them is liked.
create function playlist_hotness(like_count integer, created_at timestamptz) returns double precision
  language sql immutable parallel safe
  return log((1 + like_count)::double precision) + extract(epoch from created_at at time zone 'UTC')::double precision / 604800;

create index playlists_shown_newest on playlists (id) where status = 'ready' and is_public and is_active;
create index playlists_shown_liked on playlists (like_count, id) where status = 'ready' and is_public and is_active;
create index playlists_shown_hot on playlists (playlist_hotness(like_count, created_at), id)
  where status = 'ready' and is_public and is_active;
create index playlists_shown_genre on playlists (genre_key(genre), playlist_hotness(like_count, created_at), id)
  where status = 'ready' and is_public and is_active;
create index playlists_shown_writer on playlists (writer, id) where status = 'ready' and is_public and is_active;

-- Random videos are drawn between its ends.
create index music_with_video on music (id) where state = 'matched';
