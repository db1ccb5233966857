-- Whether it was made by the word of somebody who had paid already. The pages try again under another number, so that
-- one waits for nothing once its payment was refused.
alter table orders add column made_by_claim boolean not null default false;
