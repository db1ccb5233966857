-- outside a transaction
-- What no public track has: of these, those that nothing has at all are removed.
drop index concurrently if exists tags_unused_idx;
create index concurrently tags_unused_idx on tags (id) where track_count = 0;
