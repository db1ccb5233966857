-- The shop of the fourth community: what is sold, baskets, orders, and the money. Amounts are whole won.
create table shop_products (
  id bigint generated always as identity primary key,
  name text not null,
  content text not null,
  price bigint not null,
  -- Of an object. No reference: the row of one that was refused is forgotten.
  image text,
  -- The sum of its stock_moves.
  stock integer not null default 0,
  is_on_sale boolean not null default true,
  -- Counts changes by staff, so that two of them do not overwrite each other unseen.
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- The pages that show a product put it into HTML as it is.
  constraint shop_products_name_check check (length(name) between 1 and 100 and name !~ '[<>]'),
  constraint shop_products_content_check check (length(content) between 1 and 5000 and content !~ '[<>]'),
  constraint shop_products_price_check check (price between 1 and 100000000),
  constraint shop_products_image_check check (length(image) between 1 and 200),
  constraint shop_products_stock_check check (stock >= 0)
);
create index shop_products_on_sale on shop_products (id desc) where is_on_sale;

create table basket_items (
  user_id bigint not null references users (id),
  product_id bigint not null references shop_products (id),
  created_at timestamptz not null default now(),
  primary key (user_id, product_id)
);
create index basket_items_product on basket_items (product_id);

create table orders (
  id bigint generated always as identity primary key,
  -- As PortOne knows it; begins with its owner's id.
  merchant_uid text not null,
  user_id bigint not null references users (id),
  state text not null default 'pending',
  -- The sum of its lines.
  total bigint not null,
  -- Whether its lines are taken out of the stock.
  holds_stock boolean not null default false,
  name text not null default '',
  address text not null default '',
  address2 text not null default '',
  language text not null default 'ko',
  expires_at timestamptz not null,
  paid_at timestamptz,
  -- When it left the house: what is sent does not come back into the stock by itself.
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  constraint orders_merchant_uid_key unique (merchant_uid),
  constraint orders_merchant_uid_check check (length(merchant_uid) <= 64 and starts_with(merchant_uid, user_id || '-')),
  constraint orders_state_check check (state in ('pending', 'paid', 'preparing', 'shipped', 'delivered', 'cancelling', 'cancelled', 'expired')),
  constraint orders_total_check check (total > 0),
  constraint orders_stock_check check (holds_stock = (state not in ('cancelled', 'expired'))),
  constraint orders_paid_at_check check (paid_at is not null or state in ('pending', 'expired')),
  constraint orders_name_check check (length(name) <= 100),
  constraint orders_address_check check (length(address) <= 300 and length(address2) <= 300)
);
create index orders_user on orders (user_id, id);
create index orders_due on orders (expires_at) where state = 'pending';
create index orders_state on orders (state, id);

-- As it was when it was ordered.
create table order_lines (
  order_id bigint not null references orders (id) on delete cascade,
  product_id bigint not null references shop_products (id),
  name text not null,
  price bigint not null check (price > 0),
  quantity integer not null check (quantity between 1 and 10),
  primary key (order_id, product_id)
);
create index order_lines_product on order_lines (product_id);

create function order_total_fits() returns trigger language plpgsql as $$
declare
  checked bigint := case when tg_table_name = 'orders' then (to_jsonb(new)->>'id')::bigint else (to_jsonb(new)->>'order_id')::bigint end;
begin
  if exists (select from public.orders o where o.id = checked
      and o.total <> (select coalesce(sum(l.price * l.quantity), 0) from public.order_lines l where l.order_id = o.id)) then
    raise exception 'the total of order % is not the sum of its lines', checked;
  end if;
  return null;
end $$;
create constraint trigger total_fits after insert or update of total on orders deferrable initially deferred for each row execute function order_total_fits();
create constraint trigger total_fits after insert or update on order_lines deferrable initially deferred for each row execute function order_total_fits();

-- What happened to an order, for its owner and for staff.
create table order_events (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders (id) on delete cascade,
  state text not null,
  why text not null default '',
  staff_id bigint references staff (id),
  created_at timestamptz not null default now()
);
create index order_events_order on order_events (order_id, id);

-- Every change of the stock of a product, the first included.
create table stock_moves (
  id bigint generated always as identity primary key,
  product_id bigint not null references shop_products (id),
  delta integer not null check (delta <> 0),
  reason text not null check (reason in ('opening', 'reserve', 'return', 'correct')),
  order_id bigint references orders (id),
  staff_id bigint references staff (id),
  created_at timestamptz not null default now(),
  constraint stock_moves_order_check check ((order_id is null) = (reason in ('opening', 'correct')))
);
create index stock_moves_product on stock_moves (product_id, id);
create index stock_moves_order on stock_moves (order_id) where order_id is not null;

-- Attempts to pay, as PortOne said when it was asked.
create table payments (
  id bigint generated always as identity primary key,
  -- imp_uid of V1, transactionId of V2.
  provider_id text not null,
  merchant_uid text not null,
  -- Null until there is an order with this merchant_uid.
  order_id bigint references orders (id),
  state text not null,
  -- What became of its money: nothing decided, it pays its order, or it is to be sent back.
  role text not null default 'open',
  -- Why it is to be sent back.
  why text,
  amount bigint not null,
  cancelled bigint not null default 0,
  currency text not null,
  is_test boolean not null,
  status_changed_at timestamptz,
  -- First heard of.
  created_at timestamptz not null default now(),
  looked_at timestamptz not null default now(),
  constraint payments_provider_id_key unique (provider_id),
  constraint payments_state_check check (state in ('ready', 'failed', 'paid', 'partial_cancelled', 'cancelled')),
  constraint payments_role_check check (role in ('open', 'order', 'refund')),
  constraint payments_order_check check (role <> 'order' or order_id is not null),
  constraint payments_why_check check ((role = 'refund') = (why is not null)),
  constraint payments_cancelled_check check (cancelled between 0 and amount)
);
-- An order is paid by one attempt.
create unique index payments_one_of_order on payments (order_id) where role = 'order';
create index payments_order on payments (order_id) where order_id is not null;
create index payments_merchant_uid on payments (merchant_uid);
create index payments_orphans on payments (created_at) where order_id is null and role = 'open' and state in ('paid', 'partial_cancelled');

create table payment_events (
  id bigint generated always as identity primary key,
  -- Of a fact: what it says of which payment; of a notice: that of the notice.
  event_id text not null,
  merchant_uid text not null,
  kind text not null,
  facts jsonb not null,
  created_at timestamptz not null default now(),
  constraint payment_events_event_id_key unique (event_id),
  constraint payment_events_facts_check check (length(facts::text) <= 4000)
);
create index payment_events_merchant_uid on payment_events (merchant_uid, id);
create function payment_events_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what was heard of payments only grows';
end $$;
create trigger stay before update or delete on payment_events for each row execute function payment_events_stay();
create trigger stay_whole before truncate on payment_events for each statement execute function payment_events_stay();

-- Money to be sent back. A row is committed before PortOne is asked, and asked for with the same key however often.
create table refunds (
  id bigint generated always as identity primary key,
  payment_id bigint not null references payments (id),
  key text not null,
  amount bigint not null,
  -- What of the payment had been sent back before: PortOne does nothing where that is no longer so.
  cancelled_before bigint not null,
  why text not null,
  note text not null default '',
  staff_id bigint references staff (id),
  state text not null default 'open',
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint refunds_key_key unique (key),
  constraint refunds_key_check check (length(key) between 16 and 100),
  constraint refunds_amount_check check (amount > 0 and cancelled_before >= 0),
  constraint refunds_note_check check (length(note) <= 500),
  constraint refunds_state_check check (state in ('open', 'stuck', 'done', 'superseded')),
  constraint refunds_ended_at_check check ((ended_at is null) = (state in ('open', 'stuck')))
);
create unique index refunds_one_open on refunds (payment_id) where ended_at is null;
create index refunds_payment on refunds (payment_id, id);

-- Who says that they have paid what: answered once PortOne was asked.
create table payment_claims (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id),
  imp_uid text not null,
  merchant_uid text not null,
  state text not null default 'open',
  why text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint payment_claims_once_key unique (user_id, imp_uid, merchant_uid),
  constraint payment_claims_lengths_check check (length(imp_uid) <= 100 and length(merchant_uid) <= 64),
  constraint payment_claims_state_check check (state in ('open', 'good', 'bad')),
  constraint payment_claims_why_check check ((state = 'bad') = (why is not null))
);
create index payment_claims_open on payment_claims (id) where state = 'open';

-- Notices of PortOne as they came, answered before they are looked at.
create table webhook_inbox (
  id bigint generated always as identity primary key,
  webhook_id text not null,
  merchant_uid text not null,
  imp_uid text,
  raw text not null,
  received_at timestamptz not null default now(),
  constraint webhook_inbox_webhook_id_key unique (webhook_id),
  constraint webhook_inbox_lengths_check check (length(webhook_id) <= 200 and length(merchant_uid) <= 64 and length(imp_uid) <= 100 and length(raw) <= 20000)
);
create index webhook_inbox_received_at on webhook_inbox (received_at);

-- Mails about orders, each once.
create table order_mails (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id),
  kind text not null,
  order_id bigint references orders (id),
  refund_id bigint references refunds (id),
  created_at timestamptz not null default now(),
  constraint order_mails_kind_check check (kind in ('paid', 'refunded')),
  constraint order_mails_about_check check (case kind when 'paid' then order_id is not null and refund_id is null else refund_id is not null end)
);
create unique index order_mails_paid_once on order_mails (order_id) where kind = 'paid';
create unique index order_mails_refunded_once on order_mails (refund_id) where kind = 'refunded';
create index order_mails_user on order_mails (user_id, id);

-- Days that PortOne's list was compared with ours.
create table reconciliations (
  day date primary key,
  payments integer,
  differences integer,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);

-- What staff have to look at: where PortOne says something else than we do, and what a job gave up.
create table payment_differences (
  id bigint generated always as identity primary key,
  kind text not null,
  merchant_uid text not null,
  provider_id text not null,
  ours text not null default '',
  theirs text not null default '',
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by bigint references staff (id),
  note text not null default '',
  constraint payment_differences_kind_check check (kind in ('missing_here', 'missing_there', 'amount', 'cancelled', 'state', 'refund_stuck', 'orphan')),
  constraint payment_differences_note_check check (length(note) <= 500),
  constraint payment_differences_resolved_check check ((resolved_at is null) = (resolved_by is null))
);
create unique index payment_differences_once on payment_differences (kind, provider_id) where resolved_at is null;
create index payment_differences_open on payment_differences (id) where resolved_at is null;
create index payments_created_at on payments (created_at);
