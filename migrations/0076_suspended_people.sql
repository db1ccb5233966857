-- outside a transaction
-- Whose suspension ends, and who may read and not write meanwhile: few of many.
drop index concurrently if exists users_suspended_until_idx;
create index concurrently users_suspended_until_idx on users (suspended_until, id) where suspended_until is not null;
