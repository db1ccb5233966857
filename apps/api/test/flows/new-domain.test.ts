import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asAdmin, testServers } from '@mudig/db/testing/database'
import t from 'tap'
import { otherTree } from './other-tree.js'

/** Tests that go through what all domains declare, so that they see what a new one adds. */
const ofEveryDomain = [
  'packages/shared/src/declared-once.test.ts',
  'packages/shared/src/notifications/text.test.ts',
  'packages/db/src/declared-once.test.ts',
  'packages/db/src/personal-data.test.ts',
  'packages/db/src/personal-data-lists.test.ts',
  'apps/api/src/statements.test.ts',
  'apps/api/src/access.test.ts',
  'apps/api/src/ids.test.ts',
]

t.test('docs/examples/moods is a whole domain, and no other file is changed by hand for it', async t => {
  const tree = await otherTree(t)
  // Fails where one of its files is there already: all that it brings is new.
  const added = await tree.add('docs/examples/moods')
  await tree.node(['scripts/domain-lists.mjs'])

  const { databaseUrl } = testServers()
  const template = `template_${randomBytes(8).toString('hex')}`
  await asAdmin(databaseUrl, `create database ${template} template mudig_template strategy file_copy`)
  t.teardown(() => asAdmin(databaseUrl, `drop database ${template} with (force)`))
  const url = new URL(databaseUrl)
  url.pathname = `/${template}`
  const env = { NODE_ENV: 'development', DATABASE_URL: url.href }
  await Promise.all([
    tree.node(['scripts/compile.mjs', ...tree.workspaces]),
    tree.node(['scripts/compile.mjs', '--tests', ...tree.workspaces]),
  ])
  t.match(await tree.node(['packages/db/dist/commands/migrate.js'], env), 'moods')
  await tree.node(['scripts/schema-types.mjs'], env)
  t.strictSame(await tree.changed(), [
    'apps/api/src/domains.gen.ts',
    'apps/worker/src/domains.gen.ts',
    'packages/db/src/core/schema.gen.ts',
    'packages/db/src/domains.gen.ts',
    'packages/shared/src/notices.gen.ts',
    'packages/shared/src/queues.gen.ts',
  ])

  const typed = {
    extends: './tsconfig.json',
    include: ['packages/*/src/**/*.d.ts'],
    files: [
      ...added.filter(file => file.endsWith('.ts')),
      // Where all domains meet: a queue without a processor, or an act that nobody settles, does not compile.
      'apps/api/src/app.ts',
      'apps/worker/src/processors.ts',
      'packages/db/src/domains.ts',
    ],
  }
  await writeFile(join(tree.folder, 'tsconfig.example.json'), JSON.stringify(typed))
  const own = added.filter(file => file.endsWith('.test.ts'))
  const [types, ran] = await Promise.allSettled([
    tree.node(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.example.json']),
    tree.test([...own, ...ofEveryDomain], { TEST_DATABASE_TEMPLATE: template }),
  ])
  t.match(types, { status: 'fulfilled' }, 'strict types')
  t.match(ran, { status: 'fulfilled' }, 'its own tests, and those of what every domain declares')
})
