import type pg from 'pg'
import { type CrowdDomain, type Ids, personIds, type Size, type Subjects } from '../core/crowd.js'
import { ownersOf, popularityOf, strideOf, totalOf } from '../core/shares.js'
import { at, lineBreak, nothing } from '../core/text-format.js'
import { english, genres, korean } from '../core/words.js'
import { songIds, songsIn } from './music.js'

const playlistIds: Ids = { table: 'subjects', most: ({ size }) => size }

const years = ['상관없음', '2000년대', '2010년대', '2020년대'] as const

const songsOnAverage = 10

const remarks = [
  '이 노래 요즘 매일 들어요',
  '와 선곡 미쳤다',
  '퇴근길에 딱이네요',
  '덕분에 좋은 밤',
  '첫 곡부터 울컥',
  '두 번째 곡 제목이 뭐예요?',
  '저장하고 갑니다',
  '비 오는 날 생각나서 또 왔어요',
  '다음 편도 기대할게요',
  '이런 분위기 좋아요',
  'This one stays on repeat',
  'Exactly my kind of night',
  'Where has this been all year',
  'Third song, wow',
  'Saved for the train home',
  'Perfect for studying',
  '목록이 너무 알차요',
  '커버도 예뻐요',
] as const

/** States of a playlist, as far as others may see it. */
const shown = 0
const hidden = 1
const failed = 2
const cancelled = 3

/** As genre_key in the database. */
const topics = genres.map(genre => genre.normalize('NFKC').replaceAll(' ', '').toLowerCase())

/** Five likes and a comment each, fewer where so few people cannot have more. */
const planPlaylists = ({ size, people, randomOf }: Size) => {
  const { next } = randomOf('plan of playlists')
  const owners = ownersOf(people.count, size)
  const states = new Uint8Array(size)
  const songs = new Uint8Array(size)
  const visible: number[] = []
  for (let playlist = 0; playlist < size; playlist++) {
    const chance = next()
    states[playlist] = chance < 0.03 ? failed : chance < 0.04 ? cancelled : chance < 0.12 ? hidden : shown
    // Pairs of 7 and 13, 8 and 12, …: ten on average, whatever the size.
    songs[playlist] = playlist % 2 === 0 ? 7 + Math.floor(next() * 7) : 2 * songsOnAverage - songs[playlist - 1]!
    if (states[playlist] === shown && !people.hasLeft(owners[playlist]!)) visible.push(playlist)
  }
  if (size % 2 === 1) songs[size - 1] = songsOnAverage
  const genreOf = new Uint8Array(size)
  for (let playlist = 0; playlist < size; playlist++) genreOf[playlist] = Math.floor(next() * genres.length)

  const subjects: Subjects = {
    kind: 'playlist',
    liked: 'liked',
    remarks,
    ids: playlistIds,
    count: size,
    owners,
    likes: popularityOf(size, visible, 5 * size, 0.8, Math.floor(people.stayed.length / 2)),
    comments: popularityOf(size, visible, size, 0.7, 5_000),
    seen: playlist => ({
      visibility: states[playlist] === hidden ? 'private' : 'public',
      state: states[playlist] === failed || states[playlist] === cancelled ? 'failed' : 'ready',
      topic: topics[genreOf[playlist]!]!,
    }),
  }
  return { subjects, states, songs, genreOf }
}

/** Every fifth of the new people shows the newest that others may see. */
const showMainPlaylists = (client: pg.ClientBase, firstPerson: number) =>
  client.query(
    `update users set rep_playlist = (
       select id from subjects s
       where s.owner = users.id and s.kind = 'playlist' and s.state = 'ready' and s.visibility = 'public'
       order by s.id desc limit 1)
     where id >= $1 and id % 5 = 0 and is_active`,
    [firstPerson],
  )

export const crowd: CrowdDomain = sized => {
  const { subjects, states, songs, genreOf } = planPlaylists(sized)
  const { count, owners } = subjects
  return {
    subjects,
    ids: [playlistIds],
    tables: ({ id, since }) => [
      {
        table: 'playlists',
        columns: [
          'id',
          'writer',
          'status',
          'situations',
          'genre',
          'year',
          'title',
          'content',
          'keywords',
          'song_goal',
          'composed_at',
          'song_count',
          'error_code',
          'created_at',
          'updated_at',
          'finished_at',
        ],
        rows: count,
        lines: function* ({ next, pick }) {
          const title = () =>
            next() < 0.7
              ? `${pick(korean.adjectives)} ${pick(korean.nouns)}${next() < 0.5 ? pick(korean.endings) : ''}`
              : `${pick(english.adjectives)} ${pick(english.nouns)}`
          for (let playlist = 0; playlist < count; playlist++) {
            const state = states[playlist]
            const status = state === failed ? 'failed' : state === cancelled ? 'cancelled' : 'ready'
            const dug = since(playlist, count)
            const created = at(dug)
            const finished = at(dug + 5_000)
            const name = title()
            const situations = `${pick(korean.adjectives)} ${pick(korean.nouns)}에 듣는 노래`
            const asked = `${situations}\t${genres[genreOf[playlist]!]}\t${pick(years)}`
            const content = `${name},${lineBreak}${pick(korean.nouns)}와 함께.`
            const answered = `${name}\t${content}\t{${pick(korean.nouns)},${pick(korean.nouns)}}`
            const writer = id(personIds, owners[playlist]!)
            const fault = state === failed ? 'openai_unavailable' : nothing
            yield `${id(playlistIds, playlist)}\t${writer}\t${status}\t${asked}\t${answered}\t${Math.min(
              10,
              songs[playlist]!,
            )}\t${finished}\t${songs[playlist]}\t${fault}\t${created}\t${finished}\t${finished}`
          }
        },
      },
      {
        table: 'playlist_songs',
        columns: ['playlist_id', 'music_id', 'position', 'compose_attempt'],
        rows: totalOf(songs),
        lines: function* ({ next }) {
          const music = songsIn(sized)
          const step = strideOf(music, music * 0.618)
          for (let playlist = 0; playlist < count; playlist++) {
            const chosen: number[] = []
            while (chosen.length < songs[playlist]!) {
              // Squared, so that some songs are in very many playlists.
              const song = (Math.floor(next() ** 2 * music) * step) % music
              if (!chosen.includes(song)) chosen.push(song)
            }
            for (const [position, song] of chosen.entries())
              yield `${id(playlistIds, playlist)}\t${id(songIds, song)}\t${position}\t1`
          }
        },
      },
    ],
    finish: (client, { id }) => showMainPlaylists(client, id(personIds, 0)),
  }
}
