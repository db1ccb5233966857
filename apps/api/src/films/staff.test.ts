import { findWrong, lastId } from '@mudig/db/core/counters'
import { domain } from '@mudig/db/films/domain'
import { aFilm } from '@mudig/db/testing/films'
import { matchFilm } from '@mudig/shared/films/queues'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { makeStaff } from '../testing/make-staff.js'

const base = '/api/v1/movies'

t.test('staff see what the catalogue does not know, and say what it is', async t => {
  const test = await testApp(t)
  const { db } = test
  const [me, somebody] = [await aListener(test), await aListener(test)]
  await makeStaff(test, me)
  const ask = (method: 'GET' | 'POST', path: string, payload?: object, as = me) =>
    test.app.inject({ method, url: `${base}${path}`, headers: as.bearer, ...(payload && { payload }) })
  const match = (film: number, docid: string, as = me) => ask('POST', `/staff/unmatched/${film}/match/`, { docid }, as)
  const stub = async (kofic_cd: string) => {
    const film = await aFilm(db, { title: `영화 ${kofic_cd}` })
    await db.updateTable('films').set({ kofic_cd, state: 'stub' }).where('id', '=', film).execute()
    return film
  }
  const filmOf = (id: number) =>
    db.selectFrom('films').select(['docid', 'kofic_cd', 'title']).where('id', '=', id).executeTakeFirst()
  const score = (film: number) => ask('POST', `/${film}/score/`, { evaluate: 4 }, somebody)
  const known = await aFilm(db, { docid: 'F00001', title: '아는 영화' })
  const [first, second, third] = [await stub('20260001'), await stub('20260002'), await stub('20260003')]
  await db
    .insertInto('box_office')
    .values({ day: new Date('2026-05-01'), rank: 1, film_id: first, title: '영화' })
    .execute()

  t.equal(outcome(await ask('GET', '/staff/unmatched/', undefined, somebody)), '403 forbidden')
  t.equal(outcome(await match(first, 'F00001', somebody)), '403 forbidden')
  const page = (await ask('GET', '/staff/unmatched/?page_size=2')).json()
  t.strictSame(
    page.results.map(({ id }: { id: number }) => id),
    [third, second],
  )
  const rest = (await ask('GET', `/staff/unmatched/?page_size=2&cursor=${page.next_cursor}`)).json()
  t.match(rest, { results: [{ id: first, kofic_cd: '20260001', last_day: '2026-05-01' }], next: null })

  t.equal(outcome(await match(first, 'nonsense')), '400 invalid_input')
  t.equal(outcome(await match(known, 'F00009')), '409 film_matched')
  t.equal(outcome(await match(999_999, 'F00009')), '404 film_not_found')
  t.strictSame((await match(first, 'F00001')).json(), { movie_pk: known, is_asked: false })
  t.equal(await filmOf(first), undefined, 'nobody had left anything there')
  t.match(await filmOf(known), { kofic_cd: '20260001' })
  t.match(await db.selectFrom('box_office').select('film_id').execute(), [{ film_id: known }])
  t.equal(outcome(await match(second, 'F00001')), '409 film_matched')

  const used = await aFilm(db, { docid: 'F00002' })
  await score(second)
  await score(used)
  t.equal(outcome(await match(second, 'F00002')), '409 films_both_used')
  await ask('POST', `/${used}/score/`, { evaluate: 0 }, somebody)
  t.strictSame((await match(second, 'F00002')).json(), { movie_pk: second, is_asked: true })
  t.equal(await filmOf(used), undefined)
  t.match(await filmOf(second), { docid: 'F00002', kofic_cd: '20260002' })

  t.strictSame((await match(third, 'F00003')).json(), { movie_pk: third, is_asked: true })
  t.match(await filmOf(third), { docid: null }, 'until the catalogue has told of it')
  const jobs = await db.selectFrom('jobs').select('payload').where('queue', '=', matchFilm.name).orderBy('id').execute()
  t.match(jobs, [{ payload: { film_id: second, docid: 'F00002' } }, { payload: { film_id: third, docid: 'F00003' } }])
  for (const counter of domain.counters)
    t.strictSame(await findWrong(db, counter, 0, await lastId(db, counter)), [], counter.name)
})
