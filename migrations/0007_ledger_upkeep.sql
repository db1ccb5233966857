-- Since when a job has been wanted: the moment it was first due, or its last replay. How long it may wait for a vendor is counted from here.
alter table jobs add column active_since timestamptz not null default now();

-- What operators search by, and what housekeeping would otherwise read whole tables for.
create index jobs_request_id on jobs (request_id) where request_id is not null;
create index idempotency_keys_job on idempotency_keys (job_id);
create index playlist_events_created on playlist_events using brin (created_at);
