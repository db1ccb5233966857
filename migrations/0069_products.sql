-- What people sell elsewhere: a name, a price, and a link. A product is a subject: who may see it and its counters stand in that row, by the same id.
create table products (
  id bigint primary key references subjects (id) on delete cascade,
  uuid uuid not null default uuidv7(),
  owner bigint not null references users (id),
  name text not null,
  -- Whole won.
  price bigint not null,
  -- Where it is sold.
  link text not null,
  -- Where its picture lies at others, null for an upload of its owner's own.
  image_link text,
  -- Counts changes of image_link: what a job fetched for an earlier one is not shown.
  image_version integer not null default 1,
  -- Of an object: the picture that was fetched, or the upload. No reference: the row of one that was refused is forgotten.
  picture text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint products_name_check check (length(name) between 2 and 15),
  constraint products_price_check check (price between 0 and 1000000000000),
  constraint products_link_check check (length(link) <= 2000 and link like 'https://_%'),
  constraint products_image_link_check check (length(image_link) <= 2000 and image_link like 'https://_%'),
  constraint products_picture_check check (length(picture) between 1 and 200)
);
create unique index products_uuid_idx on products (uuid);
create index products_owner_idx on products (owner, id);

-- Beside the product, because who clicks must not wait for who edits.
create table product_counts (
  product_id bigint primary key references products (id) on delete cascade,
  click_count bigint not null default 0 check (click_count >= 0)
) with (fillfactor = 80);

-- Who has followed a product's link on which day. Gone a month after it is counted in product_days.
create table product_clicks (
  id bigint generated always as identity primary key,
  product_id bigint not null references products (id) on delete cascade,
  -- Of an account: a hash of it. Of somebody without: one of network and browser that changes each day.
  visitor bytea not null check (octet_length(visitor) = 16),
  day date not null,
  user_id bigint references users (id) on delete set null,
  clicked_at timestamptz not null default now(),
  counted_at timestamptz,
  constraint product_clicks_once_key unique (product_id, visitor, day)
);
create index product_clicks_uncounted_idx on product_clicks (id) where counted_at is null;
create index product_clicks_clicked_idx on product_clicks (clicked_at);
create index product_clicks_user_idx on product_clicks (user_id, id) where user_id is not null;

create table product_days (
  product_id bigint not null references products (id) on delete cascade,
  day date not null,
  clicks integer not null default 0,
  primary key (product_id, day)
);

-- A product is found by its name while everybody may see it.
create function search_product_put(product bigint) returns void language sql as $$
  select public.search_put(6::smallint, p.id, s.state = 'ready' and s.visibility = 'public' and s.hidden_at is null, public.search_field(p.name))
  from public.products p join public.subjects s using (id) where p.id = product
$$;
create function product_written() returns trigger language plpgsql as $$
begin
  perform public.search_product_put(new.id);
  return null;
end $$;
create trigger search_inserted after insert on products for each row execute function product_written();
create trigger search_updated after update of name on products for each row when (old.name <> new.name) execute function product_written();
create trigger search_deleted after delete on products for each row execute function search_gone(6);
create trigger search_product_updated after update of state, visibility, hidden_at on subjects for each row
  when (new.kind = 'product' and (old.state, old.visibility, old.hidden_at) is distinct from (new.state, new.visibility, new.hidden_at))
  execute function product_written();
