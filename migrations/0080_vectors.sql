-- What texts mean, as vectors: which subjects are alike, and what is near to words that somebody searches for.

-- The extension finds them by an index of its own; where the server has none, files do (vector_indexes).
do $$
begin
  if exists (select from pg_available_extensions where name = 'vector') then
    create extension if not exists vector;
  end if;
exception when insufficient_privilege then
  raise notice 'The extension vector is there, and this account may not create it.';
end $$;

-- Vectors of two models cannot be compared. The one that was chosen last counts.
create table vector_models (
  id smallint generated always as identity primary key,
  name text not null check (length(name) between 1 and 200),
  dimensions integer not null check (dimensions between 1 and 4096),
  chosen_at timestamptz not null default clock_timestamp(),
  -- Subjects up to this one that were there before the model have been wanted.
  filled_to bigint not null default 0,
  -- The newest number of a vector.
  last_seq bigint not null default 0,
  constraint vector_models_key unique (name, dimensions)
);

-- One row for each text, however many subjects of a kind have it: a text is paid for once, and a graph of vectors is spoilt by equal ones.
create table vectors (
  id bigint generated always as identity primary key,
  model smallint not null references vector_models (id) on delete cascade,
  -- Of the subjects that have the text, or `question`.
  kind text not null check (kind ~ '^[a-z][a-z-]{0,29}$'),
  -- SHA-256 of the text as it was sent.
  hash bytea not null check (octet_length(hash) = 32),
  -- Of length 1.
  vector real[] not null,
  -- Given under the lock of the model's row, so that they appear in their order.
  seq bigint not null,
  -- Looked at by the schedule that removes what no subject has any longer.
  used_at timestamptz not null default now(),
  constraint vectors_text_key unique (model, hash, kind)
);
create index vectors_seq on vectors (model, kind, seq);
create index vectors_used on vectors (used_at);

create table subject_vectors (
  subject bigint not null references subjects (id) on delete cascade,
  model smallint not null references vector_models (id) on delete cascade,
  vector bigint not null references vectors (id) on delete cascade,
  primary key (subject, model)
);
create index subject_vectors_vector on subject_vectors (vector, subject);

-- Subjects whose text has changed since it was embedded. Triggers write it with the text; without a reference, because it is no more than a hint.
create table vector_wanted (
  subject bigint primary key,
  -- Whoever has embedded one version leaves a newer one wanted.
  version bigint not null default 1,
  wanted_at timestamptz not null default now(),
  -- Why the vendor does not take the text; it is not asked again before that changes.
  refused text check (length(refused) between 1 and 100)
);
create index vector_wanted_due on vector_wanted (wanted_at, subject) where refused is null;

create function vector_want(of_subject bigint) returns void language sql as $$
  insert into public.vector_wanted as old (subject) values (of_subject)
  on conflict (subject) do update set version = old.version + 1, refused = null;
$$;
-- On tables of kinds of subjects, whose rows have the subject's id.
create function vector_text_changed() returns trigger language plpgsql as $$
begin
  perform public.vector_want(new.id);
  return null;
end $$;

-- Texts that somebody is paying for at this moment. What a killed process leaves here ends by itself.
create table vector_calls (
  model smallint not null references vector_models (id) on delete cascade,
  hash bytea not null,
  job bigint not null,
  until timestamptz not null,
  primary key (model, hash)
);

-- What somebody searches for and has no vector yet. The words go with the answer, or after an hour.
create table vector_questions (
  id bigint generated always as identity primary key,
  model smallint not null references vector_models (id) on delete cascade,
  hash bytea not null,
  words text not null check (length(words) between 1 and 500),
  asked_at timestamptz not null default now(),
  constraint vector_questions_key unique (model, hash)
);
create index vector_questions_asked on vector_questions (asked_at);

-- The newest file of a kind's vectors, in the store. What came after `seq` is not in it.
create table vector_indexes (
  model smallint not null references vector_models (id) on delete cascade,
  kind text not null,
  object_key text not null,
  seq bigint not null,
  vectors integer not null,
  bytes bigint not null,
  built_at timestamptz not null default now(),
  primary key (model, kind)
);

-- How alike two vectors of length 1 are, from -1 to 1.
create function vector_likeness(one real[], other real[]) returns double precision language sql immutable strict parallel safe
return (select sum(a::double precision * b) from unnest(one, other) as pairs (a, b));

-- What somebody wants to know about their interests: without a row they are on.
create table interests (
  user_id bigint primary key references users (id) on delete cascade,
  is_on boolean not null default true,
  -- What they read, liked and dwelt on before that does not count.
  forgotten_at timestamptz
);

-- A list as it was ranked when its first page was asked for, so that the pages after it neither repeat nor skip.
create table ranked_lists (
  id bigint generated always as identity primary key,
  -- Null for who is not signed in.
  user_id bigint references users (id) on delete cascade,
  kind text not null,
  -- Best first.
  subjects bigint[] not null check (cardinality(subjects) <= 1000),
  -- Of each, up to two subjects that brought it here, one after the other; 0 is none. Empty where nothing did.
  causes bigint[] not null default '{}',
  made_at timestamptz not null default now()
);
create index ranked_lists_made on ranked_lists (made_at);
create index ranked_lists_newest on ranked_lists (user_id, kind, id desc);
