import { aTrack } from '@mudig/db/testing/tracks'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

const test = await testApp(t)
const { app, db } = test
t.jobs = 1

const ask = (who: Listener | undefined, url: string) => app.inject({ url, ...(who && { headers: who.bearer }) })

t.test('an owner is told how a track does, and nobody else', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id)
  await db
    .insertInto('track_days')
    .values({ track_id: id, day: new Date().toISOString().slice(0, 10), plays: 3, listeners: 2 })
    .execute()
  const answer = await ask(owner, `/song/${id}/stats?days=2`)
  t.equal(answer.statusCode, 200)
  const { days, ...totals } = answer.json()
  t.strictSame(totals, { song_id: id, play_count: 0, like_count: 0, repost_count: 0, comment_count: 0 })
  t.equal(days.length, 2)
  t.equal(
    days.reduce((sum: number, day: { plays: number }) => sum + day.plays, 0),
    3,
  )
  t.equal((await ask(owner, `/song/${id}/stats`)).json().days.length, 30)
  t.equal(outcome(await ask(stranger, `/song/${id}/stats`)), '404 track_not_found', 'though it is public')
  t.equal(outcome(await ask(undefined, `/song/${id}/stats`)), '401 not_signed_in')
  for (const days of ['0', '366', 'x'])
    t.equal(outcome(await ask(owner, `/song/${id}/stats?days=${days}`)), '400 invalid_input')
  t.equal(outcome(await ask(owner, '/song/999999999/stats')), '404 track_not_found')
})

t.test('and how all of theirs do', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const ids = [await aTrack(db, owner.id), await aTrack(db, owner.id, { state: 'draft' })]
  await db.updateTable('track_counts').set({ play_count: 4 }).where('track_id', 'in', ids).execute()
  const { days, ...totals } = (await ask(owner, '/song/stats?days=365')).json()
  t.strictSame(totals, { song_count: 2, play_count: 8, like_count: 0, repost_count: 0, comment_count: 0 })
  t.equal(days.length, 365)
  t.match((await ask(stranger, '/song/stats')).json(), { song_count: 0, play_count: 0 })
  t.equal(outcome(await ask(undefined, '/song/stats')), '401 not_signed_in')
  t.equal(outcome(await ask(owner, '/song/stats?days=366')), '400 invalid_input')
})
