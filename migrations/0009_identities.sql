-- Who somebody is at Google, Kakao or Naver. A provider's subject is the identity; an address never is, whoever vouches for it.
create table identities (
  provider text not null,
  subject text not null,
  user_id bigint not null references users (id) on delete cascade,
  -- As the provider told it when it was linked, so that its owner recognises it; nobody is found by it.
  email text,
  created_at timestamptz not null default now(),
  primary key (provider, subject),
  constraint identities_user_provider_key unique (user_id, provider),
  constraint identities_provider_check check (provider in ('google', 'kakao', 'naver')),
  constraint identities_subject_check check (length(subject) between 1 and 255),
  constraint identities_email_check check (length(email) <= 320)
);

-- A journey to a provider that was begun here and has not come back: the front end sends no cookies, so this is its memory.
create table oauth_states (
  hash bytea primary key,
  provider text not null,
  -- Of PKCE; null where the provider has none. Worthless without the code that the provider gives to the browser.
  verifier text,
  -- Set when somebody who is signed in links a provider: nobody else can end that journey, and it signs nobody in.
  user_id bigint references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint oauth_states_hash_check check (octet_length(hash) = 32),
  constraint oauth_states_provider_check check (provider in ('google', 'kakao', 'naver')),
  constraint oauth_states_verifier_check check (length(verifier) between 43 and 128),
  constraint oauth_states_expires_at_check check (expires_at <= created_at + interval '10 minutes')
);
create index oauth_states_expires_at_idx on oauth_states (expires_at);
create index oauth_states_user_id_idx on oauth_states (user_id) where user_id is not null;

-- The right to open one account for one identity. Consumed by the transaction that inserts the user.
create table identity_tokens (
  hash bytea primary key,
  provider text not null,
  subject text not null,
  -- Only one that the provider has verified; null means that another one has to be verified here.
  email text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  constraint identity_tokens_hash_check check (octet_length(hash) = 32),
  constraint identity_tokens_provider_check check (provider in ('google', 'kakao', 'naver')),
  constraint identity_tokens_subject_check check (length(subject) between 1 and 255),
  constraint identity_tokens_email_check check (email = lower(email) and length(email) between 3 and 254)
);
create index identity_tokens_expires_at_idx on identity_tokens (expires_at);
create index identity_tokens_subject_idx on identity_tokens (provider, subject);
