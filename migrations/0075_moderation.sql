-- Reports of everything that people make, what staff decide about it, and what those concerned say to that.

-- One row a thing that was ever reported, or that staff acted on: the queue is of these.
create table report_cases (
  id bigint generated always as identity primary key,
  uuid uuid not null default uuidv7(),
  target_type text not null,
  -- Of a user, a subject, a comment or a conversation, by the type. No reference: what was reported is kept longer than the thing itself.
  target_id bigint not null,
  -- Whose doing it is.
  author bigint not null references users (id),
  -- Reports that nobody has decided on; the others are in `reports` too.
  open_count integer not null default 0,
  -- When the oldest of those came.
  opened_at timestamptz not null default now(),
  -- Who looks at it, for half an hour from then on.
  claimed_by bigint references staff (id),
  claimed_at timestamptz,
  -- What was decided and holds until it is lifted.
  measure text,
  constraint report_cases_uuid_key unique (uuid),
  constraint report_cases_target_key unique (target_type, target_id, author),
  constraint report_cases_target_type_check check (target_type in ('user', 'playlist', 'track', 'post', 'product', 'comment', 'chat')),
  constraint report_cases_open_count_check check (open_count >= 0),
  constraint report_cases_measure_check check (measure in ('auto_hide', 'hide', 'remove', 'suspend', 'ban')),
  constraint report_cases_claim_check check ((claimed_by is null) = (claimed_at is null))
);
create index report_cases_queue on report_cases (open_count desc, opened_at, id) where open_count > 0;
create index report_cases_author on report_cases (author);

-- Nothing has written reports so far.
alter table reports
  add column uuid uuid not null default uuidv7(),
  add column case_id bigint references report_cases (id),
  -- As it was when it was reported.
  add column snapshot jsonb,
  -- Whose words are in that, beside the author's.
  add column shown_people bigint[] not null default '{}',
  alter column subject_id drop not null,
  drop constraint reports_once_key,
  add constraint reports_uuid_key unique (uuid),
  add constraint reports_snapshot_check check (length(snapshot::text) <= 200000);
create unique index reports_open_once on reports (case_id, reporter) where state = 'open';
create index reports_case on reports (case_id, id);
create index reports_reporter on reports (reporter, id);
create index reports_shown_people on reports using gin (shown_people) where shown_people <> '{}';
drop index reports_target;
drop index reports_open;

-- Every act of moderation, by staff or by rule. Nobody changes or removes one.
create table moderation_log (
  id bigint generated always as identity primary key,
  -- Mailed to whom it concerns, and nobody else: who has it may appeal.
  uuid uuid not null default gen_random_uuid(),
  case_id bigint references report_cases (id),
  -- Whom it concerns. The row of somebody who is erased stays, without anything that names them, so this never changes.
  person bigint references users (id),
  -- Null where a rule or a schedule acted.
  staff_id bigint references staff (id),
  action text not null,
  reason text not null default '',
  -- Of a suspension.
  until timestamptz,
  -- What has to be known to undo it.
  undo jsonb,
  created_at timestamptz not null default now(),
  constraint moderation_log_uuid_key unique (uuid),
  constraint moderation_log_reason_check check (length(reason) <= 2000),
  constraint moderation_log_action_check check (action in ('claim', 'release', 'auto_hide', 'dismiss', 'hide', 'remove', 'warn', 'suspend', 'ban',
    'lift', 'grant_appeal', 'refuse_appeal'))
);
create index moderation_log_case on moderation_log (case_id, id);
create index moderation_log_person on moderation_log (person, id);
create index moderation_log_created_at on moderation_log (created_at);

create function moderation_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the log of moderation only grows';
end $$;
create trigger stays before update or delete on moderation_log for each row execute function moderation_log_stays();
create trigger stays_whole before truncate on moderation_log for each statement execute function moderation_log_stays();

-- What somebody says to a decision about them, once.
create table appeals (
  id bigint generated always as identity primary key,
  uuid uuid not null default uuidv7(),
  decision_id bigint not null references moderation_log (id),
  person bigint not null references users (id),
  content text not null,
  state text not null default 'open',
  answer text not null default '',
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  constraint appeals_uuid_key unique (uuid),
  constraint appeals_once_key unique (decision_id),
  constraint appeals_content_check check (length(content) <= 2000),
  constraint appeals_answer_check check (length(answer) <= 2000),
  constraint appeals_state_check check (state in ('open', 'granted', 'refused')),
  constraint appeals_decided_at_check check ((state = 'open') = (decided_at is null))
);
create index appeals_open on appeals (id) where state = 'open';
create index appeals_person on appeals (person, id);

-- What staff have hidden of comments; their writers still see it. Of subjects there is such a column already.
alter table subject_comments
  add column hidden_at timestamptz,
  -- Whether it counts.
  add column is_shown boolean generated always as (is_active and hidden_at is null) virtual;
