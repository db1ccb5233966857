import t from 'tap'
import { createLocalCounts } from './local-counts.js'

const minute = 60_000

t.test('counts each key by itself until its window ends', async t => {
  const count = createLocalCounts()
  t.same(count('a', minute, 1_000), { current: 1, ttl: minute })
  t.same(count('a', minute, 11_000), { current: 2, ttl: 50_000 })
  t.same(count('b', minute, 21_000), { current: 1, ttl: minute })
  t.same(count('a', minute, 60_999), { current: 3, ttl: 1 })
  t.same(count('a', minute, 61_000), { current: 1, ttl: minute }, 'a new window')
})

t.test('a flood of keys makes nobody forgotten, and hardly anybody counted for another', async t => {
  const count = createLocalCounts()
  for (let tries = 1; tries <= 9; tries++) count('known', minute, 0)
  for (let key = 0; key < 200_000; key++) count(`flood/${key}`, minute, 1)
  t.ok(count('known', minute, 2).current >= 10, 'nothing is forgotten, ten times what was a full memory later')

  const others = createLocalCounts()
  for (let key = 0; key < 20_000; key++) others(`flood/${key}`, minute, 0)
  let shared = 0
  for (let key = 0; key < 1_000; key++) if (others(`person/${key}`, minute, 1).current > 1) shared += 1
  // Expected: (1 - exp(-20,000 / 65,536))^2, which is 7 of 100; 5 standard deviations more are 11.
  t.ok(shared < 120, `${shared} of 1,000 share both cells with somebody`)
})
