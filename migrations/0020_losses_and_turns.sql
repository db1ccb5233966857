-- How often in a row the process that ran a job died. Apart from `failures`: a crash is charged to every job of the process, most of them innocent.
alter table jobs add column losses smallint not null default 0 check (losses >= 0);

-- The order within a queue: who is due takes the earliest turn. A turn lies further ahead for accounts that wait for much already and for
-- work that nobody watches; time passes for all, so that nothing waits for ever.
alter table jobs add column turn_at timestamptz not null default now();
-- Whether somebody waits for the answer right now.
alter table jobs add column watched boolean not null default false;

create index jobs_turn on jobs (queue, turn_at) where state = 'queued';
create index jobs_due on jobs (queue, run_at) where state = 'queued';
-- Those that run alone, because two processes in a row died while they ran them.
create index jobs_suspect on jobs (run_at) where state = 'queued' and losses >= 2;
create index jobs_account_active on jobs (user_id, queue) where state in ('queued', 'running');
