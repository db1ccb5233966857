-- outside a transaction
drop index concurrently if exists users_handle_key;
create unique index concurrently users_handle_key on users (handle);
-- From here on everybody who comes has one, from the previous release, too.
create or replace trigger users_handle before insert on users
  for each row when (new.handle is null) execute function set_handle();
call fill_handles();
