-- Posts, and what all kinds of subjects gain with them: comments that have names of their own on the wire and are liked, and mentions of people.

-- Comments of before have none: nobody names them by it.
alter table subject_comments add column uuid uuid;
alter table subject_comments alter column uuid set default uuidv7();
alter table subject_comments add column like_count integer not null default 0;
alter table subject_comments add constraint comments_like_count_check check (like_count >= 0) not valid;

-- Who likes a comment. Written under the lock of the comment's subject.
create table comment_likes (
  comment_id bigint not null references subject_comments (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (comment_id, user_id)
);
create index comment_likes_user_idx on comment_likes (user_id, comment_id);
create index comment_likes_newest_idx on comment_likes (comment_id, created_at desc, user_id desc);

-- Who is named in a subject's words or in a comment's. One that was taken back stays, so that whoever was told is told no longer.
create table mentions (
  id bigint generated always as identity primary key,
  subject_id bigint not null references subjects (id) on delete cascade,
  comment_id bigint references subject_comments (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  is_there boolean not null default true,
  created_at timestamptz not null default now(),
  constraint mentions_once_key unique nulls not distinct (subject_id, comment_id, user_id)
);
create index mentions_user_idx on mentions (user_id);
create index mentions_comment_idx on mentions (comment_id) where comment_id is not null;

create table posts (
  id bigint primary key references subjects (id) on delete cascade,
  uuid uuid not null unique default uuidv7(),
  -- The subject's, once more, for the lists of somebody's posts.
  owner bigint not null references users (id),
  text text not null,
  category text,
  -- Of the sequence that numbers subjects, given with the first publication: lists are in the order of publication, however long a draft was one.
  seq bigint,
  published_at timestamptz,
  -- Since it was published.
  edited_at timestamptz,
  -- When followers were to be told of it, once.
  announced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint posts_text_check check (length(text) between 1 and 2000),
  constraint posts_category_check check (length(category) between 1 and 40),
  constraint posts_published_check check ((seq is null) = (published_at is null))
);
create index posts_owner_idx on posts (owner, id desc);

-- Apart from the row that its owner writes.
create table post_counts (
  post_id bigint primary key references posts (id) on delete cascade,
  view_count bigint not null default 0 check (view_count >= 0)
) with (fillfactor = 80);

create table post_pictures (
  post_id bigint not null references posts (id) on delete cascade,
  position smallint not null check (position between 0 and 9),
  -- Of an object. No reference: the row of one that was refused is forgotten, and shown to nobody.
  key text not null check (length(key) between 1 and 200),
  alt text not null default '' check (length(alt) <= 500),
  primary key (post_id, position)
);
create unique index post_pictures_key_idx on post_pictures (key);

-- Posts that everybody may see as far as the post goes, in the order of lists; follows the subject, under whose lock it is written. Lists walk
-- over nothing else.
create table post_places (
  post_id bigint primary key references posts (id) on delete cascade,
  owner bigint not null,
  seq bigint not null
);
create unique index post_places_newest_idx on post_places (seq desc) include (post_id, owner);
create index post_places_owner_idx on post_places (owner, seq desc) include (post_id);

alter table tags add column post_count integer not null default 0;
create index tags_posts_idx on tags (post_count desc, id) where post_count > 0;

create table post_tags (
  post_id bigint not null references posts (id) on delete cascade,
  tag_id bigint not null references tags (id),
  position smallint not null,
  -- The post's place in lists; null while it has none.
  seq bigint,
  primary key (post_id, tag_id)
);
create index post_tags_newest_idx on post_tags (tag_id, seq desc) include (post_id) where seq is not null;
create index post_tags_tag_idx on post_tags (tag_id);

-- What is still to be added to tags' counts: so nobody who posts waits for anybody else who uses the tag.
create table post_tag_changes (
  id bigint generated always as identity primary key,
  tag_id bigint not null,
  change smallint not null
);

-- Who has opened a post on which day. Gone a month after it is counted in post_days.
create table post_views (
  id bigint generated always as identity primary key,
  post_id bigint not null references posts (id) on delete cascade,
  -- Of an account: a hash of it. Of somebody without: one of network and browser that changes each day.
  viewer bytea not null check (octet_length(viewer) = 16),
  day date not null,
  -- Null also for whoever wants nothing of what they read to be kept.
  user_id bigint references users (id) on delete set null,
  viewed_at timestamptz not null default now(),
  counted_at timestamptz,
  constraint post_views_once_key unique (post_id, viewer, day)
);
create index post_views_uncounted_idx on post_views (id) where counted_at is null;
create index post_views_viewed_idx on post_views (viewed_at);
create index post_views_user_idx on post_views (user_id, id) where user_id is not null;

create table post_days (
  post_id bigint not null references posts (id) on delete cascade,
  day date not null,
  views integer not null default 0,
  primary key (post_id, day)
);
create index post_days_day_idx on post_days (day, post_id);

-- How long somebody has looked at a post, for what is recommended to them and nothing else.
create table post_dwells (
  user_id bigint not null references users (id) on delete cascade,
  post_id bigint not null references posts (id) on delete cascade,
  ms integer not null check (ms between 1 and 60000),
  updated_at timestamptz not null default now(),
  primary key (user_id, post_id)
);
create index post_dwells_post_idx on post_dwells (post_id);
create index post_dwells_updated_idx on post_dwells (updated_at);

-- Who wants none of it to be kept.
create table dwell_switches (
  user_id bigint primary key references users (id) on delete cascade,
  turned_off_at timestamptz not null default now()
);

-- A post's place: there while everybody may see the post.
create function post_place(post bigint) returns void language sql as $$
  with shown as (
    select p.id, p.owner, p.seq from public.posts p join public.subjects s using (id)
    where p.id = post and p.seq is not null and s.state = 'ready' and s.visibility = 'public' and s.hidden_at is null
  ), gone as (
    delete from public.post_places where post_id = post and not exists (select from shown)
  ), placed as (
    insert into public.post_places (post_id, owner, seq) select id, owner, seq from shown on conflict (post_id) do nothing
  )
  update public.post_tags set seq = (select seq from shown)
  where post_id = post and seq is distinct from (select seq from shown)
$$;

-- A post is found by its words while everybody may see it; by the first 500 letters.
create function search_post_text(words text) returns text language sql immutable parallel safe
return search_field(left(words, 500));
create function search_post_put(post bigint) returns void language sql as $$
  select public.search_put(5::smallint, p.id, s.state = 'ready' and s.visibility = 'public' and s.hidden_at is null, public.search_post_text(p.text))
  from public.posts p join public.subjects s using (id) where p.id = post
$$;

create function post_written() returns trigger language plpgsql as $$
begin
  perform public.search_post_put(new.id);
  return null;
end $$;
create function post_published() returns trigger language plpgsql as $$
begin
  perform public.post_place(new.id);
  return null;
end $$;
create trigger search_inserted after insert on posts for each row execute function post_written();
create trigger search_updated after update of text on posts for each row when (old.text <> new.text) execute function post_written();
create trigger search_deleted after delete on posts for each row execute function search_gone(5);
create trigger placed_inserted after insert on posts for each row when (new.seq is not null) execute function post_published();
create trigger placed_updated after update of seq on posts for each row when (old.seq is distinct from new.seq) execute function post_published();
create trigger search_post_updated after update of state, visibility, hidden_at on subjects for each row
  when (new.kind = 'post' and (old.state, old.visibility, old.hidden_at) is distinct from (new.state, new.visibility, new.hidden_at))
  execute function post_written();
create trigger post_shown_or_hidden after update of state, visibility, hidden_at on subjects for each row
  when (new.kind = 'post' and (old.state, old.visibility, old.hidden_at) is distinct from (new.state, new.visibility, new.hidden_at))
  execute function post_published();

create function post_tagged() returns trigger language plpgsql as $$
begin
  new.seq := (select seq from public.post_places where post_id = new.post_id);
  return new;
end $$;
create trigger tagged before insert on post_tags for each row execute function post_tagged();

create function post_tag_counted() returns trigger language plpgsql as $$
declare
  before boolean := tg_op <> 'INSERT' and old.seq is not null;
  after boolean := tg_op <> 'DELETE' and new.seq is not null;
begin
  if before <> after then
    insert into public.post_tag_changes (tag_id, change)
    values (case when tg_op = 'DELETE' then old.tag_id else new.tag_id end, case when after then 1 else -1 end);
  end if;
  return null;
end $$;
create trigger counted after insert or delete or update of seq on post_tags for each row execute function post_tag_counted();
