-- outside a transaction
-- Among a million that are done the cancelled ones are few, and staff ask for them.
drop index concurrently if exists jobs_cancelled;
create index concurrently jobs_cancelled on jobs (id) where state = 'cancelled';
