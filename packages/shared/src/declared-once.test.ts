import t from 'tap'
import type { Queue } from './core/define-queue.js'
import { declared as declaredNotices } from './notices.gen.js'
import { declared as declaredQueues, jobSubjects } from './queues.gen.js'
import { twice } from './testing/twice.js'

const keysOf = (parts: readonly object[]) => parts.flatMap(Object.keys)

// The lists of all domains spread one over the other: what two declare would be the later one's alone.
t.test('no two domains declare the same queue, notice, act or kind of job subject', async t => {
  t.strictSame(twice(keysOf(declaredQueues)), [], 'names of queues in code')
  const queues = declaredQueues.flatMap(part => Object.values<Queue>(part))
  t.strictSame(twice(queues.map(({ name }) => name)), [], 'names of queues in rows')
  t.strictSame(twice(keysOf(declaredNotices.notices)), [], 'kinds of notices')
  t.strictSame(twice(keysOf(declaredNotices.acts)), [], 'acts')
  t.strictSame(twice([...jobSubjects]), [], 'what jobs are about')
  t.strictSame(twice(keysOf([{ liked: 0, ready: 0 }, { liked: 1 }])), ['liked'], 'one that is there twice is named')
})
