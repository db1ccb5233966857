-- The job ledger: outbox, history and user-visible status at once. Postgres decides what runs; Redis only delivers.
create table jobs (
  id bigint generated always as identity primary key,
  queue text not null,
  key text,
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- What the job is about, e.g. playlist/12: how operators and cancellation find it.
  subject text,
  user_id bigint references users (id) on delete set null,
  request_id text,
  -- Counts claims and is the fence: only the process that holds the newest attempt can commit anything.
  attempt integer not null default 0,
  failures integer not null default 0,
  failures_allowed integer not null check (failures_allowed > 0),
  -- Part of the BullMQ id, because BullMQ ignores an id that it still remembers.
  delivery integer not null default 1,
  pushed_at timestamptz,
  run_at timestamptz not null default now(),
  lease_until timestamptz,
  error_code text,
  error_message text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state = 'running') = (lease_until is not null)),
  check ((state in ('queued', 'running')) = (finished_at is null))
);

create unique index jobs_active_key on jobs (queue, key) where state in ('queued', 'running');
create index jobs_unpushed on jobs (id) where state = 'queued' and pushed_at is null;
create index jobs_queued on jobs (id) where state = 'queued';
create index jobs_running on jobs (lease_until) where state = 'running';
create index jobs_subject on jobs (subject, id);
create index jobs_user on jobs (user_id, id);
create index jobs_queue_state on jobs (queue, state, id);
create index jobs_finished on jobs (finished_at) where finished_at is not null;

create table job_attempts (
  job_id bigint not null references jobs (id) on delete cascade,
  attempt integer not null,
  worker text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'retry', 'failed', 'rate_limited', 'cancelled', 'released', 'lost')),
  error_code text,
  error_message text,
  primary key (job_id, attempt)
);

-- One row per recurring task: whoever moves last_run_at forward adds the job, so any number of workers may keep the clock.
create table schedules (
  name text primary key,
  last_run_at timestamptz not null
);
