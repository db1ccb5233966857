import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** A folder for the store's objects that the test may look into. */
export const ownStore = (t: Pick<Test, 'teardown'>) => {
  const storeDirectory = mkdtempSync(join(tmpdir(), 'mudig-objects-'))
  t.teardown(() => rmSync(storeDirectory, { recursive: true, force: true }))
  return {
    storeDirectory,
    /** The keys of all covers and their thumbnails. s3rver keeps an object and what it knows of it in several files. */
    stored: (bucket: string): string[] => {
      const folder = join(storeDirectory, bucket, 'karlo')
      const files = existsSync(folder) ? readdirSync(folder) : []
      const suffix = '._S3rver_object'
      return files.flatMap(name => (name.endsWith(suffix) ? [`karlo/${name.slice(0, -suffix.length)}`] : [])).sort()
    },
  }
}
