-- outside a transaction
-- When a worker last said that it serves a lane: jobs in one that nobody serves wait unseen.
create table if not exists lanes (
  name text primary key check (length(name) between 1 and 40),
  served_at timestamptz not null
);

-- How far the attempts at a long job have come; the next one goes on from there. Small, because every claim reads it.
alter table jobs add column if not exists checkpoint jsonb;
alter table jobs drop constraint if exists jobs_checkpoint_check;
alter table jobs add constraint jobs_checkpoint_check check (octet_length(checkpoint::text) <= 8192) not valid;
alter table jobs validate constraint jobs_checkpoint_check;
