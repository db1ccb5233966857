-- For the release after the one that brought 0030 to 0034: give it a number then and move it up. The migrator reads no folder below migrations/.
-- It needs every process of the release before 0030 to be gone: playlists, likes and comments lose what only that one reads.

drop trigger previous_inserted on playlists;
drop trigger previous_updated on playlists;
drop trigger previous_deleted on playlists;
drop trigger previous_updated on subjects;
drop trigger previous_inserted on notifications;
drop function previous_playlist_inserted;
drop function previous_playlist_updated;
drop function previous_playlist_deleted;
drop function previous_subject_updated;
drop function previous_notification_inserted;
drop procedure previous_fill_subjects;
drop procedure previous_fill_notifications;
drop function previous_state;

-- Still called by the release that is running; the one after it does not, and a later migration drops it.
create or replace function previous_release_lock(ids bigint[], for_removal boolean default false) returns bigint[] language sql immutable
return ids;

drop view likes;
drop view comments;
drop index likes_newest_idx;

-- With their columns go the indexes that were on them.
alter table playlists
  drop column is_public,
  drop column is_active,
  drop column like_count,
  drop column comment_count,
  alter column id drop default;

alter table notifications drop column playlist_id;
alter table subject_likes alter column kind drop default;

delete from backfills where name in ('subjects', 'notifications.subject_id');
