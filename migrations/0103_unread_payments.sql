-- What could not be read at PortOne, for as long as it was asked: a notice, a payment or a whole day.
alter table payment_differences
  drop constraint payment_differences_kind_check,
  add constraint payment_differences_kind_check
    check (kind in ('missing_here', 'missing_there', 'amount', 'cancelled', 'state', 'refund_stuck', 'orphan', 'unread')) not valid;
