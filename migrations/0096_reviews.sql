-- Reviews of films. A review is a subject: who may see it and its counters stand in that row, by the same id. Its comments have ids of the same
-- sequence, so that none of them is that of a review.
create table reviews (
  id bigint primary key references subjects (id) on delete cascade,
  owner bigint not null references users (id),
  film_id bigint not null references films (id),
  content text not null,
  -- Tells what others may not want to know yet: no preview of any kind shows its words.
  is_spoiler boolean not null default false,
  -- Whether it speaks well of the film; null until it was analysed, and where that is doubtful.
  is_positive boolean,
  -- What was found about other words is not kept.
  text_hash text not null generated always as (md5(content)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint reviews_content_check check (length(content) between 1 and 5000)
);
create index reviews_film_idx on reviews (film_id, id);
-- For those of whom somebody follows, and one's own.
create index reviews_owner_film_idx on reviews (owner, film_id, id);

alter table report_cases
  drop constraint report_cases_target_type_check,
  add constraint report_cases_target_type_check check (target_type in ('user', 'playlist', 'track', 'post', 'product', 'review', 'comment', 'chat')) not valid,
  -- When its author was told that several reported it; null again once somebody has decided.
  add column cautioned_at timestamptz;
-- mark_spoiler and caution: what a rule does about reviews and their comments.
alter table moderation_log
  drop constraint moderation_log_action_check,
  add constraint moderation_log_action_check check (action in ('claim', 'release', 'auto_hide', 'dismiss', 'hide', 'remove', 'warn', 'suspend', 'ban',
    'lift', 'grant_appeal', 'refuse_appeal', 'mark_spoiler', 'caution')) not valid;
