import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal, root, run } from './install.mjs'

/** Where they are kept. */
export const schemaFile = join('packages', 'db', 'src', 'core', 'schema.gen.ts')

/**
 * The types of the tables of a database that all migrations went through.
 * @param file where they may lie meanwhile
 */
export const schemaTypes = async (databaseUrl, file) => {
  const codegen = join(root, 'node_modules', 'kysely-codegen', 'dist', 'cli', 'bin.js')
  const options = [
    '--dialect',
    'postgres',
    '--type-mapping',
    '{"int8":"number"}',
    '--exclude-pattern',
    // Views are for the previous release alone.
    'public.{kysely_*,pictures,reserved_objects}',
  ]
  const { code, output } = await run(process.execPath, [codegen, ...options, '--out-file', file], {
    env: { ...process.env, NODE_ENV: 'development', DATABASE_URL: databaseUrl },
    quiet: true,
  })
  if (code !== 0) throw new Refusal(`kysely-codegen ended with ${code}:\n${output.trim()}`)
  return readFileSync(file, 'utf8')
}

// Run by itself it writes those of the database that DATABASE_URL names.
if (process.argv[1] === fileURLToPath(import.meta.url))
  await schemaTypes(process.env.DATABASE_URL, join(root, schemaFile))
