import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { form, type TestApp, testApp } from './app.js'
import type { Listener } from './listeners.js'

/** The whole app with a store of its own whose objects can be counted. */
export const appWithStorage = async (
  t: Parameters<typeof testApp>[0],
  env: Record<string, string> = {},
): Promise<TestApp & { objects: () => string[] }> => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-objects-'))
  const server = await startStorage({ directory })
  t.teardown(async () => {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const test = await testApp(t, { S3_ENDPOINT: server.endpoint, ...env })
  // s3rver keeps an object and what it knows of it in two files.
  const suffix = '._S3rver_object'
  const objects = () =>
    ['karlo', 'playlist', 'profile'].flatMap(folder => {
      const path = join(directory, server.bucket, folder)
      if (!existsSync(path)) return []
      return readdirSync(path)
        .filter(name => name.endsWith(suffix))
        .map(name => `${folder}/${name.slice(0, -suffix.length)}`)
    })
  return { ...test, objects }
}

/** Sends the form of a profile. */
export const edit = ({ app }: TestApp, who: Listener, fields: Parameters<typeof form>[0]) => {
  const { payload, headers } = form(fields)
  return app.inject({ method: 'PUT', url: '/user/profile/edit', payload, headers: { ...headers, ...who.bearer } })
}

/** Sends a picture under whatever name and type its sender claims. */
export const editWithFile = ({ app }: TestApp, who: Listener, bytes: Buffer, filename: string, type: string) => {
  const boundary = 'a-boundary-around-a-file'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`
  return app.inject({
    method: 'PUT',
    url: '/user/profile/edit',
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...who.bearer },
  })
}

/** The row of a user as the tests compare it. */
export const rowOf = ({ db }: TestApp, { id }: Listener) =>
  db
    .selectFrom('users')
    .select(['name', 'about', 'genre', 'rep_playlist', 'image', 'email', 'follower_count', 'is_active'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
