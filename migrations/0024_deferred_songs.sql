-- outside a transaction
-- A song without a call of the day's budget waits as a row, not as a job: nothing wakes by the thousand when the day begins, and those that are
-- wanted most are searched first.
alter table music
  -- How many playlists held it (1,000 at most) when it was last deferred or named.
  add column if not exists wanted_by integer not null default 0,
  -- When a dig last named it while it waited.
  add column if not exists wanted_at timestamptz,
  -- It had a video and lost it, and nobody has named it since.
  add column if not exists healing boolean not null default false;
update music set healing = lost_video_id is not null,
  wanted_by = (select count(*) from (select from playlist_songs where music_id = music.id limit 1000) as holding)
where state = 'deferred';
drop index concurrently if exists music_deferred;
create index concurrently music_deferred on music (healing, wanted_by desc, wanted_at desc nulls last, id) where state = 'deferred';
