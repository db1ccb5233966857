import type { FastifyInstance } from 'fastify'
import type { SandboxState } from './state.js'
import {
  type FaultRule,
  faults,
  type Hold,
  type Latency,
  type Loss,
  losses,
  type Quota,
  type ScriptedAnswer,
  type Vendor,
  vendors,
} from './wire.js'

const object = (properties: Record<string, object>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = { type: 'string', minLength: 1 }
const atLeast = (minimum: number) => ({ type: 'integer', minimum })
const milliseconds = { type: 'number', minimum: 0 }
const limit = { anyOf: [atLeast(0), { type: 'null' }] }
const times = { anyOf: [atLeast(1), { const: 'always' }] }
const vendor = { enum: vendors }

const bodies = {
  fault: object(
    {
      vendor,
      fault: text,
      times,
      match: text,
      delay_ms: milliseconds,
      retry_after_seconds: milliseconds,
      after_songs: atLeast(0),
    },
    ['vendor', 'fault'],
  ),
  latency: object({
    chat_ms: milliseconds,
    embeddings_ms: milliseconds,
    youtube_ms: milliseconds,
    images_ms: milliseconds,
    karlo_ms: milliseconds,
    download_ms: milliseconds,
    films_ms: milliseconds,
  }),
  quota: object({
    youtube: object(
      {
        projects: {
          type: 'object',
          additionalProperties: object({ keys: { type: 'array', items: text }, limit }, ['keys', 'limit']),
        },
      },
      ['projects'],
    ),
    karlo: object({ per_minute: limit }, ['per_minute']),
  }),
  hold: object({ vendor, match: text, after_songs: atLeast(1) }, ['vendor']),
  release: object({ vendor }),
  answer: object({ answer: { anyOf: [{ type: 'string' }, { type: 'object' }] }, times }, ['answer']),
  lostVideo: object({ id: text, loss: { enum: losses } }, ['id', 'loss']),
  unknownSong: object({ match: text }, ['match']),
  brokenFilm: object({ docid: text }, ['docid']),
}

/**
 * What a test or an operator does to the sandbox; none of it exists at the real vendors. A body that does not fit is a
 * 400 that says why: the instance must neither coerce nor drop what it does not know.
 */
export const registerControl = (app: FastifyInstance, state: SandboxState): void => {
  const done = { ok: true }

  app.post<{ Body: FaultRule }>('/control/faults', { schema: { body: bodies.fault } }, async (request, reply) => {
    const { vendor, fault } = request.body
    const known: readonly string[] = faults[vendor]
    if (!known.includes(fault))
      return reply.code(400).send({ message: `${vendor} has no fault ${fault}; it has ${known.join(', ')}` })
    state.addFault(request.body)
    return done
  })
  app.get('/control/faults', async () => ({ faults: state.faults }))
  app.delete('/control/faults', async () => {
    state.clearFaults()
    return done
  })

  app.post<{ Body: Partial<Latency> }>('/control/latency', { schema: { body: bodies.latency } }, async request => {
    state.latency = { ...state.latency, ...request.body }
    return state.latency
  })

  app.post<{ Body: Quota }>('/control/quota', { schema: { body: bodies.quota } }, async request => {
    state.setQuota(request.body)
    return state.quotaUse
  })
  app.get('/control/quota', async () => state.quotaUse)

  app.get<{ Querystring: { vendor?: string } }>('/control/calls', async request => ({
    calls: request.query.vendor ? state.calls.filter(call => call.vendor === request.query.vendor) : state.calls,
  }))
  app.delete('/control/calls', async () => {
    state.clearCalls()
    return done
  })

  app.post<{ Body: Hold }>('/control/hold', { schema: { body: bodies.hold } }, async request => {
    state.addHold(request.body)
    return done
  })
  app.post<{ Body: { vendor?: Vendor } }>('/control/release', { schema: { body: bodies.release } }, async request => {
    state.release(request.body.vendor)
    return done
  })
  // With at_least and wait_ms the answer comes as soon as so many calls are held, or when the time is over.
  app.get<{ Querystring: { vendor?: Vendor; at_least?: string; wait_ms?: string } }>('/control/held', async request => {
    const { vendor, at_least = '1', wait_ms = '0' } = request.query
    if (vendor && Number(wait_ms) > 0) {
      const patience = AbortSignal.any([AbortSignal.timeout(Number(wait_ms)), state.closing])
      await state.untilHeld(vendor, Number(at_least), patience).catch(error => {
        if (!patience.aborted) throw error
      })
    }
    return state.held
  })

  app.post<{ Body: ScriptedAnswer }>('/control/chat-answer', { schema: { body: bodies.answer } }, async request => {
    state.addAnswer(request.body)
    return done
  })
  app.post<{ Body: { match: string } }>(
    '/control/unknown-songs',
    { schema: { body: bodies.unknownSong } },
    async request => {
      state.addUnknownSong(request.body.match)
      return done
    },
  )
  app.post<{ Body: { id: string; loss: Loss } }>(
    '/control/lost-videos',
    { schema: { body: bodies.lostVideo } },
    async request => {
      state.loseVideo(request.body.id, request.body.loss)
      return done
    },
  )
  app.post<{ Body: { docid: string } }>(
    '/control/broken-film',
    { schema: { body: bodies.brokenFilm } },
    async request => {
      state.brokenFilms.add(request.body.docid)
      return done
    },
  )
  app.post('/control/reset', async () => {
    state.reset()
    return done
  })
}
