-- What the first clients ask for at a sign-up: optional, and seen by nobody but its owner. No row holds anything yet, so
-- a look at every one would find nothing.
alter table users
  add column age smallint,
  add column gender text,
  add constraint users_age_check check (age between 1 and 150) not valid,
  add constraint users_gender_check check (length(gender) between 1 and 30) not valid;
alter table sign_ups
  add column age smallint check (age between 1 and 150),
  add column gender text check (length(gender) between 1 and 30);
