import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Refusal, root, unreadable } from './install.mjs'
import { nearest } from './nearest.mjs'

/** Every variable that anything here reads; a test of packages/sandbox holds that the example has them all. */
const known = () =>
  [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)

/** What .env sets; nothing where there is none. @throws Refusal when it is there and cannot be read */
export const readDotEnv = (path = join(root, '.env')) => {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw new Refusal(`${path} cannot be read: ${unreadable[error.code] ?? error.message} (${error.code}).`)
  }
}

/**
 * A line about each variable in .env that nothing reads, so that a misspelt one is not silently unset. No fault:
 * whoever keeps other programs' variables there may go on.
 */
export const unknownVariables = (path = join(root, '.env')) => {
  const names = known()
  return Object.keys(readDotEnv(path))
    .filter(name => !names.includes(name))
    .map(name => {
      if (name === 'MUDIG_DATA') return '.env: MUDIG_DATA is read from the environment only.'
      const meant = nearest(name, names)
      return `.env: nothing here reads ${name}.${meant === undefined ? ' .env.example lists what there is.' : ` Did you mean ${meant}?`}`
    })
}
