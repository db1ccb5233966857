-- The trace that caused a job (W3C Trace Context), where traces are collected; beside request_id, which is always there.
alter table jobs add column traceparent text;
