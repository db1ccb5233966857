import t from 'tap'
import { runScript } from '../testing/commands.js'
import { testDatabase } from '../testing/database.js'
import { aFilm } from '../testing/films.js'

t.test('films are asked for by command, each job once', async t => {
  const { db, url } = await testDatabase(t)
  const run = (...args: string[]) => runScript(new URL('./movies.js', import.meta.url), args, { DATABASE_URL: url })
  await aFilm(db)
  const [first, second] = [await run('import', '--from', '2020'), await run('import', '--from', '2021')]
  t.match(first, { code: 0, out: /^The import is job \d+\.\n$/ })
  t.equal(second.out, first.out, 'one that is under way goes on')
  t.match(await run('daily', '--day', '20260501'), { code: 0, out: /box office of 20260501/ })
  t.match(await run('daily'), { code: 0, out: /box office of 20\d{6} / })
  t.match(await run('match'), { code: 0, out: '1 films are looked for.\n' })
  t.match(await run('gaps'), { code: 0, out: 'Every row was read.\n' })
  t.match(await run('tag'), { code: 0, out: /^The tagging is job \d+\.\n$/ })
  const jobs = await db.selectFrom('jobs').select('queue').orderBy('id').execute()
  t.strictSame(
    jobs.map(({ queue }) => queue),
    ['films.import', 'films.box-office', 'films.box-office', 'films.match', 'films.tags'],
  )
  for (const args of [[], ['import'], ['import', '--from', 'x'], ['daily', '--day', 'today']])
    t.match(await run(...args), { code: 1, err: 'Usage:' })
})
