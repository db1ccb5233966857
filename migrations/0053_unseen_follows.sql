-- outside a transaction
drop index concurrently if exists follows_unseen_idx;
create index concurrently follows_unseen_idx on follows (followee, id) where not is_seen;
