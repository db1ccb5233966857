-- How people feel, in a few words. A mood is a subject: who may see it, how far it has come and its counters stand in that row, by the same id.
create table moods (
  id bigint primary key references subjects (id) on delete cascade,
  writer bigint not null references users (id),
  words text not null,
  -- Null until the job has read the words.
  tone text,
  created_at timestamptz not null default now(),
  constraint moods_words_check check (length(words) between 1 and 200),
  constraint moods_tone_check check (tone in ('bright', 'even', 'low'))
);
-- Somebody's moods, for the copy of their data and for its erasure.
create index moods_writer_idx on moods (writer, id);
