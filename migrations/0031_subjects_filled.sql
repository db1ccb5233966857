-- outside a transaction
call previous_fill_subjects();
alter table playlists drop constraint if exists playlists_id_fkey;
alter table playlists add constraint playlists_id_fkey foreign key (id) references subjects (id) on delete cascade not valid;
alter table playlists validate constraint playlists_id_fkey;

-- By owner, for what is theirs alone to see, and for the erasure of what they leave.
drop index concurrently if exists subjects_owner;
create index concurrently subjects_owner on subjects (owner, kind, id);

-- What lists show, in each order that they show it in. Each holds only what others may see, so that nothing private lies between the wanted rows.
drop index concurrently if exists subjects_shown_newest;
create index concurrently subjects_shown_newest on subjects (kind, id) where state = 'ready' and visibility = 'public' and hidden_at is null;
drop index concurrently if exists subjects_shown_liked;
create index concurrently subjects_shown_liked on subjects (kind, like_count, id)
  where state = 'ready' and visibility = 'public' and hidden_at is null;
drop index concurrently if exists subjects_shown_hot;
create index concurrently subjects_shown_hot on subjects (kind, playlist_hotness(like_count, created_at), id)
  where state = 'ready' and visibility = 'public' and hidden_at is null;
drop index concurrently if exists subjects_shown_topic;
create index concurrently subjects_shown_topic on subjects (kind, topic, playlist_hotness(like_count, created_at), id)
  where state = 'ready' and visibility = 'public' and hidden_at is null;
-- Of one owner; those who follow them see more.
drop index concurrently if exists subjects_shown_owner;
create index concurrently subjects_shown_owner on subjects (owner, kind, id)
  where state = 'ready' and visibility <> 'private' and hidden_at is null;
analyze subjects;
