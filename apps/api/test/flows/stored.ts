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
    /**
     * The keys of all covers and their thumbnails, or of another folder. s3rver keeps an object and what it knows of it in
     * several files.
     */
    stored: (bucket: string, name = 'karlo'): string[] => {
      const folder = join(storeDirectory, bucket, name)
      const files = existsSync(folder) ? readdirSync(folder) : []
      const suffix = '._S3rver_object'
      return files.flatMap(file => (file.endsWith(suffix) ? [`${name}/${file.slice(0, -suffix.length)}`] : [])).sort()
    },
  }
}
