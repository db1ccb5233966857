-- Search over titles, people and songs. Matching is literal: no pattern language is involved anywhere.
--
-- What can be found stands in a table of its own, folded, kept up by triggers: nothing that is private, unfinished, hidden or gone is in it, and a
-- like, which writes its playlist's row, does not touch the index. It is a hint all the same: who shows what was found asks the tables again. So the
-- playlists of somebody who has left stay in it until they are erased: leaving and coming back cost the same whether one wrote five or five thousand.
--
-- A field stands between a tab and a line feed, which folding leaves in no field, so that "is the field", "begins the field" and "is in it" are
-- one question: does the text contain tab + words + line feed, tab + words, or the words? What stands there without a tab (initial consonants, a
-- person's own text) can be contained only.
--
-- An index of characters by one, two and three answers it for words of any length: pg_trgm knows no trigram within two syllables of Korean. Each entry
-- also names the blocks of ids that it belongs to, so that matches are collected newest first, block by block, in blocks that grow: a word that is in
-- every third title costs a small block or two instead of a third of the table, and a rare one costs few steps. Trigrams of the letters (Hangul decomposed, since one mistyped
-- letter changes its whole syllable) find what was mistyped.

create extension if not exists pg_trgm;

-- NFKC in lower case; nothing invisible; whatever is space or control is one space. Clusters of consonants, which keyboards make of two
-- initials typed in a row, are the two again.
create function search_fold(given text) returns text language sql immutable strict parallel safe
return (
  select btrim(regexp_replace(regexp_replace(
    case when folded ~ '[\u11aa\u11ac\u11ad\u11b0-\u11b6\u11b9]'
      then replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(folded,
        U&'\11aa', U&'\1100\1109'), U&'\11ac', U&'\1102\110c'), U&'\11ad', U&'\1102\1112'), U&'\11b0', U&'\1105\1100'),
        U&'\11b1', U&'\1105\1106'), U&'\11b2', U&'\1105\1107'), U&'\11b3', U&'\1105\1109'), U&'\11b4', U&'\1105\1110'),
        U&'\11b5', U&'\1105\1111'), U&'\11b6', U&'\1105\1112'), U&'\11b9', U&'\1107\1109')
      else folded end,
    '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+', '', 'g'),
    '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u3000]+', ' ', 'g'))
  from (select normalize(lower(normalize(given, NFKC)), NFKC)) as f(folded)
);

-- Of a folded text: each syllable's initial consonant, other characters as they are. Empty where there is no Hangul.
create function search_initials(folded text) returns text language sql immutable strict parallel safe
return case when folded ~ '[\uac00-\ud7a3]' then regexp_replace(normalize(folded, NFD), '[\u1161-\u1175\u11a8-\u11c2]+', '', 'g') else '' end;

-- A field as it stands in a text, with its initial consonants.
create function search_field(given text) returns text language sql immutable strict parallel safe
return (select e'\t' || folded || e'\n' || search_initials(folded) || e'\n' from (select search_fold(given)) as f(folded));

-- One to three characters as a number: a code point has at most 21 bits.
create function search_gram(characters text) returns int8 language sql immutable strict parallel safe
return case length(characters)
  when 1 then ascii(characters)::int8
  when 2 then (ascii(characters)::int8 << 21) | ascii(substr(characters, 2))
  else (ascii(characters)::int8 << 42) | (ascii(substr(characters, 2))::int8 << 21) | ascii(substr(characters, 3))
end;

-- What must be in the index's entry of a text that contains these characters: all that stand in a row by three, or the one or two that there are.
create function search_grams(folded text) returns int8[] language sql immutable strict parallel safe
return (select array_agg(distinct search_gram(substr(folded, i, 3))) from generate_series(1, greatest(length(folded) - 2, 1)) as i);

-- A whole field, tab and line feed included, as a number above those of three characters: what is the words is found without walking what begins
-- and what ends like them.
create function search_whole(field text) returns int8 language sql immutable strict parallel safe
return (hashtextextended(field, 0) & 4611686018427387903) | 4611686018427387904;

-- Which block of its kind an id lies in: of 4,096 ids (level 0), 32,768 (1) or 262,144 (2). Below zero, where no character is.
create function search_block(kind smallint, level integer, id int8) returns int8 language sql immutable strict parallel safe
return -(((id >> (12 + 3 * level)) * 4 + level) * 4 + kind);

create function search_blocks(kind smallint, id int8) returns int8[] language sql immutable strict parallel safe
return array[search_block(kind, 0, id), search_block(kind, 1, id), search_block(kind, 2, id)];

-- What is compared where nothing contains the words: the field that begins the text, in letters.
create function search_letters(folded text) returns text language sql immutable strict parallel safe
return normalize(btrim(split_part(folded, e'\n', 1), e'\t'), NFD);

-- A row's entry in the index: its blocks, its fields, and its characters by one, two and three.
create function search_entry(kind smallint, id int8, folded text) returns int8[] language sql immutable strict parallel safe
return (
  with characters as (
    select ascii(c)::int8 as a, lead(ascii(c)::int8) over () as b, lead(ascii(c)::int8, 2) over () as c from string_to_table(folded, null) as c
  )
  select search_blocks(kind, id) || array(
    select search_whole(field[1]) from regexp_matches(folded, e'\t[^\n]*\n', 'g') as field
    union select a from characters
    union select (a << 21) | b from characters where b is not null
    union select (a << 42) | (b << 21) | c from characters where c is not null)
);

create table search_texts (
  -- 1: playlists, by title. 2: people, by name and text. 3: songs, by singer and title.
  kind smallint not null check (kind between 1 and 3),
  id bigint not null,
  folded text not null,
  primary key (kind, id)
);

-- A row that is found by another text than before, or no longer.
create function search_put(of_kind smallint, of_id bigint, is_shown boolean, search_text text) returns void language plpgsql as $$
begin
  if is_shown then
    insert into public.search_texts as old (kind, id, folded) values (of_kind, of_id, search_text)
    on conflict (kind, id) do update set folded = excluded.folded where old.folded <> excluded.folded;
  else
    delete from public.search_texts where kind = of_kind and id = of_id;
  end if;
end $$;

create function search_playlist_text(title text) returns text language sql immutable parallel safe
return search_field(title);
create function search_user_text(name text, about text) returns text language sql immutable parallel safe
return search_field(name) || search_fold(left(about, 500)) || e'\n';
create function search_music_text(singer text, song text) returns text language sql immutable parallel safe
return search_field(singer || ' ' || song) || e'\t' || search_fold(singer) || e'\n\t' || search_fold(song) || e'\n';

create function search_playlist_changed() returns trigger language plpgsql as $$
begin
  perform public.search_put(1::smallint, new.id, new.status = 'ready' and new.is_public and new.is_active, public.search_playlist_text(new.title));
  return null;
end $$;
create function search_user_changed() returns trigger language plpgsql as $$
begin
  perform public.search_put(2::smallint, new.id, new.is_active, public.search_user_text(new.name, new.about));
  return null;
end $$;
create function search_music_changed() returns trigger language plpgsql as $$
begin
  perform public.search_put(3::smallint, new.id, true, public.search_music_text(new.singer, new.song));
  return null;
end $$;
create function search_gone() returns trigger language plpgsql as $$
begin
  delete from public.search_texts where kind = tg_argv[0]::smallint and id = old.id;
  return null;
end $$;

create trigger search_inserted after insert on playlists for each row when (new.status = 'ready') execute function search_playlist_changed();
create trigger search_updated after update of title, status, is_public, is_active on playlists for each row
  when (old.title <> new.title or old.status <> new.status or old.is_public <> new.is_public or old.is_active <> new.is_active)
  execute function search_playlist_changed();
create trigger search_deleted after delete on playlists for each row execute function search_gone(1);
create trigger search_inserted after insert on users for each row execute function search_user_changed();
create trigger search_updated after update of name, about, is_active on users for each row
  when (old.name <> new.name or old.about <> new.about or old.is_active <> new.is_active) execute function search_user_changed();
create trigger search_deleted after delete on users for each row execute function search_gone(2);
create trigger search_inserted after insert on music for each row execute function search_music_changed();
create trigger search_updated after update of singer, song on music for each row
  when (old.singer <> new.singer or old.song <> new.song) execute function search_music_changed();
create trigger search_deleted after delete on music for each row execute function search_gone(3);

insert into search_texts (kind, id, folded)
select 1, id, search_playlist_text(title) from playlists where status = 'ready' and is_public and is_active
union all
select 2, id, search_user_text(name, about) from users where is_active
union all
select 3, id, search_music_text(singer, song) from music
order by 1, 2;

-- Written row by row: a list of pending entries would be read by every search.
create index search_texts_entry on search_texts using gin (search_entry(kind, id, folded)) with (fastupdate = off);
-- Apart from the other, because likeness is always checked on the row, and with it all that the index was asked: entries are dear to make.
create index search_texts_spelling on search_texts using gin (search_blocks(kind, id), search_letters(folded) gin_trgm_ops) with (fastupdate = off);
