-- outside a transaction
-- Playlists alone are listed by topic and hotness. With reviews in it the planner could answer what is said of a film
-- from this index and sort all of it, instead of from subjects_shown_reviews, which has their order.
drop index concurrently if exists subjects_shown_genre;
create index concurrently subjects_shown_genre on subjects (topic, playlist_hotness(like_count, created_at), id)
  where kind = 'playlist' and state = 'ready' and visibility = 'public' and hidden_at is null;
drop index concurrently if exists subjects_shown_topic;
