-- Beside the row of a track, because lists read neither.

-- A secret address that opens a track to whoever has it, whatever others may see of it. At most one at a time; a new one never has an old one's id, which
-- signed addresses of files bear.
create table track_links (
  id bigint generated always as identity primary key,
  track_id bigint not null unique references tracks (id) on delete cascade,
  slug text not null unique check (length(slug) between 22 and 40),
  created_at timestamptz not null default now()
);

-- [{"start_ms": 0, "title": "…"}], ascending; no row where there are none.
create table track_chapters (
  track_id bigint primary key references tracks (id) on delete cascade,
  chapters jsonb not null,
  constraint track_chapters_check check (jsonb_typeof(chapters) = 'array' and jsonb_array_length(chapters) between 1 and 200)
);
