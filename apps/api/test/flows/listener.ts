import { createClient } from '@mudig/client/client'
import { ApiFailure } from '@mudig/client/failure'
import type { Schema, StreamEvent, Streams } from '@mudig/client/types'
import { until } from '@mudig/sandbox/servers/until'

/** A request without an answer by then has failed; the longest wait of the API itself is 25 s. */
export const unansweredAfterMs = 60_000

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came; the document is checked elsewhere
  body: any
}

export type SeenEvent = StreamEvent<Streams['watchDig']>

export interface Listener {
  readonly token: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Asks for a playlist and does not wait for it. */
  dig(situations?: string, headers?: Record<string, string>): Promise<Answer>
  /** Waits for the dig to end. @throws when that takes too long */
  untilEnded(jobId: number, withinMs?: number): Promise<Answer['body']>
  /** Watches until the stream ends. */
  watch(jobId: number, lastEventId?: string): Promise<SeenEvent[]>
  at(apiUrl: string): Listener
}

const asListener = (apiUrl: string, token: string): Listener => {
  const call: Listener['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(apiUrl + path, {
      method,
      signal: AbortSignal.timeout(unansweredAfterMs),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  const api = createClient({ baseUrl: apiUrl, token: () => token })
  return {
    token,
    call,
    dig: (situations = '비 오는 밤 드라이브', headers = { prefer: 'respond-async' }) =>
      call('POST', '/playlist/create', { situations, genre: 'K-POP', year: '2010년대' }, headers),
    untilEnded: async (jobId, withinMs = 30_000) => {
      let job: Schema<'DigJob'> | undefined
      const ended = await until(
        async () => {
          // While servers are away the API says so; the dig may end all the same.
          const answer = await api.call('getDig', { path: { id: jobId } }).catch((error: unknown) => {
            if (!(error instanceof ApiFailure)) throw error
          })
          job = answer?.body ?? job
          return answer !== undefined && ['ready', 'failed', 'cancelled'].includes(answer.body.status)
        },
        { withinMs, everyMs: 50 },
      )
      if (!ended) throw new Error(`the dig did not end within ${withinMs} ms: ${JSON.stringify(job)}`)
      return job
    },
    watch: async (jobId, lastEventId) => {
      const seen: SeenEvent[] = []
      for await (const event of api.events('watchDig', { path: { id: jobId }, lastEventId })) seen.push(event)
      return seen
    },
    at: other => asListener(other, token),
  }
}

export const signIn = async (apiUrl: string, email: string, password: string): Promise<Listener> => {
  const { body } = await createClient({ baseUrl: apiUrl }).call('signIn', { body: { email, password } })
  return asListener(apiUrl, body.token.access)
}
