import { setTimeout as sleep } from 'node:timers/promises'
import type { Schedule } from '@mudig/db/core/domain'
import { testDatabase } from '@mudig/db/testing/database'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { startSchedules } from './schedules.js'

const log = pino({ level: 'silent' })

/** A schedule that tells of each batch. */
const counted = (name: string, runBatch: Schedule['runBatch'] = async () => 0, everySeconds = 0) => {
  let wake = () => {}
  let runs = 0
  const schedule: Schedule = {
    name,
    everySeconds,
    runBatch: (db, limit) => {
      runs += 1
      wake()
      return runBatch(db, limit)
    },
  }
  const until = async (wanted: number) => {
    while (runs < wanted) await new Promise<void>(resolve => (wake = resolve))
  }
  return { schedule, until, runs: () => runs }
}

const start = async (t: Test, ...of: { schedule: Schedule }[]) => {
  const { db } = await testDatabase(t)
  return startSchedules(
    db,
    of.map(({ schedule }) => schedule),
    log,
    20,
  )
}

t.test('one that hangs delays no other; stopping waits for it', async t => {
  let release = () => {}
  const hanging = counted('test.hanging', () => new Promise(resolve => (release = () => resolve(0))))
  const quick = counted('test.quick')
  const timer = await start(t, hanging, quick)
  await hanging.until(1)
  await quick.until(quick.runs() + 3)
  t.equal(hanging.runs(), 1, 'never two at once')

  let hasStopped = false
  const stopping = timer.stop().then(() => {
    hasStopped = true
  })
  await sleep(50)
  t.notOk(hasStopped)
  release()
  await stopping
  const ran = quick.runs()
  await sleep(60)
  t.equal(quick.runs(), ran, 'nothing runs after that')
})

t.test('one that fails is tried again; full batches follow each other at once', async t => {
  let left = 3
  const failing = counted('test.failing', () => Promise.reject(new Error('out of order')))
  const full = counted('test.full', async (_, limit) => (left-- > 0 ? limit : 0), 3_600)
  const timer = await start(t, failing, full)
  await failing.until(2)
  await full.until(4)
  await timer.stop()
  t.equal(full.runs(), 4, 'three full ones and the last, in one turn')
})
