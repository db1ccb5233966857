-- Accounts that are opened, and come back, by a mailed link alone, as the pages of movies have it: it is good for a day,
-- also again while the account is there.
alter table account_mails
  drop constraint account_mails_kind_check,
  add constraint account_mails_kind_check check (
    kind in ('recovery', 'reminder', 'signup', 'activation', 'password_changed', 'new_device', 'provider_linked',
      'provider_unlinked', 'export_ready')
  ),
  drop constraint account_mails_expires_at_check,
  add constraint account_mails_expires_at_check check (
    (kind not in ('recovery', 'signup') or expires_at <= created_at + interval '15 minutes')
    and (kind <> 'activation' or expires_at <= created_at + interval '1 day')),
  drop constraint account_mails_used_at_check,
  add constraint account_mails_used_at_check check (kind in ('recovery', 'signup', 'activation') or used_at is null);
-- Who signs in before their account is open is found by the newest of theirs.
create index account_mails_activation_idx on account_mails (email, id) where kind = 'activation';

alter table sign_ups
  add column about text check (length(about) <= 500),
  drop constraint sign_ups_age_check,
  add constraint sign_ups_age_check check (age between 0 and 150);
-- These pages know an age of 0.
alter table users
  drop constraint users_age_check,
  add constraint users_age_check check (age between 0 and 150) not valid;
