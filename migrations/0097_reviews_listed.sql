-- outside a transaction
-- What is said of a film, by whether it speaks well of it, the most liked first: `topic` of a review is its film and that.
drop index concurrently if exists subjects_shown_reviews;
create index concurrently subjects_shown_reviews on subjects (topic, like_count desc, id desc)
  where kind = 'review' and state = 'ready' and visibility = 'public' and hidden_at is null;

-- One and the same thing may be reported as a spoiler and for something else.
drop index concurrently if exists reports_open_by_kind;
create unique index concurrently reports_open_by_kind on reports (case_id, reporter, (reason = 'spoiler')) where state = 'open';
drop index concurrently if exists reports_open_once;

alter table report_cases validate constraint report_cases_target_type_check;
alter table moderation_log validate constraint moderation_log_action_check;
