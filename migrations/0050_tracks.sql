-- Tracks that musicians upload. A track is a subject: likes, comments, reports, visibility and what is searched are the subject's.

create table tracks (
  id bigint primary key references subjects (id) on delete cascade,
  -- The subject's, once more, for the lists of somebody's tracks.
  owner bigint not null references users (id),
  title text not null,
  description text not null default '',
  -- Of the public page.
  slug text not null unique default encode(uuid_send(gen_random_uuid()), 'hex'),
  -- What is heard. Null until the first file is ready; a file that replaces it changes this when it is.
  live_version integer,
  -- The newest file, ready or not.
  last_version integer not null default 0,
  status text not null default 'processing',
  picture text,
  -- Whether others may have the file as it was uploaded.
  is_downloadable boolean not null default false,
  ready_at timestamptz,
  event_seq integer not null default 0,
  -- When followers were to be told of it; once, however often it is hidden and shown or its file replaced.
  announced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tracks_title_check check (length(title) between 1 and 100),
  constraint tracks_description_check check (length(description) <= 2000),
  constraint tracks_slug_check check (length(slug) between 10 and 40),
  constraint tracks_status_check check (status in ('processing', 'ready', 'failed')),
  constraint tracks_ready_check check ((status = 'ready') = (live_version is not null) and (status <> 'ready' or ready_at is not null)),
  constraint tracks_picture_check check (length(picture) between 1 and 200)
);
create index tracks_owner_idx on tracks (owner, id desc);

-- Counters that people's clicks change, apart from the row that the pipeline writes.
create table track_counts (
  track_id bigint primary key references tracks (id) on delete cascade,
  play_count bigint not null default 0 check (play_count >= 0),
  repost_count integer not null default 0 check (repost_count >= 0)
) with (fillfactor = 80);

-- A file that was uploaded for a track, and what was learned from it. The first is 1; a replacement is the next.
create table track_versions (
  track_id bigint not null references tracks (id) on delete cascade,
  version integer not null check (version > 0),
  state text not null default 'processing' check (state in ('processing', 'ready', 'failed')),
  error_code text check (length(error_code) between 1 and 60),
  -- The step that it failed in: only a replay of that one takes it up again.
  failed_step text check (length(failed_step) between 1 and 20),
  -- What the steps after the probe work from, as it found it (packages/shared/src/clients/ffmpeg/probe.ts).
  probed jsonb check (octet_length(probed::text) <= 16384),
  -- 'truncated': the file says that it is longer than what can be decoded.
  warning text check (warning in ('truncated')),
  -- As its owner's machine called it; for the download.
  filename text not null check (length(filename) between 1 and 255),
  -- Of what was decoded, never what a header says.
  duration_ms integer check (duration_ms > 0),
  sample_rate integer check (sample_rate between 1 and 1000000),
  channels smallint check (channels between 1 and 64),
  codec text check (length(codec) between 1 and 40),
  -- Integrated, EBU R 128; null for digital silence.
  loudness_lufs real,
  -- 270 values from 0 to 300, as the first clients draw them.
  wave smallint[] check (array_length(wave, 1) = 270),
  created_at timestamptz not null default now(),
  -- When its files go from the store, because another version is heard or because it failed.
  discard_at timestamptz,
  primary key (track_id, version)
);
create index track_versions_discard_idx on track_versions (discard_at) where discard_at is not null;

-- Everything in the store that belongs to a version: the original, renditions, the waveform.
create table track_files (
  track_id bigint not null,
  version integer not null,
  role text not null check (role in ('original', 'aac', 'opus', 'mp3', 'waveform')),
  key text not null unique references objects (key),
  bytes bigint not null check (bytes > 0),
  content_type text not null check (length(content_type) between 3 and 100),
  -- Of the AAC file: where its segments lie, for HLS by byte ranges.
  segments jsonb,
  primary key (track_id, version, role),
  foreign key (track_id, version) references track_versions (track_id, version) on delete cascade
);

-- Uploads that can be resumed. What is received goes to the store in parts; the rest waits in track_upload_pieces.
create table track_uploads (
  id text primary key check (length(id) = 22),
  user_id bigint not null references users (id) on delete cascade,
  filename text not null check (length(filename) between 1 and 255),
  bytes bigint not null check (bytes between 1 and 1099511627776),
  sha256 bytea check (octet_length(sha256) = 32),
  -- Bytes that are kept, in the store and in pieces.
  received bigint not null default 0,
  -- Bytes in the store, and its parts in order: [{"number": 1, "etag": "…"}].
  stored bigint not null default 0,
  parts jsonb not null default '[]',
  -- Each attempt at a part takes a number of its own, so that a writer who was paused overwrites nothing that another has noted.
  next_part integer not null default 1 check (next_part > 0),
  key text not null unique,
  -- Of the store; null until the first part.
  store_upload_id text,
  -- One writer at a time: whoever holds it renews it while bytes come.
  writer text,
  writer_until timestamptz,
  -- What the upload has become: a file of a track, and the job that follows.
  track_id bigint references tracks (id) on delete set null,
  version integer,
  job_id bigint,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours',
  constraint track_uploads_received_check check (received between 0 and bytes and stored between 0 and received),
  constraint track_uploads_writer_check check ((writer is null) = (writer_until is null))
);
create index track_uploads_expires_idx on track_uploads (expires_at);
create index track_uploads_user_idx on track_uploads (user_id, created_at);
-- In the order of the copy of somebody's data.
create index track_uploads_copy_idx on track_uploads (user_id, id);
create index track_uploads_track_idx on track_uploads (track_id) where track_id is not null;

-- Received, and less than a part of the store takes.
create table track_upload_pieces (
  upload_id text not null references track_uploads (id) on delete cascade,
  starts_at bigint not null,
  bytes bytea not null,
  primary key (upload_id, starts_at)
);
-- Sound does not get smaller by being compressed once more.
alter table track_upload_pieces alter column bytes set storage external;

create table track_events (
  track_id bigint not null references tracks (id) on delete cascade,
  seq integer not null,
  type text not null check (type in ('progress', 'probed', 'waveform', 'loudness', 'rendition', 'done', 'failed')),
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (track_id, seq)
);
create index track_events_created_idx on track_events (created_at);

create table tags (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 30),
  folded text not null unique check (length(folded) between 1 and 60),
  -- Of tracks that everybody may see, and how much they are heard these days: written with the charts.
  track_count integer not null default 0,
  popularity double precision not null default 0
);
create index tags_popular_idx on tags (popularity desc, id) where track_count > 0;

create table track_tags (
  tag_id bigint not null references tags (id),
  track_id bigint not null references tracks (id) on delete cascade,
  -- Whether everybody may see the track: lists of a tag walk over nothing else. Follows the subject, see below.
  is_shown boolean not null default false,
  primary key (track_id, tag_id)
);
create index track_tags_shown_idx on track_tags (tag_id, track_id desc) where is_shown;
create index track_tags_tag_idx on track_tags (tag_id);

create table reposts (
  user_id bigint not null references users (id) on delete cascade,
  -- To the subject, which whoever reposts has locked: the track itself is locked before it.
  track_id bigint not null references subjects (id) on delete cascade,
  -- Of the sequence that numbers subjects: what people have published and reposted is one list in one order.
  seq bigint not null default nextval('subjects_id_seq'),
  created_at timestamptz not null default now(),
  primary key (user_id, track_id)
);
create index reposts_newest_idx on reposts (user_id, seq desc, track_id);
create index reposts_track_idx on reposts (track_id);

-- A receipt of what somebody has heard. Dropped by the month once it is counted in track_days.
create table plays (
  play_id uuid not null,
  track_id bigint not null references tracks (id) on delete cascade,
  -- Of an account: its id. Of somebody without: a hash of network and browser that changes each day.
  user_id bigint references users (id) on delete set null,
  listener bytea not null check (octet_length(listener) = 16),
  -- Half hours since 1970: one play of a track by a listener counts in each.
  slot integer not null,
  ms_played integer not null check (ms_played >= 0),
  played_at timestamptz not null default now(),
  counted_at timestamptz,
  primary key (play_id)
);
create unique index plays_slot_idx on plays (track_id, listener, slot);
create index plays_uncounted_idx on plays (played_at) where counted_at is null;
create index plays_played_idx on plays (played_at);
create index plays_user_idx on plays (user_id, play_id) where user_id is not null;

create table track_days (
  track_id bigint not null references tracks (id) on delete cascade,
  day date not null,
  plays integer not null default 0,
  listeners integer not null default 0,
  primary key (track_id, day)
);
create index track_days_day_idx on track_days (day, track_id);

-- The charts as they are read: written anew every ten minutes. Tag 0 is all of them. What is gone meanwhile is left out by whoever reads, so that
-- nobody who removes a track waits for the charts.
create table charts (
  tag_id bigint not null,
  days smallint not null check (days in (1, 7, 30)),
  place smallint not null check (place between 1 and 50),
  track_id bigint not null,
  score double precision not null,
  primary key (tag_id, days, place)
);

-- A comment on a track may be longer than one on a playlist; each route has its own bound.
alter table subject_comments
  drop constraint comments_content_check,
  add constraint comments_content_check check (case when is_active then length(content) between 1 and 500 else content = '' end) not valid;

-- A track is found by its title while everybody may see it.
create function search_track_text(title text) returns text language sql immutable parallel safe
return search_field(title);
create function search_track_put(track bigint) returns void language sql as $$
  select public.search_put(4::smallint, t.id, s.state = 'ready' and s.visibility = 'public' and s.hidden_at is null, public.search_track_text(t.title))
  from public.tracks t join public.subjects s using (id) where t.id = track
$$;
create function search_track_changed() returns trigger language plpgsql as $$
begin
  perform public.search_track_put(new.id);
  return null;
end $$;
create trigger search_inserted after insert on tracks for each row execute function search_track_changed();
create trigger search_updated after update of title on tracks for each row when (old.title <> new.title) execute function search_track_changed();
create trigger search_deleted after delete on tracks for each row execute function search_gone(4);
create trigger search_track_updated after update of state, visibility, hidden_at on subjects for each row
  when (new.kind = 'track' and (old.state, old.visibility, old.hidden_at) is distinct from (new.state, new.visibility, new.hidden_at))
  execute function search_track_changed();

create function track_is_shown(track bigint) returns boolean language sql stable
return (select state = 'ready' and visibility = 'public' and hidden_at is null from subjects where id = track);
create function track_tagged() returns trigger language plpgsql as $$
begin
  new.is_shown := public.track_is_shown(new.track_id);
  return new;
end $$;
create trigger tagged before insert on track_tags for each row execute function track_tagged();
create function track_shown_or_hidden() returns trigger language plpgsql as $$
begin
  update public.track_tags set is_shown = public.track_is_shown(new.id) where track_id = new.id;
  return null;
end $$;
create trigger track_shown_or_hidden after update of state, visibility, hidden_at on subjects for each row
  when (new.kind = 'track' and (old.state, old.visibility, old.hidden_at) is distinct from (new.state, new.visibility, new.hidden_at))
  execute function track_shown_or_hidden();
