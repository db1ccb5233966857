-- outside a transaction
-- What 0050_tracks.sql has widened unchecked, because a look at every row would have held everybody up.
alter table subject_comments validate constraint comments_content_check;
