-- Conversations under playlists: threads of one level, read in their order, and nothing left of what was deleted.

-- Whoever deletes a comment takes the words back; the row stays for its replies.
update comments set content = '' where not is_active;
alter table comments
  drop constraint comments_content_check,
  add constraint comments_content_check check (case when is_active then length(content) between 1 and 50 else content = '' end),
  -- The comment that a conversation begins with.
  add column thread bigint not null generated always as (coalesce(parent, id)) stored,
  add constraint comments_thread_key unique (playlist, thread, id),
  -- So that the order of ids has every comment before its replies.
  add constraint comments_parent_check check (parent < id),
  drop constraint comments_parent_fkey,
  -- Parents are of the same playlist, and no replies themselves: only a comment that begins a thread has its own id there.
  add constraint comments_parent_fkey foreign key (playlist, thread, parent) references comments (playlist, thread, id) on delete cascade;

-- What these found the unique key finds too.
drop index comments_playlist;
drop index comments_parent_idx;
