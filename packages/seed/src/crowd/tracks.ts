import { type CrowdDomain, type Ids, personIds, type Size, type Subjects } from '../core/crowd.js'
import { dayMs } from '../core/moments.js'
import { ownersOf, popularityOf, totalOf } from '../core/shares.js'
import { tagIds, tagsIn } from '../core/tags.js'
import { at, nothing } from '../core/text-format.js'
import { english, korean } from '../core/words.js'

const trackIds: Ids = { table: 'subjects', most: ({ tracks }) => tracks }

const remarks = [
  '여기 베이스 미쳤다',
  '이 부분만 백 번 들었어요',
  '드럼 소리가 너무 좋아요',
  '헤드폰으로 들어야 해요',
  '목소리가 참 따뜻하네요',
  '다음 곡은 언제 나오나요?',
  '새벽에 듣기 좋아요',
  'That drop!',
  'Which synth is this?',
  'The bridge gets me every time',
  'Lovely mix',
  'On repeat since morning',
] as const

/** States of a track, as far as others may see it. */
const shown = 0
const hidden = 1
const failed = 2

/** Counted plays are spread over so many days. */
const heardDays = 30
const bars = 270

/** From a minute and a half to six and a half. */
const lengthMs = (track: number): number => 90_000 + ((track * 7_919) % 300_000)

/** Three likes, a comment, a repost and twenty plays each, fewer where so few people cannot have more. */
const planTracks = ({ tracks, people, randomOf }: Size) => {
  const { next } = randomOf('plan of tracks')
  const owners = ownersOf(people.count, tracks)
  const states = new Uint8Array(tracks)
  const visible: number[] = []
  for (let track = 0; track < tracks; track++) {
    const chance = next()
    states[track] = chance < 0.02 ? failed : chance < 0.1 ? hidden : shown
    if (states[track] === shown && !people.hasLeft(owners[track]!)) visible.push(track)
  }
  const ofPeople = Math.floor(people.stayed.length / 2)
  const subjects: Subjects = {
    kind: 'track',
    liked: 'liked_track',
    remarks,
    lengthMs,
    ids: trackIds,
    count: tracks,
    owners,
    likes: popularityOf(tracks, visible, 3 * tracks, 0.8, ofPeople),
    comments: popularityOf(tracks, visible, tracks, 0.7, 2_000),
    seen: track => ({
      visibility: states[track] === hidden ? 'private' : 'public',
      state: states[track] === failed ? 'failed' : 'ready',
      topic: nothing,
    }),
  }
  return {
    subjects,
    states,
    plays: popularityOf(tracks, visible, 20 * tracks, 0.8, 1_000_000),
    reposts: popularityOf(tracks, visible, tracks, 0.8, ofPeople),
  }
}

/** How many tags a track has: one and a half on average. */
const tagsOf = (track: number): number => track % 4

/** Some waveforms to choose from, as the first clients draw them. */
const wavesOf = (next: () => number): string[] =>
  Array.from({ length: 16 }, () => {
    const rise = 0.5 + next()
    const heights = Array.from({ length: bars }, (_, bar) =>
      Math.round(300 * Math.sin((Math.PI * (bar + 1)) / (bars + 1)) ** rise * (0.4 + 0.6 * next())),
    )
    return `{${heights.join(',')}}`
  })

/** Files that are named and do not lie in the store: a crowd is for lists, and makes no sound. */
const roles = [
  { role: 'original', ending: 'bin', type: 'application/octet-stream', bytesPerSecond: 100_000 },
  { role: 'aac', ending: 'm4a', type: 'audio/mp4', bytesPerSecond: 20_000 },
] as const

export const crowd: CrowdDomain = sized => {
  const { tracks: count, people, randomOf } = sized
  if (count === 0) return {}
  const { subjects, states, plays, reposts } = planTracks(sized)
  const tags = tagsIn(sized)
  const heard = states.reduce((sum, state) => sum + (state === failed ? 0 : 1), 0)

  const filesOf = function* () {
    const { letters } = randomOf('keys of tracks')
    for (let track = 0; track < count; track++) {
      if (states[track] === failed) continue
      for (const { role, ending, type, bytesPerSecond } of roles) {
        const bytes = Math.round((lengthMs(track) / 1_000) * bytesPerSecond)
        yield { track, role, key: `track/${letters(22)}.${ending}`, facts: `${type}\t${bytes}` }
      }
    }
  }
  /** Days are counted back from today. */
  const daysOf = function* (track: number) {
    const all = plays[track]!
    for (let n = 0; n < Math.min(heardDays, all); n++)
      yield { ago: (track * 7 + n) % heardDays, played: Math.floor(all / heardDays) + (n < all % heardDays ? 1 : 0) }
  }

  return {
    subjects,
    ids: [trackIds],
    tables: ({ id, since, now }) => [
      {
        table: 'tracks',
        columns: [
          'id',
          'owner',
          'title',
          'description',
          'live_version',
          'last_version',
          'status',
          'is_downloadable',
          'ready_at',
          'announced_at',
          'created_at',
          'updated_at',
        ],
        rows: count,
        lines: function* ({ next, pick }) {
          for (let track = 0; track < count; track++) {
            const { adjectives, nouns, endings } = next() < 0.7 ? korean : english
            const words = `${pick(adjectives)} ${pick(nouns)} ${pick(endings)}\t${pick(korean.nouns)}에서 녹음했습니다.`
            const sent = since(track, count)
            const ready = at(sent + 20_000)
            const owner = id(personIds, subjects.owners[track]!)
            const live = states[track] === failed ? `${nothing}\t1\tfailed` : '1\t1\tready'
            const readyAt = states[track] === failed ? nothing : ready
            const announced = states[track] === shown ? ready : nothing
            const times = `${readyAt}\t${announced}\t${at(sent)}\t${ready}`
            yield `${id(trackIds, track)}\t${owner}\t${words}\t${live}\t${next() < 0.1 ? 't' : 'f'}\t${times}`
          }
        },
      },
      {
        table: 'track_versions',
        columns: [
          'track_id',
          'version',
          'filename',
          'state',
          'error_code',
          'failed_step',
          'duration_ms',
          'sample_rate',
          'channels',
          'codec',
          'loudness_lufs',
          'wave',
          'created_at',
        ],
        rows: count,
        lines: function* ({ next, pick }) {
          const waves = wavesOf(next)
          for (let track = 0; track < count; track++) {
            const file = `${id(trackIds, track)}\t1\t${pick(korean.nouns)}.flac`
            const learned =
              states[track] === failed
                ? `failed\tnot_audio\tprobe${`\t${nothing}`.repeat(6)}`
                : `ready\t${nothing}\t${nothing}\t${lengthMs(track)}\t44100\t2\tflac\t${(-8 - 12 * next()).toFixed(1)}\t${pick(waves)}`
            yield `${file}\t${learned}\t${at(since(track, count))}`
          }
        },
      },
      {
        table: 'track_counts',
        columns: ['track_id', 'play_count', 'repost_count'],
        rows: count,
        lines: function* () {
          for (let track = 0; track < count; track++) yield `${id(trackIds, track)}\t${plays[track]}\t${reposts[track]}`
        },
      },
      {
        table: 'track_days',
        columns: ['track_id', 'day', 'plays', 'listeners'],
        rows: plays.reduce((sum, all) => sum + Math.min(heardDays, all), 0),
        lines: function* () {
          const days = Array.from({ length: heardDays }, (_, ago) => at(now - ago * dayMs).slice(0, 10))
          for (let track = 0; track < count; track++) {
            for (const { ago, played } of daysOf(track))
              yield `${id(trackIds, track)}\t${days[ago]}\t${played}\t${Math.ceil(played * 0.8)}`
          }
        },
      },
      {
        table: 'track_tags',
        columns: ['track_id', 'tag_id'],
        rows: Array.from({ length: count }, (_, track) => tagsOf(track)).reduce((sum, some) => sum + some, 0),
        lines: function* ({ next }) {
          for (let track = 0; track < count; track++) {
            // Squared, so that some tags are on very many tracks.
            const first = Math.floor(next() ** 2 * tags)
            for (let n = 0; n < tagsOf(track); n++)
              yield `${id(trackIds, track)}\t${id(tagIds, (first + n * 7) % tags)}`
          }
        },
      },
      {
        table: 'reposts',
        columns: ['user_id', 'track_id', 'created_at'],
        rows: totalOf(reposts),
        lines: function* ({ between }) {
          for (let track = 0; track < count; track++) {
            for (const reposter of people.some(reposts[track]!, track + 1))
              yield `${id(personIds, reposter)}\t${id(trackIds, track)}\t${at(between(since(track, count), now))}`
          }
        },
      },
      {
        table: 'objects',
        columns: ['key', 'kind', 'state', 'owner', 'subject', 'content_type', 'bytes', 'created_at', 'used_at'],
        rows: roles.length * heard,
        lines: function* () {
          for (const { track, key, facts } of filesOf()) {
            const owner = id(personIds, subjects.owners[track]!)
            const sent = at(since(track, count))
            yield `${key}\ttrack\tused\t${owner}\ttrack/${id(trackIds, track)}\t${facts}\t${sent}\t${sent}`
          }
        },
      },
      {
        table: 'track_files',
        columns: ['track_id', 'version', 'role', 'key', 'content_type', 'bytes'],
        rows: roles.length * heard,
        lines: function* () {
          for (const { track, role, key, facts } of filesOf())
            yield `${id(trackIds, track)}\t1\t${role}\t${key}\t${facts}`
        },
      },
    ],
  }
}
