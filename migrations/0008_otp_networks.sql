-- From where a code was asked for. Guesses from elsewhere may use up some of its tries only, so that nobody can spend somebody else's
-- code for them; codes asked for before this column are nobody's own.
alter table otp_requests
  add column network text,
  add column tries_from_elsewhere smallint not null default 0,
  add constraint otp_requests_network_check check (length(network) between 1 and 100),
  add constraint otp_requests_tries_from_elsewhere_check check (tries_from_elsewhere between 0 and attempts);
