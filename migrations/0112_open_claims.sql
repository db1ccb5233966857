-- outside a transaction
-- Whoever waits longest for an answer about their payment is what an alert asks for, however many came after them.
drop index concurrently if exists payment_claims_open;
create index concurrently payment_claims_open on payment_claims (created_at) where state = 'open';
