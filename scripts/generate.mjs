import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { domainLists } from './domain-lists.mjs'
import { build, dataFolder, install, Refusal, root, run, runScript } from './install.mjs'
import { schemaFile, schemaTypes } from './schema-types.mjs'

// npm run generate [-- --check]: writes the files that are derived from others; --check only says which ones are stale.

const load = (...path) => import(pathToFileURL(join(root, ...path)).href)

/** The types of the tables, from a database that all migrations went through. */
const databaseTypes = async () => {
  const { startThrowawayServers } = await load('packages', 'sandbox', 'dist', 'servers', 'throwaway.js')
  const servers = await startThrowawayServers(join(dataFolder, 'redis-server'))
  const file = join(dataFolder, `schema-${process.pid}.gen.ts`)
  try {
    const env = { ...process.env, NODE_ENV: 'development', DATABASE_URL: servers.databaseUrl }
    const migrated = await run(process.execPath, [join(root, 'packages', 'db', 'dist', 'commands', 'migrate.js')], {
      env,
      quiet: true,
    })
    if (migrated.code !== 0) throw new Refusal(`The migrations did not go through:\n${migrated.output.trim()}`)
    return await schemaTypes(servers.databaseUrl, file)
  } finally {
    rmSync(file, { force: true })
    await servers.stop()
  }
}

/** What GET /api/json answers, so that a change of the contract is seen in review. Needs no server. */
const openApi = async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const { startApp, testConfig } = await load('apps', 'api', 'dist', 'testing', 'app.js')
  const ends = []
  const { app } = await startApp({ teardown: end => ends.push(end) }, testConfig({ LOG_LEVEL: 'silent' }))
  try {
    return `${JSON.stringify(app.swagger(), null, 2)}\n`
  } finally {
    for (const end of ends) await end()
  }
}

/**
 * Types of the client, and which request each operation is. A parameter with a default may be left out, and a binary
 * string is a file.
 */
const clientTypes = async () => {
  const { default: openapiTS, astToString } = await import('openapi-typescript')
  const { default: ts } = await import('typescript')
  const document = JSON.parse(await openApi())
  const requests = []
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { operationId, parameters = [], requestBody }] of Object.entries(methods)) {
      for (const parameter of parameters) if (parameter.schema.default !== undefined) parameter.required = false
      const isForm = requestBody?.content['multipart/form-data'] !== undefined
      requests.push(`  ${operationId}: ['${method.toUpperCase()}', '${path}'${isForm ? ', true' : ''}],`)
    }
  }
  const Blob = ts.factory.createTypeReferenceNode('Blob')
  const types = await openapiTS(document, {
    alphabetize: true,
    transform: schema => (schema.format === 'binary' ? Blob : undefined),
  })
  return `// Generated from docs/openapi.json: npm run generate

/** Method, path, and whether the body is a form, by operation id. */
export const routes: Record<keyof operations, readonly [method: string, path: string, isForm?: true]> = {
${requests.join('\n')}
}

${astToString(types)}`
}

const generated = [
  { path: schemaFile, from: 'migrations/', make: databaseTypes },
  { path: 'docs/openapi.json', from: 'the routes and their schemas', make: openApi },
  { path: 'packages/client/src/api.gen.ts', from: 'docs/openapi.json', make: clientTypes },
]

await runScript(async () => {
  const [flag, ...more] = process.argv.slice(2)
  if (more.length > 0 || (flag !== undefined && flag !== '--check'))
    throw new Refusal('Usage: npm run generate [-- --check]')
  await install()
  let stale = 0
  const put = (path, from, content) => {
    const file = join(root, path)
    const isFresh = existsSync(file) && readFileSync(file, 'utf8') === content
    if (flag === '--check') {
      console.log(isFresh ? `fresh  ${path}` : `STALE  ${path} does not fit ${from}; run: npm run generate`)
      if (!isFresh) stale++
      return
    }
    mkdirSync(dirname(file), { recursive: true })
    if (!isFresh) writeFileSync(file, content)
    console.log(`${isFresh ? 'unchanged' : 'written  '}  ${path}`)
  }
  // Before anything is built, because the sources import them.
  for (const { path, from, content } of domainLists(root)) put(path, from, content)
  const broken = await build({ quiet: true })
  if (broken !== '') throw new Refusal(broken)
  const { makeFolder } = await import(join(root, 'packages', 'sandbox', 'dist', 'servers', 'make-folder.js'))
  makeFolder(dataFolder, 0o711)
  for (const { path, from, make } of generated) put(path, from, await make())
  return stale > 0 ? 1 : 0
})
