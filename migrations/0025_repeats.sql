-- What tells a repeat of a password's change (a form that is submitted twice) from anything else. A row counts for ten seconds and is removed soon after.
create table password_changes (
  -- Of the session that asked; the change ended it, so it makes no second one.
  session_id uuid primary key references sessions (id) on delete cascade,
  replaced_hash text not null,
  new_hash text not null,
  changed_at timestamptz not null default clock_timestamp()
);

-- What starts no job is remembered by its answer.
alter table idempotency_keys alter column job_id drop not null;
alter table idempotency_keys add column answer jsonb;
