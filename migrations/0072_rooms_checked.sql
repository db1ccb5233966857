-- All conversations and their members have ids.
delete from backfills where name = 'conversations.uuid';
