-- outside a transaction
-- Decided reports that still keep what they were about, for the schedule that forgets it after a year.
drop index concurrently if exists reports_settled_at;
create index concurrently reports_settled_at on reports (settled_at) where snapshot is not null and settled_at is not null;
