-- outside a transaction
-- What 0055_age_and_gender.sql has added unchecked. Each looks at every row while people write.
alter table users validate constraint users_age_check;
alter table users validate constraint users_gender_check;
