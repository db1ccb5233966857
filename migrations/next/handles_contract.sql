-- The release before 0061_handles.sql is gone, and everybody who came through it has a handle.
drop procedure fill_handles;
