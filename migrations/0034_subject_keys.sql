-- outside a transaction
-- The index is there before rows refer to subjects, also where this is run again: whoever removes a subject finds them by it.
alter table notifications drop constraint if exists notifications_subject_id_fkey;
drop index concurrently if exists notifications_subject_id;
create index concurrently notifications_subject_id on notifications (subject_id) where subject_id is not null;
alter table notifications
  add constraint notifications_subject_id_fkey foreign key (subject_id) references subjects (id) on delete cascade not valid;
call previous_fill_notifications();
alter table notifications validate constraint notifications_subject_id_fkey;

-- Somebody's likes of one kind, newest first.
drop index concurrently if exists subject_likes_newest;
create index concurrently subject_likes_newest on subject_likes (user_id, kind, created_at, subject_id);
alter table subject_likes validate constraint subject_likes_subject_id_fkey;
alter table subject_likes drop constraint if exists likes_playlist_id_fkey;
alter table subject_comments validate constraint subject_comments_subject_id_fkey;
alter table subject_comments drop constraint if exists comments_playlist_fkey;

alter table search_texts validate constraint search_texts_kind_check;

-- Of a subject with positions, comments in the order of these.
drop index concurrently if exists comments_by_position;
create index concurrently comments_by_position on subject_comments (subject_id, position_ms, id) where position_ms is not null;
