import { randomBytes, randomUUID } from 'node:crypto'
import { open } from '@mudig/db/accounts/sessions'
import { statementsOf } from '@mudig/db/testing/statements'
import type { Config } from '../../src/config.js'
import { startApp } from '../../src/testing/app.js'
import type { Measured } from './databases.js'
import { type Ask, castOf, endpoints, filmEndpoints, filmsCastOf, postEndpoints, postsCastOf } from './endpoints.js'
import type { Replay } from './floor.js'

export interface Captured {
  name: string
  asks: Ask[]
  /** Of each of them, what the app asked Postgres. */
  replays: Replay[]
}

export interface Capture {
  endpoints: Captured[]
  /** For a request's headers, good for a quarter of an hour. */
  bearer: (viewer: number) => { authorization: string }
}

/**
 * Asks the whole app, inside this process, each request once and writes down its statements.
 * @throws Error where one is not answered with 200
 */
export const capture = async (config: Config, of: Measured, only: RegExp): Promise<Capture> => {
  const ends: (() => unknown)[] = []
  try {
    const { app, db } = await startApp({ teardown: end => ends.push(end) }, config)
    const asked = await {
      playlists: async () => endpoints(await castOf(db)),
      posts: async () => postEndpoints(await postsCastOf(db)),
      films: async () => filmEndpoints(await filmsCastOf(db)),
    }[of]()
    const sessions = new Map<number, string>()
    const bearer = (viewer: number) => {
      const sid = sessions.get(viewer)
      if (sid === undefined) throw new Error(`nobody signed ${viewer} in`)
      return { authorization: `Bearer ${app.jwt.sign({ sub: String(viewer), sid, typ: 'access', jti: randomUUID() })}` }
    }
    const captured: Captured[] = []
    for (const [name, asks] of Object.entries(asked)) {
      if (!only.test(name)) continue
      const replays: Replay[] = []
      for (const { method, path, body, viewer } of asks) {
        if (viewer !== undefined && !sessions.has(viewer)) {
          sessions.set(
            viewer,
            await open(db, { user_id: viewer, seed: randomBytes(32), user_agent: null, address: '192.0.2.1' }),
          )
        }
        const { result, statements } = await statementsOf(async () =>
          app.inject({
            method,
            url: path,
            headers: viewer === undefined ? {} : bearer(viewer),
            ...(body && { payload: body }),
          }),
        )
        if (result.statusCode !== 200)
          throw new Error(`${method} ${path} answered ${result.statusCode}: ${result.body}`)
        replays.push(statements)
      }
      captured.push({ name, asks, replays })
    }
    return { endpoints: captured, bearer }
  } finally {
    for (const end of ends.reverse()) await end()
  }
}
