-- For the release after this one, when no process of the release before it runs any more: gets the next free number then.
drop trigger previous_written on account_exports;
drop function previous_export_written;
drop view pictures;
drop view reserved_objects;
drop function previous_picture_inserted;
drop function previous_picture_deleted;
drop procedure previous_copy_pictures;
delete from backfills where name = 'pictures';
