-- Mails about accounts, the devices that people sign in from, and the way out and back in.

-- One mail to the owner of an address, or the right that a mailed link gives. What is mailed, if anything, is decided by the job that
-- reads the row; the link's token is an HMAC over it and stands nowhere.
create table account_mails (
  id bigint generated always as identity primary key,
  email text not null,
  -- recovery: a link that resets the password or brings a withdrawn account back. The others bear no link.
  kind text not null,
  nonce uuid not null default gen_random_uuid(),
  -- Of the person who asked, for the mail.
  language text not null,
  -- The sign-in that a new_device mail is about.
  session_id uuid references sessions (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint account_mails_email_check check (email = lower(email) and length(email) between 3 and 254),
  constraint account_mails_kind_check check (kind in ('recovery', 'reminder', 'password_changed', 'new_device')),
  constraint account_mails_language_check check (language in ('ko', 'en')),
  constraint account_mails_expires_at_check check (kind <> 'recovery' or expires_at <= created_at + interval '15 minutes'),
  constraint account_mails_used_at_check check (kind = 'recovery' or used_at is null)
);
create index account_mails_unused_idx on account_mails (email) where kind = 'recovery' and used_at is null;
create index account_mails_expires_at_idx on account_mails (expires_at);
create index account_mails_session_id_idx on account_mails (session_id) where session_id is not null;

-- Browsers and networks that an account was signed in from. A hash, because nobody needs to read where somebody was.
create table known_devices (
  user_id bigint not null references users (id) on delete cascade,
  hash bytea not null,
  last_seen_at timestamptz not null default now(),
  primary key (user_id, hash),
  constraint known_devices_hash_check check (octet_length(hash) = 32)
);
create index known_devices_last_seen_at_idx on known_devices (last_seen_at);

-- Until erase_after a withdrawn account can come back; then its personal data goes and the row stays for the comments that name it.
-- The moment is written at the withdrawal, so that a later change of the period breaks no promise.
alter table users
  add column erase_after timestamptz,
  add column erased_at timestamptz,
  add constraint users_erase_after_check check (erase_after is null or withdrawn_at is not null),
  add constraint users_erased_at_check check (erased_at is null or (withdrawn_at is not null and erase_after is null and password_hash is null));
create index users_erase_after_idx on users (erase_after) where erase_after is not null;

-- Removing playlists follows these references; without an index each removal would read a whole table.
create index users_rep_playlist_idx on users (rep_playlist) where rep_playlist is not null;
create index comments_parent_idx on comments (parent) where parent is not null;
