-- Posts are embedded when their words change, and when they come to be shown or are hidden. Those of before are wanted by a schedule.
create trigger vector_inserted after insert on posts for each row execute function vector_text_changed();
-- Tags are written before, in the same transaction as the text, which every edit writes.
create trigger vector_updated after update of text on posts for each row execute function vector_text_changed();
create trigger vector_post_shown after update of state, visibility on subjects for each row
  when (new.kind = 'post' and (old.state, old.visibility) is distinct from (new.state, new.visibility))
  execute function vector_text_changed();

-- What somebody looked at last.
create index post_dwells_newest_idx on post_dwells (user_id, updated_at desc);
