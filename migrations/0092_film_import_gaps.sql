-- Rows of the catalogue that an import could not read and has stepped over. A later one that reads them takes them out.
create table film_import_gaps (
  year smallint not null,
  month smallint not null,
  -- Its place among the films of that month, as the catalogue sorts them.
  place integer not null,
  seen_at timestamptz not null default now(),
  primary key (year, month, place),
  constraint film_import_gaps_month_check check (month between 1 and 12),
  constraint film_import_gaps_place_check check (place >= 0)
);
