-- How much sound somebody has uploaded within a day. Apart from the tracks, so that whoever deletes one gets nothing back; without a reference to them.
create table track_hours (
  track_id bigint not null,
  version integer not null,
  owner bigint not null references users (id) on delete cascade,
  -- Of what was decoded; before that of what the file says of itself, or the longest that there may be.
  ms bigint not null check (ms >= 0),
  counted_at timestamptz not null default now(),
  primary key (track_id, version)
);
create index track_hours_owner_idx on track_hours (owner, counted_at);
create index track_hours_counted_idx on track_hours (counted_at);
insert into track_hours (track_id, version, owner, ms, counted_at)
select v.track_id, v.version, t.owner, coalesce(v.duration_ms, round((v.probed->'duration'->>'ms')::numeric), 0), v.created_at
from track_versions v join tracks t on t.id = v.track_id
where v.probed is not null and t.created_at is not null and v.created_at > now() - interval '1 day';

alter table track_uploads
  -- Given up after it had brought much: it keeps its place in its owner's day.
  add column given_up_at timestamptz;

alter table track_versions
  -- Of the uploaded file, and a track of the same owner that has the same.
  add column sha256 bytea,
  add column duplicate_of bigint;
