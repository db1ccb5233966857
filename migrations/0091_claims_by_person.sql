-- Claims are read by whose they are, for the copy of their data; the open ones are found by their jobs.
create index payment_claims_user on payment_claims (user_id, id);
drop index payment_claims_open;
