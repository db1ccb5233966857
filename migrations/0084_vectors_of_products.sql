-- Products are embedded when their names change, and when they come to be shown or are hidden.
create trigger vector_inserted after insert on products for each row execute function vector_text_changed();
create trigger vector_updated after update of name on products for each row when (old.name <> new.name) execute function vector_text_changed();
create trigger vector_product_shown after update of state, visibility on subjects for each row
  when (new.kind = 'product' and (old.state, old.visibility) is distinct from (new.state, new.visibility))
  execute function vector_text_changed();
