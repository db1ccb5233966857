-- Likes and comments of subjects. The tables get their last names and columns at once; what the previous release calls them are views, which Postgres
-- reads and writes like the tables themselves.

alter table likes rename to subject_likes;
alter table subject_likes rename column playlist_id to subject_id;
-- Of the subject, so that somebody's likes of one kind are a list of its own.
alter table subject_likes add column kind text not null default 'playlist';
alter table subject_likes add constraint subject_likes_subject_id_fkey foreign key (subject_id) references subjects (id) on delete cascade not valid;
create view likes as select subject_id as playlist_id, user_id, created_at from subject_likes;

alter table comments rename to subject_comments;
alter table subject_comments rename column playlist to subject_id;
alter table subject_comments
  -- Where in the subject, in milliseconds: a moment of a track.
  add column position_ms integer,
  -- Tells what others may not want to know yet: no preview of any kind shows its words.
  add column is_spoiler boolean not null default false,
  add constraint comments_position_ms_check check (position_ms >= 0),
  add constraint subject_comments_subject_id_fkey foreign key (subject_id) references subjects (id) on delete cascade not valid;
create view comments as
select id, subject_id as playlist, writer, parent, content, is_active, created_at, updated_at, thread from subject_comments;

-- A comment's number is never that of a subject, nor of another's comment: front ends name both in one page. Further up than anybody counts meanwhile.
alter table subject_comments alter column id drop identity;
select setval('subjects_id_seq', comments.last + 2000)
from (select coalesce(max(id), 0) as last from subject_comments) comments, (select last_value as last from subjects_id_seq) subjects
where comments.last > 0 and comments.last + 1000 > subjects.last;
alter table subject_comments alter column id set default nextval('subjects_id_seq');
