import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Variables } from './settings.js'

/** The checkout, seen from src/stack as well as from dist/stack. */
export const root = resolve(import.meta.dirname, '..', '..', '..', '..')

const dataFolder = resolve(root, process.env.MUDIG_DATA || '.mudig')

/** Everything that the local stack keeps, .mudig unless MUDIG_DATA names another folder. `npm run reset` removes it. */
export const dataPath = (...parts: string[]): string => join(dataFolder, ...parts)

/** The same for people, seen from the checkout. */
export const dataName = relative(root, dataFolder) || dataFolder

export const runFilePath = dataPath('run.json')

/** The environment, and below it `.env` in the checkout. */
export const readVariables = (): Variables => {
  const path = join(root, '.env')
  return { ...(existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}), ...process.env }
}

/** A terminal that cannot move its cursor. */
export const isDumb = process.env.TERM === 'dumb'
