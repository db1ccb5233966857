-- Everybody has one that is well formed.
alter table users validate constraint users_handle_check;
delete from backfills where name = 'users.handle';
