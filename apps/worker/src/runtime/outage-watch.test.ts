import t from 'tap'
import { createOutageWatch } from './outage-watch.js'

t.test('an outage is a look that was held up or failed, not one that came late', async t => {
  let mine = 0
  let theirs = 1_000
  const watch = createOutageWatch(() => mine)
  const look = (passing: number, heldUp = 0) => {
    mine += passing
    theirs += passing
    return watch.look(async () => {
      mine += heldUp
      theirs += heldUp
      return { at: theirs }
    })
  }
  t.match(await look(0), { answer: { at: 1_000 }, wasAway: false })
  t.match(await look(1), { wasAway: false })
  t.match(await look(30), { wasAway: false }, 'this process had no turn for long')
  t.match(await look(1, 20), { wasAway: true }, 'the database stood still')
  t.match(await look(1), { wasAway: false })
  await t.rejects(watch.look(() => Promise.reject(new Error('refused'))))
  t.match(await look(1), { wasAway: true }, 'it was not there')
  t.match(await look(1), { wasAway: false })
})
