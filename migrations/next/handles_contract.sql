-- The release before 0061_handles.sql is gone, and everybody who came through it has a handle.
drop procedure fill_handles;
-- Nor is the release before 0082_handles_are_no_numbers.sql, which let people choose numbers.
select rename_numbers();
drop function rename_numbers;
alter table users drop constraint users_handle_check,
  add constraint users_handle_check check (handle ~ '^[0-9]*[a-z_.][a-z0-9_.]*$' and length(handle) between 3 and 30);
