import { nameKey } from '@mudig/shared/accounts/names'
import { nameKey as songKey } from '@mudig/shared/music/normalise'
import { type CrowdPlan, cancelled, failed, hasLeft, hidden } from './plan.js'
import { strideOf } from './random.js'
import { abouts, bandKinds, english, genres, korean, remarks, years } from './words.js'

/** The ids that the first of each gets; the others follow without gaps. */
export interface FirstIds {
  users: number
  music: number
  playlists: number
  comments: number
  notifications: number
}

export interface CrowdTable {
  table: string
  columns: readonly string[]
  rows: number
  /** In COPY's text format (PostgreSQL, COPY, "Text Format"), without the line's end. */
  lines: () => Iterable<string>
}

const dayMs = 86_400_000
/** A crowd has been here for two years. */
const spanMs = 730 * dayMs

/** Who did one thing, as far as a notification remembers them. */
const mostActors = 20

const nothing = '\\N'
const lineBreak = '\\n'
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * The rows of a crowd, each table after those that it refers to, except users' main playlists.
 * @param now of the youngest rows, milliseconds since 1970 @param passwordHash of all of them; null lets nobody in
 */
export const crowdTables = (
  plan: CrowdPlan,
  first: FirstIds,
  now: number,
  passwordHash: string | null,
): CrowdTable[] => {
  const { figures, random, stayed, writers, states, songs, likes, comments, followers } = plan
  const { users, music, playlists } = figures
  const begin = now - spanMs
  const at = (ms: number) => new Date(ms).toISOString()
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
  const letters = (length: number) => {
    let text = ''
    for (let n = 0; n < length; n++) text += alphabet[Math.floor(random() * 64)]
    return text
  }
  const userSince = (user: number) => begin + (spanMs * user) / users
  const playlistSince = (playlist: number) => begin + (spanMs * playlist) / playlists
  const later = (since: number) => since + (now - since) * random() * random()

  const step = strideOf(stayed.length, stayed.length * 0.618)
  const likersOf = function* (playlist: number, count: number): Generator<number> {
    for (let n = 0; n < count; n++) yield stayed[(playlist * 31 + n * step) % stayed.length]!
  }
  const following = new Int32Array(users)
  /** Those who follow a user, each once and never the user. */
  const followersOf = function* (user: number): Generator<number> {
    let place = (user * 31) % stayed.length
    for (let left = followers[user]!; left > 0; ) {
      const follower = stayed[place]!
      place = (place + step) % stayed.length
      if (follower === user) continue
      left -= 1
      yield follower
    }
  }
  for (const user of stayed) for (const follower of followersOf(user)) following[follower]! += 1

  /** Each with those who acted, one act each: likes of every fourth playlist, and follows. */
  const news = function* () {
    for (let playlist = 0; playlist < playlists; playlist += 4) {
      if (likes[playlist]! === 0) continue
      const liked = likersOf(playlist, Math.min(mostActors, likes[playlist]!))
      const actors = [...liked].filter(actor => actor !== writers[playlist])
      if (actors.length > 0) yield { recipient: writers[playlist]!, playlist, actors }
    }
    for (const recipient of stayed) {
      const actors: number[] = []
      for (const actor of followersOf(recipient)) if (actors.push(actor) === mostActors) break
      if (actors.length > 0) yield { recipient, playlist: undefined, actors }
    }
  }
  const acts = new Int32Array(users)
  let notifications = 0
  let actorsTold = 0
  for (const { recipient, actors } of news()) {
    notifications += 1
    actorsTold += actors.length
    acts[recipient]! += actors.length
  }
  /** Runs through the news once more, with the number of each one's last act. */
  const numbered = function* () {
    const done = new Int32Array(users)
    let id = first.notifications
    for (const one of news()) {
      done[one.recipient]! += one.actors.length
      yield { ...one, id: id++, seq: done[one.recipient]! }
    }
  }

  /** Of each playlist; its subject's row comes first. */
  const genreOf = new Uint8Array(playlists)
  /** As genre_key in the database. */
  const genreKey = (genre: string) => genre.normalize('NFKC').replaceAll(' ', '').toLowerCase()
  const title = () =>
    random() < 0.7
      ? `${pick(korean.adjectives)} ${pick(korean.nouns)}${random() < 0.5 ? pick(korean.endings) : ''}`
      : `${pick(english.adjectives)} ${pick(english.nouns)}`

  return [
    {
      table: 'users',
      columns: [
        'id',
        'email',
        'name',
        'name_key',
        'password_hash',
        'about',
        'genre',
        'is_active',
        'follower_count',
        'following_count',
        'created_at',
        'updated_at',
        'withdrawn_at',
        'erase_after',
      ],
      rows: users,
      lines: function* () {
        for (let user = 0; user < users; user++) {
          const id = first.users + user
          const left = hasLeft(user)
          const name = `${random() < 0.7 ? `${pick(korean.adjectives)}${pick(korean.nouns)}` : `${pick(english.adjectives)}${pick(english.nouns)}`}${id}`
          const genre = random() < 0.1 ? '' : [...new Set([pick(genres), pick(genres)])].join(',')
          const since = at(userSince(user))
          yield `${id}\tcrowd${id}@mudig.local\t${name}\t${left ? nothing : nameKey(name)}\t${passwordHash ?? nothing}\t${pick(abouts)}\t${genre}\t${
            left ? 'f' : 't'
          }\t${followers[user]}\t${following[user]}\t${since}\t${since}\t${left ? at(now - 5 * dayMs) : nothing}\t${
            left ? at(now + 25 * dayMs) : nothing
          }`
        }
      },
    },
    {
      table: 'music',
      columns: [
        'id',
        'singer',
        'song',
        'singer_key',
        'song_key',
        'state',
        'video_id',
        'thumbnail',
        'settled_at',

        'created_at',
      ],
      rows: music,
      lines: function* () {
        for (let n = 0; n < music; n++) {
          const id = first.music + n
          // Ten songs by each: the number tells singers apart, the noun their songs.
          const number = Math.floor(id / 10)
          const isKorean = number % 10 < 7
          const words = isKorean ? korean : english
          const singer = `${words.adjectives[number % words.adjectives.length]} ${words.nouns[(number * 7) % words.nouns.length]} ${
            bandKinds[number % bandKinds.length]
          } ${number}`
          const song = `${words.adjectives[(id * 3) % words.adjectives.length]} ${words.nouns[id % words.nouns.length]}${
            isKorean
              ? words.endings[(id * 5) % words.endings.length]
              : ` ${words.endings[(id * 5) % words.endings.length]}`
          }`
          const since = at(begin + (spanMs * n) / music)
          const chance = random()
          // Nothing that would make a worker spend a vendor's calls: no song waits for a search, and no video is due to
          // be asked about.
          const state = chance < 0.94 ? 'matched' : 'missing'
          const video = letters(11)
          yield `${id}\t${singer}\t${song}\t${songKey(singer)}\t${songKey(song)}\t${state}\t${
            state === 'matched' ? `${video}\thttps://i.ytimg.com/vi/${video}/hqdefault.jpg` : `${nothing}\t${nothing}`
          }\t${since}\t${since}`
        }
      },
    },
    {
      table: 'subjects',
      columns: ['id', 'kind', 'owner', 'visibility', 'state', 'topic', 'like_count', 'comment_count', 'created_at'],
      rows: playlists,
      lines: function* () {
        for (let playlist = 0; playlist < playlists; playlist++) {
          const state = states[playlist]
          genreOf[playlist] = Math.floor(random() * genres.length)
          yield `${first.playlists + playlist}\tplaylist\t${first.users + writers[playlist]!}\t${state === hidden ? 'private' : 'public'}\t${
            state === failed || state === cancelled ? 'failed' : 'ready'
          }\t${genreKey(genres[genreOf[playlist]!]!)}\t${likes[playlist]}\t${comments[playlist]}\t${at(playlistSince(playlist))}`
        }
      },
    },
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
      rows: playlists,
      lines: function* () {
        for (let playlist = 0; playlist < playlists; playlist++) {
          const state = states[playlist]
          const status = state === failed ? 'failed' : state === cancelled ? 'cancelled' : 'ready'
          const since = playlistSince(playlist)
          const created = at(since)
          const finished = at(since + 5_000)
          const name = title()
          yield `${first.playlists + playlist}\t${first.users + writers[playlist]!}\t${status}\t${pick(korean.adjectives)} ${pick(korean.nouns)}에 듣는 노래\t${genres[genreOf[playlist]!]}\t${pick(years)}\t${name}\t${name},${lineBreak}${pick(korean.nouns)}와 함께.\t{${pick(korean.nouns)},${pick(korean.nouns)}}\t${Math.min(
            10,
            songs[playlist]!,
          )}\t${finished}\t${songs[playlist]}\t${
            state === failed ? 'openai_unavailable' : nothing
          }\t${created}\t${finished}\t${finished}`
        }
      },
    },
    {
      table: 'playlist_songs',
      columns: ['playlist_id', 'music_id', 'position', 'compose_attempt'],
      rows: figures.playlist_songs,
      lines: function* () {
        const step = strideOf(music, music * 0.618)
        for (let playlist = 0; playlist < playlists; playlist++) {
          const chosen: number[] = []
          while (chosen.length < songs[playlist]!) {
            // Squared, so that some songs are in very many playlists.
            const song = (Math.floor(random() ** 2 * music) * step) % music
            if (!chosen.includes(song)) chosen.push(song)
          }
          for (const [position, song] of chosen.entries())
            yield `${first.playlists + playlist}\t${first.music + song}\t${position}\t1`
        }
      },
    },
    {
      table: 'subject_likes',
      columns: ['subject_id', 'kind', 'user_id', 'created_at'],
      rows: likes.reduce((sum, count) => sum + count, 0),
      lines: function* () {
        for (let playlist = 0; playlist < playlists; playlist++) {
          for (const liker of likersOf(playlist, likes[playlist]!)) {
            yield `${first.playlists + playlist}\tplaylist\t${first.users + liker}\t${at(later(playlistSince(playlist)))}`
          }
        }
      },
    },
    {
      table: 'subject_comments',
      columns: ['id', 'subject_id', 'writer', 'parent', 'content', 'is_active', 'created_at', 'updated_at'],
      rows: comments.reduce((sum, count) => sum + count, 0),
      lines: function* () {
        let id = first.comments
        for (let playlist = 0; playlist < playlists; playlist++) {
          const count = comments[playlist]!
          const since = playlistSince(playlist)
          const parents: number[] = []
          for (let n = 0; n < count; n++, id++) {
            const parent = parents.length > 0 && random() < 0.3 ? `${pick(parents)}` : nothing
            if (parent === nothing) parents.push(id)
            const created = at(since + ((now - since) * (n + random())) / count)
            yield `${id}\t${first.playlists + playlist}\t${first.users + pick(stayed)}\t${parent}\t${pick(remarks)}\tt\t${created}\t${created}`
          }
        }
      },
    },
    {
      table: 'follows',
      columns: ['follower', 'followee', 'created_at'],
      rows: followers.reduce((sum, count) => sum + count, 0),
      lines: function* () {
        for (const user of stayed) {
          for (const follower of followersOf(user)) {
            yield `${first.users + follower}\t${first.users + user}\t${at(later(userSince(Math.max(user, follower))))}`
          }
        }
      },
    },
    {
      table: 'notification_boxes',
      columns: ['user_id', 'seq'],
      rows: acts.reduce((count, acted) => count + (acted > 0 ? 1 : 0), 0),
      lines: function* () {
        for (const user of stayed) if (acts[user]! > 0) yield `${first.users + user}\t${acts[user]}`
      },
    },
    {
      table: 'notifications',
      columns: [
        'id',
        'recipient',
        'kind',
        'subject',
        'subject_id',
        'seq',
        'actor_count',
        'read_at',
        'created_at',
        'updated_at',
      ],
      rows: notifications,
      lines: function* () {
        for (const { id, recipient, playlist, actors, seq } of numbered()) {
          const told = at(now - 80 * dayMs * random())
          const about =
            playlist === undefined
              ? `followed\t0\t${nothing}`
              : `liked\t${first.playlists + playlist}\t${first.playlists + playlist}`
          yield `${id}\t${first.users + recipient}\t${about}\t${seq}\t${actors.length}\t${random() < 0.6 ? told : nothing}\t${told}\t${told}`
        }
      },
    },
    {
      table: 'notification_actors',
      columns: ['notification_id', 'actor', 'acted_seq'],
      rows: actorsTold,
      lines: function* () {
        for (const { id, actors, seq } of numbered()) {
          for (const [n, actor] of actors.entries())
            yield `${id}\t${first.users + actor}\t${seq - actors.length + n + 1}`
        }
      },
    },
  ]
}
