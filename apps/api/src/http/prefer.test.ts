import fc from 'fast-check'
import t from 'tap'
import { readPreference } from './prefer.js'

t.test('what a Prefer header asks for', async t => {
  const cases: [string | string[] | undefined, number, string | undefined][] = [
    [undefined, 25, undefined],
    ['', 25, undefined],
    ['respond-async', 0, 'respond-async'],
    ['Respond-Async', 0, 'respond-async'],
    ['wait=5', 5, 'wait=5'],
    ['wait = 5', 5, 'wait=5'],
    ['wait="5"', 5, 'wait=5'],
    ['wait=0', 0, 'wait=0'],
    ['wait=99', 25, 'wait=25'],
    ['respond-async, wait=5', 5, 'respond-async, wait=5'],
    ['respond-async; foo="a", wait=5', 5, 'respond-async, wait=5'],
    [['respond-async', 'wait=5'], 5, 'respond-async, wait=5'],
    ['wait=3, wait=9', 3, 'wait=3'],
    ['wait=-1', 25, undefined],
    ['wait=1.5', 25, undefined],
    ['wait=1e3', 25, undefined],
    ['wait=9999999999999999999999', 25, undefined],
    ['wait', 25, undefined],
    ['return=minimal', 25, undefined],
    ['respond-asynchronously', 25, undefined],
    [`${'x,'.repeat(2_000)}wait=1`, 25, undefined],
  ]
  for (const [prefer, waitSeconds, applied] of cases) {
    t.same(readPreference(prefer, 25), { waitSeconds, applied }, `${prefer}`.slice(0, 60))
  }
})

t.test('whatever it holds, the wait is bounded and the answer a header value', async t => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(wait|respond-async|[ =,;"0-9])*$/)),
      prefer => {
        const { waitSeconds, applied } = readPreference(prefer, 25)
        return waitSeconds >= 0 && waitSeconds <= 25 && (applied === undefined || /^[a-z=0-9, -]+$/.test(applied))
      },
    ),
    { numRuns: 500 },
  )
  t.pass('500 headers')
})
