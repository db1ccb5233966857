-- People among themselves: private accounts, mutes, suspensions.

alter table users
  -- Who is not followed by them sees nothing of theirs but their name.
  add column is_private boolean not null default false,
  -- From then on nobody else sees anything of theirs, and they may read and not write.
  add column suspended_at timestamptz,
  -- When a schedule lifts it; null while suspended is for good.
  add column suspended_until timestamptz,
  add constraint users_suspended_check check (suspended_until is null or suspended_at is not null) not valid;
alter table users validate constraint users_suspended_check;

-- Whoever follows a private account is let in first.
create table follow_requests (
  id bigint generated always as identity primary key,
  follower bigint not null references users (id) on delete cascade,
  followee bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint follow_requests_once_key unique (follower, followee),
  constraint follow_requests_oneself_check check (follower <> followee)
);
create index follow_requests_followee_idx on follow_requests (followee, id);

-- Keeps somebody out of one's feeds and notifications, and nowhere else.
create table mutes (
  muter bigint not null references users (id) on delete cascade,
  muted bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (muter, muted),
  check (muter <> muted)
);
create index mutes_muted_idx on mutes (muted);
