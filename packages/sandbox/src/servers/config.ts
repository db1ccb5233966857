import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What a server that is started here inherits. */
export const inherited = (): NodeJS.ProcessEnv => ({ ...process.env })

/** The folders of PATH. */
export const searchPath = (): string[] => (process.env.PATH ?? '').split(delimiter).filter(Boolean)

/** The user's cache (XDG Base Directory Specification), shared by all checkouts. */
export const cacheDirectory = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mudig')
