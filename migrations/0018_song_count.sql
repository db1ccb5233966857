-- How many songs a playlist has, counted as they come and go.
alter table playlists add column song_count integer not null default 0 check (song_count >= 0);
update playlists set song_count = counted.songs
from (select playlist_id, count(*)::int as songs from playlist_songs group by playlist_id) counted
where counted.playlist_id = playlists.id;
