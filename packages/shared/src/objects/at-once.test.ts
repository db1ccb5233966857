import t from 'tap'
import { atOnce } from './at-once.js'

t.test('no more than so many run, in their order, and one that fails makes room', async t => {
  const run = atOnce(2)
  const started: number[] = []
  const ends: (() => void)[] = []
  const works = Array.from({ length: 5 }, (_, n) =>
    run(async () => {
      started.push(n)
      await new Promise<void>(resolve => ends.push(resolve))
      if (n === 1) throw new Error('broken')
      return n
    }),
  )
  const outcomes = Promise.allSettled(works)
  const turn = () => new Promise(resolve => setImmediate(resolve))
  await turn()
  t.strictSame(started, [0, 1])
  ends[1]!()
  await turn()
  t.strictSame(started, [0, 1, 2], 'the failed one has made room for one')
  ends[0]!()
  await turn()
  t.strictSame(started, [0, 1, 2, 3])
  for (const end of [2, 3]) ends[end]!()
  await turn()
  ends[4]!()
  t.strictSame(
    (await outcomes).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  )
  t.equal(await run(async () => 'again'), 'again')
})
