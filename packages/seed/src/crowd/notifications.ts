import { type Crowd, type CrowdDomain, type Ids, type Plan, personIds, type Subjects } from '../core/crowd.js'
import { dayMs } from '../core/moments.js'
import { at, nothing } from '../core/text-format.js'

/** Who did one thing, as far as a notification remembers them. */
const mostActors = 20

/** Of so many subjects one tells its owner who likes it. */
const everySubject = 4

const notificationIds: Ids = {
  table: 'notifications',
  most: ({ people, subjects }) =>
    subjects.reduce((sum, { count }) => sum + Math.ceil(count / everySubject), people.count),
}

interface News {
  readonly recipient: number
  /** Undefined where the recipient is followed. */
  readonly liked?: { readonly of: Subjects; readonly number: number }
  /** One act each. */
  readonly actors: readonly number[]
}

/** Likes of some subjects, and follows. */
const newsOf = function* ({ people, subjects }: Plan): Generator<News> {
  for (const of of subjects) {
    for (let number = 0; number < of.count; number += everySubject) {
      const recipient = of.owners[number]!
      const likers = people.some(Math.min(mostActors, of.likes[number]!), number)
      const actors = [...likers].filter(actor => actor !== recipient)
      if (actors.length > 0) yield { recipient, liked: { of, number }, actors }
    }
  }
  for (const recipient of people.stayed) {
    const actors: number[] = []
    for (const actor of people.followersOf(recipient)) if (actors.push(actor) === mostActors) break
    if (actors.length > 0) yield { recipient, actors }
  }
}

/** Runs through the news, with the number of each one's last act among its recipient's. */
const numbered = function* (crowd: Crowd): Generator<News & { id: number; seq: number }> {
  const done = new Int32Array(crowd.people.count)
  let number = 0
  for (const news of newsOf(crowd)) {
    done[news.recipient]! += news.actors.length
    yield { ...news, id: crowd.id(notificationIds, number++), seq: done[news.recipient]! }
  }
}

export const crowd: CrowdDomain = ({ people }) => ({
  ids: [notificationIds],
  tables: crowd => {
    const { id, now } = crowd
    /** By recipient. */
    const acts = new Int32Array(people.count)
    let notifications = 0
    let actorsTold = 0
    for (const { recipient, actors } of newsOf(crowd)) {
      notifications += 1
      actorsTold += actors.length
      acts[recipient]! += actors.length
    }
    return [
      {
        table: 'notification_boxes',
        columns: ['user_id', 'seq'],
        rows: acts.reduce((count, acted) => count + (acted > 0 ? 1 : 0), 0),
        lines: function* () {
          for (const person of people.stayed) if (acts[person]! > 0) yield `${id(personIds, person)}\t${acts[person]}`
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
        lines: function* ({ next }) {
          for (const { id: notification, recipient, liked, actors, seq } of numbered(crowd)) {
            const told = at(now - 80 * dayMs * next())
            const subject = liked && id(liked.of.ids, liked.number)
            const about =
              subject === undefined ? `followed\t0\t${nothing}` : `${liked!.of.liked}\t${subject}\t${subject}`
            yield `${notification}\t${id(personIds, recipient)}\t${about}\t${seq}\t${actors.length}\t${
              next() < 0.6 ? told : nothing
            }\t${told}\t${told}`
          }
        },
      },
      {
        table: 'notification_actors',
        columns: ['notification_id', 'actor', 'acted_seq'],
        rows: actorsTold,
        lines: function* () {
          for (const { id: notification, actors, seq } of numbered(crowd)) {
            for (const [n, actor] of actors.entries())
              yield `${notification}\t${id(personIds, actor)}\t${seq - actors.length + n + 1}`
          }
        },
      },
    ]
  },
})
