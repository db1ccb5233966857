import { createReview } from '@mudig/db/reviews/write'
import { aFilm } from '@mudig/db/testing/films'
import { until } from '@mudig/sandbox/servers/until'
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
