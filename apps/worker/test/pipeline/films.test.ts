import { dueDays } from '@mudig/db/films/box-office'
import { readMainPage } from '@mudig/db/films/films'
import { listGaps } from '@mudig/db/films/import-gaps'
import { findUntagged } from '@mudig/db/films/tags'
import { addJob } from '@mudig/db/ledger/add'
import { expedite } from '@mudig/db/ledger/expedite'
import { findPublic } from '@mudig/db/objects/serving'
import { aFilm } from '@mudig/db/testing/films'
import { loadFilms } from '@mudig/sandbox/catalogue/films'
import { until } from '@mudig/sandbox/servers/until'
import { fetchBoxOffice, fetchPoster, importFilms, matchFilm, tagFilms } from '@mudig/shared/films/queues'
import { filmTags } from '@mudig/shared/films/tags'
import t, { type Test } from 'tap'
import { queueBoxOffice, queueImport, queueLostPosters } from '../../src/films/schedules.js'
import { type PipelineOptions, pipeline } from './harness.js'

const keys = { KOFIC_API_KEY: 'sandbox', KMDB_API_KEY: 'sandbox' }
/** A day long counted. */
const day = 20260501

const setUp = async (t: Test, options: PipelineOptions = {}) => {
  const p = await pipeline(t, options)
  const { db, ledger } = p
  const filmsOf = () =>
    db.selectFrom('films').select(['id', 'docid', 'kofic_cd', 'title', 'poster', 'state']).orderBy('id').execute()
  const importFrom = (from_year: number) => ledger.transaction(trx => addJob(trx, importFilms, { v: 1, from_year }))
  /** Retries and what is delayed do not wait. */
  const hurry = async (queue: string, is: () => Promise<boolean>) => {
    const reached = await until(
      async () => {
        await ledger.transaction(trx => expedite(trx, { queue }, 1_000))
        return is()
      },
      { withinMs: 60_000, everyMs: 200 },
    )
    if (!reached) throw new Error(`${queue} does not get there:\n${p.logs().slice(-4_000)}`)
  }
  const stateOf = async (id: number) =>
    (await db.selectFrom('jobs').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
  return { ...p, filmsOf, importFrom, hurry, stateOf }
}

t.test('the box office makes films, the catalogue tells of them, and their posters are kept', async t => {
  const p = await setUp(t, { env: { ...keys, KOFIC_CALLS_PER_DAY: '0' } })
  await p.ledger.transaction(trx => addJob(trx, fetchBoxOffice, { v: 1, day }))
  await p.hurry(fetchPoster.name, async () => (await p.filmsOf()).filter(({ poster }) => poster !== null).length >= 9)
  const films = await p.filmsOf()
  const whole = films.filter(({ state }) => state === 'full')
  t.ok(whole.length >= 9, 'but for one whose day KOFIC does not know, perhaps')
  t.equal(new Set(films.map(({ kofic_cd }) => kofic_cd)).size, films.length)
  const { poster } = whole.find(film => film.poster !== null)!
  t.match(await findPublic(p.db, poster!), { contentType: 'image/webp' })
  const { box_office } = await readMainPage(p.db)
  t.equal(box_office.length, 10)
  const plots = await p.db.selectFrom('films').select('plot').where('state', '=', 'full').execute()
  for (const { plot } of plots) t.match(plot, /^[^\u0000-\u001f]+$/u)
  for (const { title } of whole) t.notMatch(title, /!H[SE]|^\s|\s$/)
})

t.test('an import that is cut off goes on where it was, without a gap or a double', async t => {
  const p = await setUp(t, { env: { KMDB_API_KEY: 'sandbox' } })
  await p.sandbox.fault({ vendor: 'kmdb', fault: '500', match: '20210', times: 2 })
  await p.sandbox.fault({ vendor: 'kmdb', fault: 'html', match: '20190501' })
  const { id } = await p.importFrom(2018)
  await p.hurry(importFilms.name, async () => (await p.stateOf(id)) === 'done')
  const calls = await p.sandbox.calls('kmdb')
  const answered = calls.filter(({ fault }) => fault === null).map(({ query }) => query)
  t.equal(new Set(answered).size, answered.length, 'no month is asked for twice that was answered')
  t.equal(calls.length - answered.length, 3)
  const first = await p.filmsOf()
  t.ok(first.some(({ title }) => title === '기생충'))
  const expected = [...new Set(first.map(({ docid }) => docid))]
  t.equal(expected.length, first.length)
  const again = await p.importFrom(2018)
  await p.hurry(importFilms.name, async () => (await p.stateOf(again.id)) === 'done')
  t.strictSame(
    (await p.filmsOf()).map(({ id, docid }) => [id, docid]),
    first.map(({ id, docid }) => [id, docid]),
    'a second one changes none',
  )
})

t.test('an import that gets further does not die of how often it failed in all', async t => {
  const p = await setUp(t, { env: { KMDB_API_KEY: 'sandbox' } })
  for (const match of ['20210301', '20190301'])
    await p.sandbox.fault({ vendor: 'kmdb', fault: '500', match, times: importFilms.attempts - 5 })
  const { id } = await p.importFrom(2018)
  await p.hurry(importFilms.name, async () => ['done', 'failed'].includes(await p.stateOf(id)))
  t.equal(await p.stateOf(id), 'done')
})

t.test('a film that cannot be read is left out and named, and no other', async t => {
  const p = await setUp(t, { env: { KMDB_API_KEY: 'sandbox' } })
  const whole = await p.importFrom(2019)
  await p.hurry(importFilms.name, async () => (await p.stateOf(whole.id)) === 'done')
  const all = await p.filmsOf()
  await p.db.deleteFrom('films').execute()
  const parasite = all.find(({ title }) => title === '기생충')!
  await p.sandbox.breakFilm(parasite.docid!)
  const { id } = await p.importFrom(2019)
  await p.hurry(importFilms.name, async () => (await p.stateOf(id)) === 'done')
  t.strictSame(
    (await p.filmsOf()).map(({ docid }) => docid).sort(),
    all
      .map(({ docid }) => docid)
      .filter(docid => docid !== parasite.docid)
      .sort(),
  )
  t.match(p.logs(), 'a film of the catalogue cannot be read')
})

t.test('a film that staff have named is fetched by its number', async t => {
  const p = await setUp(t, { env: { KMDB_API_KEY: 'sandbox' } })
  const film = await aFilm(p.db, { title: '다른 이름' })
  await p.db.updateTable('films').set({ kofic_cd: '1', state: 'stub' }).where('id', '=', film).execute()
  const parasite = loadFilms().find(({ title }) => title === '기생충')!
  const ask = async (docid: string) => {
    const { id } = await p.ledger.transaction(trx => addJob(trx, matchFilm, { v: 1, film_id: film, docid }))
    await p.hurry(matchFilm.name, async () => (await p.stateOf(id)) === 'done')
    return (await p.filmsOf())[0]
  }
  t.match(await ask('F99999'), { state: 'stub', docid: null }, 'one that the catalogue does not know')
  const docid = `${parasite.origin}${`${parasite.number}`.padStart(5, '0')}`
  t.match(await ask(docid), { id: film, state: 'full', docid, title: '기생충', kofic_cd: '1' })
})

t.test('any number of rows in a row that cannot be read is stepped over once, and told', async t => {
  const p = await setUp(t, { env: { KMDB_API_KEY: 'sandbox', KMDB_CALLS_PER_DAY: '0' } })
  const broken = loadFilms().filter(({ released }) => released >= '2019' && released < '2022')
  t.ok(broken.length > 20, `${broken.length} films`)
  const docids = broken.map(({ origin, number }) => `${origin}${`${number}`.padStart(5, '0')}`)
  for (const docid of docids) await p.sandbox.breakFilm(docid)
  const { id } = await p.importFrom(2017)
  await p.hurry(importFilms.name, async () => ['done', 'failed'].includes(await p.stateOf(id)))
  t.strictSame(await p.attemptsOf(id), ['done'], 'at once')
  t.equal((await listGaps(p.db, 100)).length, docids.length)
  const known = (await p.filmsOf()).map(({ docid }) => docid)
  t.notOk(known.some(docid => docids.includes(docid!)))
  t.ok(known.length > 10, 'and those before them')
  await p.sandbox.reset()
  const again = await p.importFrom(2017)
  await p.hurry(importFilms.name, async () => (await p.stateOf(again.id)) === 'done')
  t.equal((await p.filmsOf()).length, known.length + docids.length)
  t.strictSame(await listGaps(p.db, 100), [], 'what is read now is no gap')
})

t.test('a catalogue of which nothing can be read is away: nothing is stepped over', async t => {
  const p = await setUp(t, { env: { KMDB_API_KEY: 'sandbox', KMDB_CALLS_PER_DAY: '0' } })
  await p.sandbox.fault({ vendor: 'kmdb', fault: '500', match: '20190501', times: 'always' })
  const { id } = await p.importFrom(2018)
  await p.hurry(importFilms.name, async () => (await p.stateOf(id)) === 'failed')
  await p.sandbox.clearFaults()
  await p.sandbox.fault({ vendor: 'kmdb', fault: 'malformed', times: 'always' })
  await queueImport(p.db, p.ledger, 2018)
  const jobs = () =>
    p.db.selectFrom('jobs').select(['id', 'state']).where('queue', '=', importFilms.name).orderBy('id').execute()
  t.equal((await jobs()).length, 1, 'not at once')
  const later = () =>
    p.db
      .updateTable('jobs')
      .set({ finished_at: new Date(Date.now() - 2 * 3_600_000), created_at: new Date(Date.now() - 3 * 3_600_000) })
      .where('queue', '=', importFilms.name)
      .execute()
  await later()
  await queueImport(p.db, p.ledger, 2018)
  await p.hurry(importFilms.name, async () => (await jobs())[1]?.state === 'failed')
  t.strictSame(await listGaps(p.db, 100), [])
  const calls = (await p.sandbox.calls('kmdb')).length
  await p.sandbox.clearFaults()
  await later()
  await queueImport(p.db, p.ledger, 2018)
  await p.hurry(importFilms.name, async () => (await jobs())[2]?.state === 'done')
  const asked = (await p.sandbox.calls('kmdb')).slice(calls).map(({ query }) => query)
  t.match(asked[0], '20190501', 'from where it had come to')
  t.ok((await p.filmsOf()).some(({ title }) => title === '기생충'))
})

t.test('a spent day waits for the next one, and a fault of KOFIC changes nothing', async t => {
  const p = await setUp(t, { env: { ...keys, KMDB_CALLS_PER_DAY: '5' } })
  const { id } = await p.importFrom(2018)
  const waits = await until(
    async () => {
      const job = await p.db
        .selectFrom('jobs')
        .select(['state', 'run_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return job.state === 'queued' && job.run_at.getTime() > Date.now() + 1_000
    },
    { withinMs: 20_000 },
  )
  t.ok(waits, 'until midnight in Seoul')
  t.equal((await p.sandbox.calls('kmdb')).length, 5)

  const yesterday = Number(
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(Date.now() - 86_400_000).replaceAll('-', ''),
  )
  const fetchDay = async (state: string) => {
    const job = await p.ledger.transaction(trx => addJob(trx, fetchBoxOffice, { v: 1, day: yesterday }))
    await p.hurry(fetchBoxOffice.name, async () => (await p.stateOf(job.id)) === state)
  }
  await p.sandbox.fault({ vendor: 'kofic', fault: 'html', times: 'always' })
  await fetchDay('failed')
  const dueNow = async () => (await dueDays(p.db)).includes(yesterday)
  t.notOk(await dueNow(), 'what failed waits an hour')
  await p.sandbox.clearFaults()
  await fetchDay('done')
  const { box_office } = await readMainPage(p.db)
  t.equal(box_office.length, 10)
  await p.sandbox.fault({ vendor: 'kofic', fault: '500', times: 'always' })
  await fetchDay('failed')
  t.strictSame((await readMainPage(p.db)).box_office, box_office)
})

t.test('a day that is not counted yet is asked for again, and faults are told apart', async t => {
  const p = await setUp(t, { env: keys })
  await p.sandbox.fault({ vendor: 'kofic', fault: 'empty', times: 'always' })
  const { id } = await p.ledger.transaction(trx => addJob(trx, fetchBoxOffice, { v: 1, day }))
  await p.hurry(fetchBoxOffice.name, async () => (await p.stateOf(id)) === 'done')
  const asked = await p.db.selectFrom('box_office_days').select('films').execute()
  t.ok(asked.length > 0 && asked.every(({ films }) => films === 0))
  await p.sandbox.clearFaults()
  for (const fault of ['html', '500'] as const) await p.sandbox.fault({ vendor: 'kofic', fault, match: `${day}` })
  const again = await p.ledger.transaction(trx => addJob(trx, fetchBoxOffice, { v: 1, day }))
  await p.hurry(fetchBoxOffice.name, async () => (await p.stateOf(again.id)) === 'done')
  t.strictSame(await p.attemptsOf(again.id), ['retry', 'retry', 'done'])
  await p.sandbox.fault({ vendor: 'kofic', fault: 'quota', match: `${day}` })
  const spent = await p.ledger.transaction(trx => addJob(trx, fetchBoxOffice, { v: 1, day }))
  const job = await p.untilJob(
    spent.id,
    ({ state, run_at }) => state === 'queued' && run_at.getTime() > Date.now() + 1_000,
  )
  t.ok(job, 'waits for midnight in Seoul, whatever we had counted')
  t.ok((await queueBoxOffice(p.db, p.ledger, new Date('2020-01-01T10:00:00Z'))) > 0)
})

t.test('a poster that an outage has cost is fetched once the server is back', async t => {
  const p = await setUp(t)
  // Of one address nothing ever comes, the other one is away for now.
  const film = await aFilm(p.db)
  const at = (file: string) => `${p.sandboxUrl}/kmdb/posters/${file}`
  await p.sandbox.fault({ vendor: 'download', fault: '500', times: 'always' })
  const fetchFrom = async (sources: string[], state: string) => {
    await p.db.updateTable('films').set({ poster_sources: sources }).where('id', '=', film).execute()
    const { id } = await p.ledger.transaction(trx => addJob(trx, fetchPoster, { v: 1, film_id: film }))
    await p.hurry(fetchPoster.name, async () => (await p.stateOf(id)) === state)
    return id
  }
  const gone = await fetchFrom([at('gone.jpg')], 'failed')
  t.strictSame(await p.attemptsOf(gone), ['failed'], 'what is not there is asked for once')
  const id = await fetchFrom([at('gone.jpg'), at('K00001.jpg')], 'failed')
  t.equal((await p.attemptsOf(id)).length, fetchPoster.attempts)
  await p.sandbox.clearFaults()
  t.equal(await queueLostPosters(p.db, p.ledger, 10), 0, 'not yet')
  const age = (hours: number) =>
    p.db
      .updateTable('jobs')
      .set({ finished_at: new Date(Date.now() - hours * 3_600_000), created_at: new Date(Date.now() - 5 * 3_600_000) })
      .where('queue', '=', fetchPoster.name)
      .execute()
  await age(2)
  t.equal(await queueLostPosters(p.db, p.ledger, 10), 0, 'after three hours in vain')
  await age(4)
  t.equal(await queueLostPosters(p.db, p.ledger, 10), 1, 'but for the one that is gone')
  await p.hurry(fetchPoster.name, async () => (await p.stateOf(id)) === 'done')
  t.ok((await p.filmsOf()).find(one => one.id === film)?.poster)
})

t.test('films are tagged in batches of one vocabulary, each text once', async t => {
  const p = await setUp(t)
  const words: readonly string[] = filmTags
  for (let n = 0; n < 25; n++)
    await aFilm(p.db, { title: `영화 ${n}`, plot: `${n}번째 형사가 범인을 쫓는다.`, genres: ['범죄'] })
  const same = { title: '같은 영화', plot: '같은 이야기.' }
  await aFilm(p.db, same)
  // One that the model refuses spoils the answer for all of its batch.
  await p.sandbox.fault({ vendor: 'chat', fault: 'refusal', times: 'always', match: '24번째' })
  const tagAll = async () => {
    const { id } = await p.ledger.transaction(trx => addJob(trx, tagFilms, { v: 1 }))
    await p.hurry(tagFilms.name, async () => (await p.stateOf(id)) === 'done')
  }
  await tagAll()
  const tagged = await p.db.selectFrom('film_labels').select(['film_id', 'name']).where('kind', '=', 'tag').execute()
  t.equal(new Set(tagged.map(({ film_id }) => film_id)).size, 25, 'all but the one')
  t.ok(tagged.every(({ name }) => words.includes(name)))
  const calls = (await p.sandbox.calls('chat')).length
  t.ok(calls <= 1 + 20 + 1, `${calls} calls`)
  await aFilm(p.db, same)
  await tagAll()
  t.equal((await p.sandbox.calls('chat')).length, calls, 'what was paid for is not paid for again')
  t.same(await findUntagged(p.db, 10), [])
})

t.test('won that are spent for tags are spent for the day', async t => {
  const p = await setUp(t, { env: { FILM_TAGS_WON_PER_DAY: '1' } })
  for (let n = 0; n < 25; n++) await aFilm(p.db, { title: `영화 ${n}`, plot: '이야기.' })
  const { id } = await p.ledger.transaction(trx => addJob(trx, tagFilms, { v: 1 }))
  await p.untilJob(id, ({ state, run_at }) => state === 'queued' && run_at.getTime() > Date.now() + 1_000)
  t.equal((await p.sandbox.calls('chat')).length, 1)
  t.equal((await findUntagged(p.db, 100)).length, 5)
})

t.test('tags that were paid for one by one stay, where the won end between two of them', async t => {
  const p = await setUp(t, { env: { FILM_TAGS_WON_PER_DAY: '4' } })
  for (let n = 0; n < 10; n++) await aFilm(p.db, { title: `영화 ${n}`, plot: `${n}번째 이야기.` })
  await p.sandbox.fault({ vendor: 'chat', fault: 'refusal', times: 'always', match: '0번째' })
  const { id } = await p.ledger.transaction(trx => addJob(trx, tagFilms, { v: 1 }))
  await p.untilJob(id, ({ state, run_at }) => state === 'queued' && run_at.getTime() > Date.now() + 1_000)
  t.equal((await p.sandbox.calls('chat')).length, 4)
  t.equal((await findUntagged(p.db, 100)).length, 7)
})
