-- outside a transaction
-- What housekeeping and metrics look at every few seconds or minutes: each finds nothing within a page or two, however much is kept.

-- Done and cancelled jobs stay for weeks, dead ones for months: one index over both would be read through all that is dead.
drop index concurrently if exists jobs_ended;
create index concurrently jobs_ended on jobs (finished_at) where state in ('done', 'cancelled');
drop index concurrently if exists jobs_dead;
create index concurrently jobs_dead on jobs (finished_at) where state = 'failed';
-- Notices are kept for days only: one is written for every click.
drop index concurrently if exists jobs_notices_done;
create index concurrently jobs_notices_done on jobs (finished_at) where state = 'done' and queue = 'notifications.notify';
drop index concurrently if exists jobs_finished;

-- The sweep walks what is due and never reads what waits for another day.
drop index concurrently if exists jobs_queued_by_moment;
create index concurrently jobs_queued_by_moment on jobs (run_at, id) where state = 'queued';
drop index concurrently if exists jobs_queued;

-- A block range's smallest moment does not grow when its rows are removed and newer ones take their place, so that every range would be read.
drop index concurrently if exists playlist_events_created_idx;
create index concurrently playlist_events_created_idx on playlist_events (created_at);
drop index concurrently if exists playlist_events_created;
