import Fastify from 'fastify'
import pg from 'pg'

/** What the app asked Postgres for one request, to be asked again and again. */
export type Replay = readonly { name?: string | undefined; text: string; values: readonly unknown[] }[]

export interface FloorOrder {
  databaseUrl: string
  poolSize: number
  /** Answered at `/0`, `/1`, …. */
  replays: readonly Replay[]
}

/**
 * The floor: the same statements, one after the other, prepared where the app prepares them, and their rows as JSON.
 * Nothing else: no schema, no sign-in, no log.
 */
const serve = async ({ databaseUrl, poolSize, replays }: FloorOrder): Promise<void> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize })
  const app = Fastify()
  app.get<{ Params: { n: string } }>('/:n', async request => {
    const replay = replays[Number(request.params.n)]!
    // Several may be a transaction, which has one connection.
    const client = replay.length > 1 ? await pool.connect() : pool
    try {
      const answers: unknown[] = []
      for (const { name, text, values } of replay) {
        // Without values they may be several statements in one text.
        const { rows } =
          name || values.length > 0 ? await client.query({ name, text, values: [...values] }) : await client.query(text)
        answers.push(rows)
      }
      return answers
    } finally {
      if (client !== pool) (client as pg.PoolClient).release()
    }
  })
  process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
}

// Told by whoever forks this file; imported for its types it does nothing.
if (process.argv[1] === import.meta.filename) process.once('message', order => void serve(order as FloorOrder))
