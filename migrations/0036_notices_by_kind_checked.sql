-- outside a transaction
call previous_fill_switched();

-- What the migration before has added unchecked, because a look at every row would have held everybody up.
alter table notifications validate constraint notifications_kind_length_check;
alter table notification_boxes validate constraint notification_boxes_switched_check;
