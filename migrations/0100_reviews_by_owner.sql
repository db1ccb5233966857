-- outside a transaction
-- What somebody wrote about films, the last first: theirs may be few among all that they made.
drop index concurrently if exists reviews_owner_newest_idx;
create index concurrently reviews_owner_newest_idx on reviews (owner, id);
