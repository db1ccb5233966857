import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { shownPictures } from '@mudig/db/testing/objects'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import type { Listener } from './listener.js'
import { stack } from './stack.js'

const users = 30

/** On a machine that is busy otherwise some are asked to come back: with the same key, as a front end does. */
const digUntilHeard = async (person: Listener, words: string) => {
  const headers = { prefer: 'respond-async', 'idempotency-key': randomUUID() }
  for (;;) {
    const answer = await person.dig(words, headers)
    if (answer.status !== 503) return answer
    await sleep(1_000 * Number(answer.headers.get('retry-after')))
  }
}

t.test(
  'sixty digs of thirty listeners at two API processes and two workers: each ends exactly once',
  { timeout: 240_000 },
  async t => {
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, { env: { DIGS_IN_FLIGHT: '2' } })
    const [one, two, ...workers] = await Promise.all([startApi(), startApi(), startWorker(), startWorker()])
    const people: Listener[] = []
    while (people.length < users) people.push(...(await Promise.all([one, two, one].map(api => listener(api.url)))))

    // Five of every seven songs are everybody's, so that the digs meet at the same rows in different orders.
    const shared = Array.from({ length: 10 }, (_, index) => ({
      singer: 'Everybody',
      song: `Number ${'ABCDEFGHIJ'[index]}`,
    }))
    // Whoever has a dig done already may have a third.
    for (let n = 0; n < 3 * users; n++) {
      const songs = shared.map((_, index) => shared[(index * (n % 2 ? 3 : 7) + n) % 10])
      await vendors.answer(
        { title: '함께', content: '', keywords: ['a', 'b', 'c'], image_prompt: 'Ink in blue', songs },
        1,
      )
    }
    await vendors.fault({ vendor: 'youtube', fault: 'keyInvalid', times: 3 })
    await vendors.fault({ vendor: 'youtube', fault: '500', times: 3 })

    const answers = await Promise.all(
      people.flatMap((person, index) =>
        ['하나', '둘', '셋'].map(async words => ({
          person,
          answer: await digUntilHeard(person.at((index % 2 ? one : two).url), words),
        })),
      ),
    )
    const accepted = answers.filter(({ answer }) => answer.status === 202)
    const refused = answers.filter(({ answer }) => answer.status === 429)
    t.equal(accepted.length + refused.length, answers.length, 'accepted or told to wait')
    t.ok(accepted.length >= 2 * users, 'everybody has two')
    t.ok(
      refused.every(({ answer }) => Number(answer.headers.get('retry-after')) > 0),
      'and for how long',
    )

    const unfinished = () =>
      db.selectFrom('playlists').select('id').where('status', 'in', ['queued', 'composing', 'matching']).execute()
    t.ok(await until(async () => (await unfinished()).length === 0, { withinMs: 180_000, everyMs: 200 }))
    await untilIdle(60_000)

    const statuses = await db.selectFrom('playlists').select(['id', 'status', 'song_goal', 'thumbnail']).execute()
    t.equal(statuses.length, accepted.length)
    t.same(
      statuses.filter(playlist => playlist.status !== 'ready'),
      [],
    )
    const ends = await db
      .selectFrom('playlist_events')
      .select('playlist_id')
      .where('type', 'in', ['done', 'failed'])
      .execute()
    t.equal(new Set(ends.map(end => end.playlist_id)).size, accepted.length)
    t.equal(ends.length, accepted.length, 'each is told once')
    const dead = await db.selectFrom('jobs').select(['queue', 'error_code']).where('state', '=', 'failed').execute()
    t.ok(
      dead.every(job => job.error_code === 'youtube_key'),
      JSON.stringify(dead),
    )
    const searches = (await vendors.calls('youtube')).filter(
      call => call.fault === null && call.path.includes('/search'),
    )
    t.ok(searches.length <= 10, `${searches.length} searches`)
    const pictures = await shownPictures(db).select('key').execute()
    t.same(new Set(pictures.map(picture => picture.key)), new Set(statuses.map(playlist => playlist.thumbnail)))
    for (const app of [one, two, ...workers]) {
      t.equal(app.child.exitCode, null)
      t.notMatch(app.output(), /40P01|deadlock|unhandled|uncaught|"level":[56]0(?!.*youtube)/i)
    }
  },
)
