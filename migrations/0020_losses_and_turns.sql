-- outside a transaction
-- How often in a row the process that ran a job died. Apart from `failures`: a crash is charged to every job of the process, most of them innocent.
alter table jobs add column if not exists losses smallint not null default 0;
alter table jobs drop constraint if exists jobs_losses_check;
alter table jobs add constraint jobs_losses_check check (losses >= 0) not valid;
alter table jobs validate constraint jobs_losses_check;

-- The order within a queue: who is due takes the earliest turn. A turn lies further ahead for accounts that wait for much already and for
-- work that nobody watches; time passes for all, so that nothing waits for ever.
alter table jobs add column if not exists turn_at timestamptz not null default now();
-- Whether somebody waits for the answer right now.
alter table jobs add column if not exists watched boolean not null default false;

drop index concurrently if exists jobs_turn;
create index concurrently jobs_turn on jobs (queue, turn_at) where state = 'queued';
drop index concurrently if exists jobs_due;
create index concurrently jobs_due on jobs (queue, run_at) where state = 'queued';
-- Those that run alone, because two processes in a row died while they ran them.
drop index concurrently if exists jobs_suspect;
create index concurrently jobs_suspect on jobs (run_at) where state = 'queued' and losses >= 2;
drop index concurrently if exists jobs_account_active;
create index concurrently jobs_account_active on jobs (user_id, queue) where state in ('queued', 'running');
