-- What fetching films from the catalogues has to remember.

-- Addresses of posters as the catalogue gave them, the first that can be had is shown.
alter table films add column poster_sources text[] not null default '{}';
alter table films add constraint films_poster_sources_check check (cardinality(poster_sources) <= 10);

-- When KOFIC was last asked about a day, also where it had nothing to tell yet.
create table box_office_days (
  day date primary key,
  asked_at timestamptz not null default now(),
  films smallint not null
);

-- Imports of the catalogue that came to their end.
create table film_imports (
  from_year smallint primary key,
  finished_at timestamptz not null default now()
);

-- Tags that the chat model chose for a text, so that none is paid for twice.
create table film_tag_choices (
  -- SHA-256 of the text and the version of the vocabulary.
  hash bytea primary key,
  tags text[] not null,
  created_at timestamptz not null default now(),
  constraint film_tag_choices_hash_check check (length(hash) = 32),
  constraint film_tag_choices_tags_check check (cardinality(tags) <= 3)
);
