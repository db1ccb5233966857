-- Who may come in: listeners, their sessions, the ways to become one, and the staff.
-- Every secret in these tables is a hash or can only be derived with a key that is not in the database.

create table users (
  id bigint generated always as identity primary key,
  -- Lower-cased by the application, so that equality and the unique index need no function.
  email text not null,
  name text not null,
  -- What makes two names the same name (NFKC, case folded, no spaces). Null frees the name of somebody who left.
  name_key text,
  -- Null for those who only ever sign in through a provider.
  password_hash text,
  about text not null default '',
  -- Comma-joined, as the wire has it.
  genre text not null default '',
  image text not null default 'profile/basic.png',
  rep_playlist bigint,
  is_active boolean not null default true,
  follower_count integer not null default 0,
  following_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  constraint users_email_key unique (email),
  constraint users_name_key_key unique (name_key),
  constraint users_email_check check (email = lower(email) and length(email) between 3 and 254),
  constraint users_name_check check (length(name) between 1 and 80),
  constraint users_about_check check (length(about) <= 2000),
  constraint users_genre_check check (length(genre) <= 500),
  constraint users_image_check check (length(image) between 1 and 200),
  constraint users_counts_check check (follower_count >= 0 and following_count >= 0),
  constraint users_withdrawn_check check (withdrawn_at is null or (not is_active and name_key is null))
);

-- One signed-in device. Its access tokens carry the id; its refresh tokens are derived from id, seed and generation.
create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id bigint not null references users (id) on delete cascade,
  -- Random input of the refresh tokens' HMAC; worthless without the key in the API's configuration.
  seed bytea not null,
  -- The only generation whose refresh token is unused.
  generation integer not null default 1,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  -- Absolute: no rotation moves it (ASVS 10.4.8).
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text,
  user_agent text,
  address inet,
  constraint sessions_generation_check check (generation >= 1),
  constraint sessions_seed_check check (octet_length(seed) = 32),
  constraint sessions_user_agent_check check (length(user_agent) <= 400),
  constraint sessions_revoked_check check ((revoked_at is null) = (revoked_because is null)),
  constraint sessions_revoked_because_check check (revoked_because in ('logout', 'reuse', 'password', 'withdrawal', 'staff'))
);
create index sessions_user_id_idx on sessions (user_id) where revoked_at is null;
-- The API processes read the newest revocations every second.
create index sessions_revoked_at_idx on sessions (revoked_at) where revoked_at is not null;
create index sessions_expires_at_idx on sessions (expires_at);

-- When each spent refresh token was spent. Rows older than the grace are removed by the next rotation: a spent token without a row here is reuse.
create table refresh_uses (
  session_id uuid not null references sessions (id) on delete cascade,
  generation integer not null,
  used_at timestamptz not null default now(),
  primary key (session_id, generation)
);

-- One mailed code. The code itself is an HMAC over this row and stands nowhere. Only the newest row of an address and purpose counts.
create table otp_requests (
  id bigint generated always as identity primary key,
  email text not null,
  purpose text not null,
  nonce uuid not null default gen_random_uuid(),
  -- Of the person who asked, for the mail.
  language text not null,
  attempts smallint not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint otp_requests_email_check check (email = lower(email) and length(email) between 3 and 254),
  constraint otp_requests_purpose_check check (purpose in ('signup')),
  constraint otp_requests_language_check check (language in ('ko', 'en')),
  constraint otp_requests_attempts_check check (attempts between 0 and 5),
  constraint otp_requests_expires_at_check check (expires_at <= created_at + interval '10 minutes')
);
create index otp_requests_email_idx on otp_requests (email, purpose, id desc);
create index otp_requests_expires_at_idx on otp_requests (expires_at);

-- The right to open one account for one address. Consumed by the transaction that inserts the user.
create table signup_tokens (
  hash bytea primary key,
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  constraint signup_tokens_hash_check check (octet_length(hash) = 32),
  constraint signup_tokens_email_check check (email = lower(email))
);
create index signup_tokens_expires_at_idx on signup_tokens (expires_at);

-- How often somebody tried something within a window: logins by account and address, codes by address. In Postgres, so that an
-- emptied Redis lets nobody try again.
create table attempts (
  scope text not null,
  subject text not null,
  tries integer not null default 1,
  ends_at timestamptz not null,
  primary key (scope, subject),
  constraint attempts_tries_check check (tries >= 1),
  constraint attempts_subject_check check (length(subject) <= 400)
);
create index attempts_ends_at_idx on attempts (ends_at);

create table staff (
  id bigint generated always as identity primary key,
  email text not null,
  name text not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  constraint staff_email_key unique (email),
  constraint staff_email_check check (email = lower(email) and length(email) between 3 and 254),
  constraint staff_name_check check (length(name) between 1 and 80)
);

create table staff_sessions (
  hash bytea primary key,
  staff_id bigint not null references staff (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  constraint staff_sessions_hash_check check (octet_length(hash) = 32)
);
create index staff_sessions_staff_id_idx on staff_sessions (staff_id);
create index staff_sessions_expires_at_idx on staff_sessions (expires_at);
