-- Films and their people are found by name, and the order of the graded follows what is given at once.

create function search_film_written() returns trigger language plpgsql as $$
begin
  perform public.search_put(7::smallint, new.id, true,
    public.search_field(new.title) || coalesce(public.search_field(nullif(new.original_title, new.title)), ''));
  return null;
end $$;
create trigger search_inserted after insert on films for each row execute function search_film_written();
create trigger search_updated after update of title, original_title on films for each row
  when ((old.title, old.original_title) is distinct from (new.title, new.original_title)) execute function search_film_written();
create trigger search_deleted after delete on films for each row execute function search_gone(7);

create function search_film_person_written() returns trigger language plpgsql as $$
begin
  perform public.search_put(8::smallint, new.id, true,
    public.search_field(new.name) || coalesce(public.search_field(nullif(new.original_name, new.name)), ''));
  return null;
end $$;
create trigger search_inserted after insert on film_people for each row execute function search_film_person_written();
create trigger search_updated after update of name, original_name on film_people for each row
  when ((old.name, old.original_name) is distinct from (new.name, new.original_name)) execute function search_film_person_written();
create trigger search_deleted after delete on film_people for each row execute function search_gone(8);

-- A recount repairs one column after the other, between which the sum may belong to another count.
alter table film_stats drop constraint film_stats_check;
alter table film_stats add constraint film_stats_check check (rating_sum >= 0 and rating_count >= 0 and wants >= 0 and nots >= 0);

-- Whoever gives a score need not know the order.
create function film_stats_ranked() returns trigger language plpgsql as $$
begin
  select public.film_rank_key(new.rating_sum, new.rating_count, p.prior_count, p.prior_mean) into new.rank_key from public.film_priors p;
  return new;
end $$;
create trigger film_stats_ranked before update of rating_sum, rating_count on film_stats for each row
  when ((old.rating_sum, old.rating_count) is distinct from (new.rating_sum, new.rating_count)) execute function film_stats_ranked();

-- Lists are of what somebody gave something; of most films of a catalogue nobody ever does.
drop index film_stats_rank_idx;
drop index film_stats_wanted_idx;
create index film_stats_graded_idx on film_stats (rank_key desc, film_id) where rating_count > 0;
create index film_stats_wanted_idx on film_stats ((wants - nots) desc, film_id) where wants > 0;

-- For counting each apart.
alter table film_marks add column is_want boolean generated always as (mark = 'want') virtual;
alter table film_marks add column is_not boolean generated always as (mark = 'not') virtual;
