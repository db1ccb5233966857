-- For staff: films that the box office has named and no film of the catalogue was found for.
create index films_unmatched_idx on films (id) where docid is null;
