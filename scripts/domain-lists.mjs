import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What each workspace takes from its domains: every folder that has the file is in the list, or, in packages/seed, every
// file of the folder. Static imports, so that types, bundles and the import rules see all of it; written by
// `npm run generate`, and by this file when it is run.

const head = 'Written by npm run generate, from'
const camel = name => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
const spread = (names, part) => names.map(name => `...${camel(name)}.${part}`).join(', ')
const each = (names, part) => names.map(name => `${camel(name)}.${part}`).join(', ')
const imports = (names, pathOf) => names.map(name => `import * as ${camel(name)} from './${pathOf(name)}.js'`)

const lists = [
  {
    folder: 'packages/shared/src',
    files: ['queues.ts'],
    path: 'queues.gen.ts',
    body: names => [
      '/** Every queue there is; Bull Board shows them in this order. */',
      `export const queues = { ${spread(names, 'queues')} }`,
      '',
      '/** What jobs are about. */',
      `export const jobSubjects = [${spread(names, 'jobSubjects')}] as const`,
      '',
      '/** By domain, for the test that none declares what another one has. */',
      `export const declared = [${each(names, 'queues')}]`,
    ],
  },
  {
    folder: 'packages/shared/src',
    files: ['notices.ts'],
    path: 'notices.gen.ts',
    body: names => [
      '/** Everything that people are notified of. */',
      `export const notices = { ${spread(names, 'notices')} }`,
      '',
      '/** What they do that others are notified of. */',
      `export const acts = { ${spread(names, 'acts')} }`,
      '',
      '/** By domain, for the test that none declares what another one has. */',
      `export const declared = { notices: [${each(names, 'notices')}], acts: [${each(names, 'acts')}] }`,
    ],
  },
  {
    folder: 'packages/db/src',
    files: ['domain.ts'],
    path: 'domains.gen.ts',
    body: names => [`export const declared = [${each(names, 'domain')}] as const`],
  },
  {
    folder: 'apps/api/src',
    files: ['index.ts', 'routes.ts'],
    path: 'domains.gen.ts',
    body: names => [
      `export const domains = [${each(names, 'routes')}] as const`,
      '',
      'type Declared = { routes: unknown; groups?: readonly { name: string; description: string }[] }',
      `const declared: readonly Declared[] = [${names.map(camel).join(', ')}]`,
      '',
      '/** What their operations stand under in the document; not every domain has one of its own. */',
      'export const groups = declared.flatMap(({ groups }) => groups ?? [])',
    ],
  },
  {
    folder: 'apps/worker/src',
    files: ['index.ts'],
    path: 'domains.gen.ts',
    body: names => [
      '/** Who does the work of each queue. */',
      `export const declared = { ${spread(names, 'processors')} }`,
    ],
  },
  ...['crowd', 'demo'].map(part => ({
    folder: `packages/seed/src/${part}`,
    path: `../${part}.gen.ts`,
    body: names => [`export const domains = [${names.map(name => `${camel(name)}.${part}`).join(', ')}] as const`],
  })),
]

/** Serve every domain. */
const noDomains = new Set(['core', 'http', 'runtime', 'realtime', 'testing', 'commands'])

/** Each list with what should stand in it. */
export const domainLists = root =>
  lists.map(({ folder, files, path, body }) => {
    const { names, pathOf, source } = files ? inFolders(root, folder, files) : asFiles(root, folder)
    const lines = [`// ${head} ${source}.`, ...imports(names, pathOf), '', ...body(names)]
    return { path: join(folder, path), from: `the domains in ${folder}`, content: `${lines.join('\n')}\n` }
  })

/** A domain is a folder that has one of the files. */
const inFolders = (root, folder, files) => {
  const fileOf = name => files.find(file => existsSync(join(root, folder, name, file)))
  const names = readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !noDomains.has(entry.name) && fileOf(entry.name) !== undefined)
    .map(entry => entry.name)
    .sort()
  const pathOf = name => `${name}/${fileOf(name).slice(0, -'.ts'.length)}`
  return { names, pathOf, source: `the folders that have ${files.join(' or ')}` }
}

/** A domain is a file. */
const asFiles = (root, folder) => {
  const names = readdirSync(join(root, folder))
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => file.slice(0, -'.ts'.length))
    .sort()
  return { names, pathOf: name => `${basename(folder)}/${name}`, source: `the files in ${basename(folder)}/` }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(process.argv[1]))
  for (const { path, content } of domainLists(root)) {
    const file = join(root, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    console.log(`written  ${path}`)
  }
}
