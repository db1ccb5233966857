-- Copies of what is known of somebody, made when they ask and mailed as a link.
create table account_exports (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  -- dropped: its object is going, and with it this row.
  state text not null default 'queued',
  -- Input of the HMAC that the link's token is.
  nonce uuid not null default gen_random_uuid(),
  -- Of the token, from when there is something to open. Found by this and nothing else, so that no comparison tells anything.
  token_hash bytea,
  -- Of the person who asked, for the mail.
  language text not null,
  -- Where the copy lies or will lie, written before it does: however often the job runs, there is one object to remove.
  object_key text not null,
  -- The upload under way, written before its first byte: who removes the object ends the upload too.
  upload_id text,
  bytes bigint,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz not null,
  constraint account_exports_state_check check (state in ('queued', 'ready', 'failed', 'dropped')),
  constraint account_exports_token_hash_key unique (token_hash),
  constraint account_exports_token_hash_check check (octet_length(token_hash) = 32),
  constraint account_exports_language_check check (language in ('ko', 'en')),
  constraint account_exports_object_key_key unique (object_key),
  -- Nothing that /media serves.
  constraint account_exports_object_key_check check (object_key ~ '^exports/[A-Za-z0-9_-]{22}\.zip$'),
  constraint account_exports_upload_id_check check (length(upload_id) between 1 and 1024),
  constraint account_exports_ready_check check (state <> 'ready' or (token_hash is not null and bytes is not null and finished_at is not null))
);
create unique index account_exports_queued_idx on account_exports (user_id) where state = 'queued';
create index account_exports_user_id_idx on account_exports (user_id, id);
create index account_exports_expires_at_idx on account_exports (expires_at);

-- All sessions of somebody and not only the live ones, for the copy and the erasure; there are few of them for each person.
drop index sessions_user_id_idx;
create index sessions_user_id_idx on sessions (user_id, id);

-- Mails that say that a copy is ready, and that a way into the account was added or taken away.
alter table account_mails
  add column export_id bigint references account_exports (id) on delete set null,
  add column provider text,
  drop constraint account_mails_kind_check,
  add constraint account_mails_kind_check check (
    kind in ('recovery', 'reminder', 'password_changed', 'new_device', 'provider_linked', 'provider_unlinked', 'export_ready')
  ),
  add constraint account_mails_provider_check check (provider in ('google', 'kakao', 'naver')),
  add constraint account_mails_about_provider_check check ((kind in ('provider_linked', 'provider_unlinked')) = (provider is not null));
create index account_mails_export_id_idx on account_mails (export_id) where export_id is not null;
