-- The release before 0070_rooms.sql is gone, and all conversations that came through it have ids.
drop procedure fill_rooms;
