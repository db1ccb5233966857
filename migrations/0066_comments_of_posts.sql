-- outside a transaction
-- What 0065_posts.sql has added to tables that are large and written to all the time.
drop index concurrently if exists subject_comments_uuid_key;
create unique index concurrently subject_comments_uuid_key on subject_comments (uuid) where uuid is not null;
-- The newest that begin a thread, and the newest replies of one.
drop index concurrently if exists subject_comments_newest;
create index concurrently subject_comments_newest on subject_comments (subject_id, id desc) where parent is null and is_active;
drop index concurrently if exists subject_comments_replies;
create index concurrently subject_comments_replies on subject_comments (parent, id desc) where parent is not null and is_active;
alter table subject_comments validate constraint comments_like_count_check;

-- Who likes a subject, the newest first.
drop index concurrently if exists subject_likes_likers;
create index concurrently subject_likes_likers on subject_likes (subject_id, created_at desc, user_id desc);
