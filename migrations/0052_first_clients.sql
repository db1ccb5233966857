-- What a page and an app that were there before this API need of accounts.

-- Whether its followee was shown a follow. Those before this release were.
alter table follows add column is_seen boolean not null default true;
alter table follows alter column is_seen set default false;

-- Accounts that somebody asked for and whose address is not confirmed: what opens them is the link of a mail.
create table sign_ups (
  account_mail_id bigint primary key references account_mails (id) on delete cascade,
  name text check (length(name) between 1 and 60),
  password_hash text not null check (length(password_hash) between 20 and 200),
  -- The mail's; nobody's password is kept longer than its link is good.
  expires_at timestamptz not null default now() + interval '15 minutes'
);
create index sign_ups_expires_idx on sign_ups (expires_at);
alter table account_mails
  drop constraint account_mails_kind_check,
  add constraint account_mails_kind_check check (
    kind in ('recovery', 'reminder', 'signup', 'password_changed', 'new_device', 'provider_linked', 'provider_unlinked', 'export_ready')
  ),
  drop constraint account_mails_expires_at_check,
  add constraint account_mails_expires_at_check check (
    kind not in ('recovery', 'signup') or expires_at <= created_at + interval '15 minutes'),
  drop constraint account_mails_used_at_check,
  add constraint account_mails_used_at_check check (kind in ('recovery', 'signup') or used_at is null);
