import { join, resolve } from 'node:path'

/** The checkout, seen from src/stack as well as from dist/stack. */
export const root = resolve(import.meta.dirname, '..', '..', '..', '..')

/** Everything that the local stack keeps. `npm run reset` removes it. */
export const dataPath = (...parts: string[]): string => join(root, '.mudig', ...parts)

export const runFilePath = dataPath('run.json')
