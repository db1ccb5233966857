import { createReview, editReview } from '@mudig/db/reviews/write'
import { aFilm } from '@mudig/db/testing/films'
import { until } from '@mudig/sandbox/servers/until'
import { loadSentiment } from '@mudig/sentiment/load-model'
import { analyseReview } from '@mudig/shared/reviews/queues'
import t from 'tap'
import { pipeline } from './harness.js'

t.test('a review that is clear is judged, and found among the opinions', async t => {
  const p = await pipeline(t)
  const film = await aFilm(p.db)
  const write = (content: string) =>
    p.ledger.transaction(trx =>
      createReview(trx, { id: p.writer, request_id: 'test' }, { film, content }, { perDay: 100 }),
    )
  const good = await write('정말 최고의 영화! 너무 재미있고 감동적이에요 강추합니다')
  const bad = await write('최악이다 지루하고 재미없고 돈 아깝다 쓰레기 영화')
  const opinionOf = async ({ id }: { id: number }) => {
    const row = await p.db
      .selectFrom('reviews as r')
      .innerJoin('subjects as s', 's.id', 'r.id')
      .select(['r.is_positive', 's.topic'])
      .where('r.id', '=', id)
      .executeTakeFirstOrThrow()
    return row
  }
  const judged = await until(
    async () => (await opinionOf(good)).is_positive !== null && (await opinionOf(bad)).is_positive !== null,
    {
      withinMs: 60_000,
      everyMs: 50,
    },
  )
  t.ok(judged, p.logs())
  t.strictSame(await opinionOf(good), { is_positive: true, topic: `${film}:positive` })
  t.strictSame(await opinionOf(bad), { is_positive: false, topic: `${film}:negative` })
})

t.test('a doubtful review is shown to the chat vendor once it is public, and not before', async t => {
  const p = await pipeline(t)
  // Which texts are doubtful is the committed model's to say.
  const classify = await loadSentiment()
  const content = ['ㅇ', '봤다', '영화', '12', '음'].find(text => classify(text).confidence < 0.6)!
  t.ok(content, 'one of these is doubtful')
  const [film, reviewer] = [await aFilm(p.db), { id: p.writer, request_id: 'test' }]
  const settled = () =>
    until(
      async () => {
        const jobs = await p.db
          .selectFrom('jobs')
          .select('state')
          .where('queue', '=', analyseReview.name)
          .orderBy('id')
          .execute()
        return jobs.length > 0 && jobs.every(({ state }) => state === 'done')
      },
      { withinMs: 60_000, everyMs: 50 },
    )
  const { id } = await p.ledger.transaction(trx =>
    createReview(trx, reviewer, { film, content, isPrivate: true }, { perDay: 100 }),
  )
  t.ok(await settled())
  t.equal((await p.sandbox.calls('chat')).length, 0)
  await p.ledger.transaction(trx => editReview(trx, id, reviewer, { content, isPrivate: false }))
  t.ok(await settled())
  t.equal((await p.sandbox.calls('chat')).length, 1)
})
