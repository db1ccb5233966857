-- Who has had how many digs lately is read from their jobs: a deleted playlist has cost as much as any other.
create index jobs_composing_for on jobs (user_id, id) where queue = 'playlists.compose';
