-- Keys under which something may lie in the store that no row shows yet. Written before the first byte, deleted by the transaction that begins
-- to show it; what stays here for longer than any upload takes is removed from the store.
create table reserved_objects (
  key text primary key check (length(key) between 1 and 200),
  reserved_at timestamptz not null default now()
);
-- The oldest first: finding that there is nothing to do is one look.
create index reserved_objects_reserved_at on reserved_objects (reserved_at);
