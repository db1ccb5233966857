-- Pictures that people send to the store by themselves, by a form that was signed for them. A row for a day or as long as a verdict is due; what becomes
-- of it is an object of its own, under another key.
create table picture_uploads (
  -- Of the object that is sent, and of the picture that is made of it.
  key text primary key,
  picture text not null,
  user_id bigint not null references users (id) on delete cascade,
  is_public boolean not null,
  -- waiting: nobody has used it yet. checking: a job looks at it. ready: the picture is there. refused: both are gone.
  state text not null default 'waiting',
  reason text,
  -- What shows it, as objects name it.
  subject text,
  created_at timestamptz not null default now(),
  -- A schedule removes the row then, with the objects where nothing shows them.
  expires_at timestamptz not null default now() + interval '1 day',
  constraint picture_uploads_picture_key unique (picture),
  constraint picture_uploads_state_check check (state in ('waiting', 'checking', 'ready', 'refused')),
  constraint picture_uploads_reason_check check ((state = 'refused') = (reason is not null) and length(reason) <= 60),
  constraint picture_uploads_subject_check check (length(subject) between 1 and 100)
);
-- How many somebody began lately, the newest first.
create index picture_uploads_user_idx on picture_uploads (user_id, created_at);
create index picture_uploads_due_idx on picture_uploads (expires_at);
