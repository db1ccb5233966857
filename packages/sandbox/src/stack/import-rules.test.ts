import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import t from 'tap'
import { root } from './config.js'

/** By rule: a file, and what it imports against that rule. Paths are of files, other names of packages. */
const forbidden: Record<string, [from: string, to: string]> = {
  'apps-import-db-and-shared': ['apps/api/src/a.ts', 'apps/worker/src/worker.ts'],
  'db-imports-shared': ['packages/db/src/core/a.ts', 'apps/api/src/app.ts'],
  'shared-imports-nothing-of-ours': ['packages/shared/src/core/a.ts', 'packages/db/src/core/client.ts'],
  'client-imports-nothing-of-ours': ['packages/client/src/a.ts', 'packages/shared/src/core/ids.ts'],
  'sentiment-imports-nothing-of-ours': ['packages/sentiment/src/a.ts', 'packages/shared/src/core/ids.ts'],
  'sentiment-is-for-workers': ['apps/api/src/g.ts', 'packages/sentiment/src/sentiment.ts'],
  'sandbox-imports-shared-and-client': ['packages/sandbox/src/a.ts', 'packages/db/src/core/client.ts'],
  'domains-are-apart': ['apps/api/src/moods/a.ts', 'apps/api/src/music/routes.ts'],
  'db-moods-is-apart': ['packages/db/src/moods/a.ts', 'packages/db/src/playlists/playlists.ts'],
  'db-accounts-is-apart': ['packages/db/src/accounts/a.ts', 'packages/db/src/profiles/profiles.ts'],
  'db-films-is-apart': ['packages/db/src/films/a.ts', 'packages/db/src/shop/products.ts'],
  'db-messages-is-apart': ['packages/db/src/messages/a.ts', 'packages/db/src/playlists/playlists.ts'],
  'db-moderation-is-apart': ['packages/db/src/moderation/a.ts', 'packages/db/src/music/music.ts'],
  'db-music-is-apart': ['packages/db/src/music/a.ts', 'packages/db/src/playlists/playlists.ts'],
  'db-playlists-is-apart': ['packages/db/src/playlists/a.ts', 'packages/db/src/moods/moods.ts'],
  'db-posts-is-apart': ['packages/db/src/posts/a.ts', 'packages/db/src/tracks/tags.ts'],
  'db-products-is-apart': ['packages/db/src/products/a.ts', 'packages/db/src/posts/tags.ts'],
  'db-profiles-is-apart': ['packages/db/src/profiles/a.ts', 'packages/db/src/music/music.ts'],
  'db-reviews-is-apart': ['packages/db/src/reviews/a.ts', 'packages/db/src/films/films.ts'],
  'db-search-is-apart': ['packages/db/src/search/a.ts', 'packages/db/src/moods/moods.ts'],
  'db-sets-is-apart': ['packages/db/src/sets/a.ts', 'packages/db/src/posts/tags.ts'],
  'db-shop-is-apart': ['packages/db/src/shop/a.ts', 'packages/db/src/products/products.ts'],
  'db-tracks-is-apart': ['packages/db/src/tracks/a.ts', 'packages/db/src/playlists/playlists.ts'],
  'shapes-nest-shapes': ['packages/shared/src/moods/schemas.ts', 'packages/shared/src/music/queues.ts'],
  'machinery-knows-no-domain': ['packages/db/src/core/b.ts', 'packages/db/src/music/music.ts'],
  'no-cycles': ['apps/api/src/b.ts', 'apps/api/src/round.ts'],
  'testing-is-for-tests': ['apps/api/src/c.ts', 'apps/api/src/testing/app.ts'],
  'shipped-imports-no-sandbox-client-or-seed': ['apps/api/src/d.ts', 'packages/client/src/client.ts'],
  'seed-imports-db-and-shared': ['packages/seed/src/a.ts', 'apps/api/src/app.ts'],
  'seed-domains-are-apart': ['packages/seed/src/crowd/moods.ts', 'packages/seed/src/crowd/playlists.ts'],
  'sql-in-db': ['apps/api/test/flows/a.test.ts', 'kysely'],
  'vendors-in-clients': ['packages/shared/src/core/b.ts', 'openai'],
  'declared-dependencies': ['packages/db/src/core/c.ts', 'undeclared'],
  resolvable: ['apps/api/src/e.ts', './nowhere.js'],
  'no-orphans': ['apps/api/src/f.ts', 'packages/shared/src/core/ids.ts'],
}

/** What looks alike and is allowed. */
const allowed: [from: string, to: string][] = [
  ['packages/db/src/playlists/playlists.ts', 'packages/db/src/music/music.ts'],
  ['packages/db/src/profiles/profiles.ts', 'packages/db/src/accounts/follows.ts'],
  ['packages/db/src/moods/moods.ts', 'packages/db/src/subjects/subjects.ts'],
  ['packages/db/src/moods/moods.test.ts', 'packages/db/src/playlists/playlists.ts'],
  ['packages/db/src/moods/copy.ts', 'kysely'],
  ['packages/shared/src/playlists/schemas.ts', 'packages/shared/src/music/schemas.ts'],
  ['apps/api/src/round.ts', 'apps/api/src/b.ts'],
]

const isFile = (to: string) => /^(apps|packages)\//.test(to)

const nameOf = (from: string, to: string) =>
  isFile(to)
    ? relative(dirname(from), to)
        .replace(/^(?!\.)/, './')
        .replace(/\.ts$/, '.js')
    : to

t.test('each import rule finds what it forbids, in domains that are new to it, too', async t => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mudig-rules-')))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const imports = [...Object.values(forbidden), ...allowed]
  for (const [, to] of imports) if (isFile(to)) write(to, 'export {}\n')
  for (const [from, to] of imports) write(from, `import '${nameOf(from, to)}'\n`)
  // Every domain that may be read from is there.
  for (const domain of ['messages', 'moderation', 'posts', 'products', 'search', 'sets', 'tracks'])
    write(`packages/db/src/${domain}/index.ts`, 'export {}\n')
  write('packages/db/src/search/search.ts', 'export {}\n')
  const dependencies = { kysely: '1', openai: '1' }
  for (const name of [
    'apps/api',
    'apps/worker',
    ...['client', 'db', 'sandbox', 'seed', 'sentiment', 'shared'].map(one => `packages/${one}`),
  ])
    write(`${name}/package.json`, JSON.stringify({ name, type: 'module', dependencies }))
  for (const name of ['kysely', 'openai', 'undeclared']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, '')
  }
  write('package.json', JSON.stringify({ name: 'rules', type: 'module' }))
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name))

  const cruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'packages']
  const { stdout, stderr } = spawnSync(process.execPath, [cruise, ...args], { cwd: folder, encoding: 'utf8' })
  t.equal(stderr, '')
  const { violations }: { violations: { rule: { name: string }; from: string }[] } = JSON.parse(stdout).summary
  const found = new Set(violations.map(({ rule, from }) => `${rule.name} ${from}`))
  for (const [rule, [from]] of Object.entries(forbidden)) t.ok(found.has(`${rule} ${from}`), `${rule}: ${from}`)
  const apart = violations.filter(({ rule }) => rule.name.includes('apart') || rule.name.includes('shapes'))
  for (const [from] of allowed)
    t.notOk(
      apart.some(violation => violation.from === from),
      from,
    )
  const rules: { forbidden: { name: string }[] } = createRequire(import.meta.url)(
    join(folder, '.dependency-cruiser.cjs'),
  )
  t.strictSame(
    rules.forbidden.map(({ name }) => name).sort(),
    Object.keys(forbidden).sort(),
    'every rule is tried here',
  )
})
