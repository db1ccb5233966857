-- Words that somebody has asked to have put another way, until they have the answer; ten minutes at most.
create table review_voices (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  style text not null,
  -- Empty as soon as they are put another way, or cannot be.
  content text not null,
  rewritten text,
  error_code text,
  created_at timestamptz not null default now(),
  constraint review_voices_style_check check (length(style) between 1 and 20),
  constraint review_voices_content_check check (length(content) <= 2000),
  constraint review_voices_rewritten_check check (length(rewritten) between 1 and 2000),
  constraint review_voices_error_code_check check (length(error_code) between 1 and 100)
);
create index review_voices_created_idx on review_voices (created_at);
create index review_voices_user_idx on review_voices (user_id);
