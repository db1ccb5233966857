-- What staff did to jobs.
create table job_acts (
  id bigint generated always as identity primary key,
  staff_id bigint not null references staff (id),
  action text not null,
  -- Those that it changed, at most a thousand.
  job_ids bigint[] not null,
  request_id text not null,
  created_at timestamptz not null default now(),
  constraint job_acts_action_check check (action in ('replay', 'cancel', 'expedite')),
  constraint job_acts_job_ids_check check (cardinality(job_ids) between 1 and 1000)
);
create index job_acts_jobs on job_acts using gin (job_ids);
create index job_acts_created_at on job_acts (created_at);
