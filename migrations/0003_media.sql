-- Every picture in the store that is ours to resize and to remove. The key is what the wire shows; it never names another picture.
create table pictures (
  id bigint generated always as identity primary key,
  key text not null,
  content_type text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  -- The resized ones have keys that are derived from this one's; null until all of them are stored.
  thumbnails_at timestamptz,
  created_at timestamptz not null default now(),
  constraint pictures_key_key unique (key),
  constraint pictures_key_check check (key ~ '^(karlo|profile|playlist)/[A-Za-z0-9_-]{22}\.webp$'),
  constraint pictures_content_type_check check (content_type = 'image/webp'),
  constraint pictures_size_check check (width between 1 and 16384 and height between 1 and 16384 and bytes >= 1)
);
