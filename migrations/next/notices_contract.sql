-- The release before 0035_notices_by_kind.sql reads and writes a column for each of the first five kinds; it is gone by now.
drop trigger in_step_inserted on notification_boxes;
drop trigger in_step_updated on notification_boxes;
drop function notification_boxes_in_step();
drop procedure previous_fill_switched;
delete from backfills where name = 'notification_boxes.switched';
alter table notification_boxes
  drop column followed, drop column liked, drop column commented, drop column replied, drop column ready;
