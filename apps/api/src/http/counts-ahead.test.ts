import t from 'tap'
import { createCountsAhead, type Take } from './counts-ahead.js'

/** One count for all processes, as Redis keeps it. */
const shared = () => {
  const counts = new Map<string, { count: number; endsAt: number }>()
  let asked = 0
  const take: Take = async (key, by, windowMs) => {
    asked += 1
    const now = performance.now()
    const known = counts.get(key)
    const entry = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowMs }
    counts.set(key, entry)
    entry.count += by
    const answer = { current: entry.count, ttl: entry.endsAt - now }
    await new Promise(setImmediate)
    return answer
  }
  return { take, asked: () => asked }
}

const window = 60_000

t.test('one process lets through exactly the limit, and asks for few of them', async t => {
  const { take, asked } = shared()
  const count = createCountsAhead(take)
  let allowed = 0
  for (let n = 0; n < 700; n++) if ((await count('a', window, 600)).current <= 600) allowed += 1
  t.equal(allowed, 600)
  t.ok(asked() < 60, `asked ${asked()} times`)
  t.equal((await count('b', window, 600)).current, 1, 'others are counted apart')
})

t.test('many at the same moment are counted once each', async t => {
  const { take } = shared()
  const count = createCountsAhead(take)
  const counted = []
  for (let n = 0; n < 14; n++)
    counted.push(...(await Promise.all(Array.from({ length: 50 }, () => count('a', window, 600)))))
  const allowed = counted.map(({ current }) => current).filter(current => current <= 600)
  t.equal(allowed.length, 600)
  t.equal(new Set(allowed).size, 600)
})

t.test('several processes together never let through more, and hardly less', async t => {
  const { take } = shared()
  const processes = Array.from({ length: 4 }, () => createCountsAhead(take))
  let allowed = 0
  for (let n = 0; n < 800; n++) if ((await processes[n % 4]!('a', window, 600)).current <= 600) allowed += 1
  t.ok(allowed <= 600 && allowed >= 600 - 4 * 11, `${allowed}`)
})

t.test('small limits are asked for each time', async t => {
  const { take, asked } = shared()
  const count = createCountsAhead(take)
  for (let n = 1; n <= 20; n++) t.equal((await count('a', window, 60)).current, n)
  t.equal(asked(), 20)
})

t.test('a window ends', async t => {
  const { take } = shared()
  const count = createCountsAhead(take)
  while ((await count('a', 300, 200)).current <= 200);
  for (let current = 201; current > 200; ) {
    await new Promise(resolve => setTimeout(resolve, 20))
    current = (await count('a', 300, 200)).current
  }
  t.ok((await count('a', 300, 200)).ttl <= 300)
})

t.test('whoever was forgotten is counted one by one again, and an error is passed on', async t => {
  const { take } = shared()
  const count = createCountsAhead(take, 2)
  for (let n = 0; n < 5; n++) await count('a', window, 600)
  for (const other of ['b', 'c', 'd']) await count(other, window, 600)
  t.ok((await count('a', window, 600)).current > 5)
  const failing = createCountsAhead(async () => Promise.reject(new Error('away')))
  await t.rejects(async () => failing('a', window, 600), /away/)
  await t.rejects(async () => failing('a', window, 600), /away/)
})

t.test('who comes again and again is not forgotten for those who came once', async t => {
  const { take, asked } = shared()
  const count = createCountsAhead(take, 3)
  for (let n = 0; n < 20; n++) {
    await count('often', window, 600)
    await count(`once ${n}`, window, 600)
  }
  t.ok(asked() - 20 < 10, `asked ${asked() - 20} times for the one`)
})
