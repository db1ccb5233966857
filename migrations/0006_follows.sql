-- Who listens to whom. The id is the order of following and the cursor of both lists.
create table follows (
  id bigint generated always as identity primary key,
  follower bigint not null references users (id) on delete cascade,
  followee bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint follows_once_key unique (follower, followee),
  constraint follows_oneself_check check (follower <> followee)
);
create index follows_followers_idx on follows (followee, id);
create index follows_following_idx on follows (follower, id);

-- Somebody's likes are read newest first, page by page; the playlist tells likes of the same moment apart.
create index likes_newest_idx on likes (user_id, created_at, playlist_id);
drop index likes_user;
