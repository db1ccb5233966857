-- Videos are removed, made private or closed for embedding. Each is asked about again when it is due; a song that lost its video looks for another.
alter table music
  add column video_due_at timestamptz,
  add column lost_video_id text,
  add constraint music_lost_video_id_check check (lost_video_id ~ '^[A-Za-z0-9_-]{11}$');
update music set video_due_at = settled_at + interval '7 days' where state = 'matched';
create index music_video_due_idx on music (video_due_at) where state = 'matched';
