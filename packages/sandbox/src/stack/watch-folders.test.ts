import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { until } from '../servers/until.js'
import { watchFolders } from './watch-folders.js'

const watched = (t: Test) => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-watch-'))
  mkdirSync(join(folder, 'domain'))
  writeFileSync(join(folder, 'domain', 'a.ts'), '0')
  const told: string[] = []
  const watch = watchFolders([folder], paths => told.push(...paths.map(path => path.slice(folder.length + 1))))
  t.teardown(() => {
    watch.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const saveByRename = (name: string, content: string): void => {
    writeFileSync(join(folder, `.${name.replaceAll('/', '-')}.swp`), content)
    renameSync(join(folder, `.${name.replaceAll('/', '-')}.swp`), join(folder, name))
  }
  const tells = async (names: string[]): Promise<boolean> => {
    const all = await until(() => names.every(name => told.includes(name)), { withinMs: 10_000 })
    if (!all) t.comment(told.join(', '))
    told.length = 0
    return all
  }
  return { folder, told, saveByRename, tells }
}

t.test('each save by rename is told, not only the first', async t => {
  const { saveByRename, tells } = watched(t)
  for (let save = 1; save <= 5; save++) {
    saveByRename('domain/a.ts', `${save}`)
    t.ok(await tells(['domain/a.ts']), `save ${save}`)
  }
})

t.test('so are writes in place, new and removed files, and folders that come, go and come again', async t => {
  const { folder, told, tells } = watched(t)
  writeFileSync(join(folder, 'domain', 'a.ts'), '11')
  t.ok(await tells(['domain/a.ts']))
  writeFileSync(join(folder, 'domain', 'b.ts'), '1')
  t.ok(await tells(['domain/b.ts']))
  rmSync(join(folder, 'domain', 'b.ts'))
  t.ok(await tells(['domain/b.ts']))
  for (const time of ['first', 'second']) {
    mkdirSync(join(folder, 'other', 'deep'), { recursive: true })
    writeFileSync(join(folder, 'other', 'deep', 'c.ts'), time)
    t.ok(await tells(['other/deep/c.ts']), `made the ${time} time`)
    writeFileSync(join(folder, 'other', 'deep', 'c.ts'), `${time} again`)
    t.ok(await tells(['other/deep/c.ts']), `written the ${time} time`)
    rmSync(join(folder, 'other'), { recursive: true })
    t.ok(await tells(['other/deep/c.ts']), `removed the ${time} time`)
  }
  t.same(told, [])
})

t.test('a folder that another takes the place of, as a checkout of another branch does it', async t => {
  const { folder, tells, saveByRename } = watched(t)
  mkdirSync(join(folder, 'new'))
  writeFileSync(join(folder, 'new', 'a.ts'), 'other')
  renameSync(join(folder, 'domain'), join(folder, 'old'))
  renameSync(join(folder, 'new'), join(folder, 'domain'))
  t.ok(await tells(['domain/a.ts', 'old/a.ts']))
  saveByRename('domain/a.ts', 'more')
  t.ok(await tells(['domain/a.ts']))
})

t.test('tests and what editors leave for a moment restart nothing', async t => {
  const { folder, told, tells } = watched(t)
  for (const name of ['a.test.ts', '.a.ts.swp', 'a.ts~', '4913']) writeFileSync(join(folder, 'domain', name), 'x')
  writeFileSync(join(folder, 'domain', 'last.ts'), 'x')
  await until(() => told.length > 0, { withinMs: 10_000 })
  t.same(told, ['domain/last.ts'])
  t.ok(await tells(['domain/last.ts']))
})
