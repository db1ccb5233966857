import { until } from '@mudig/sandbox/servers/until'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came; the document is checked elsewhere
  body: any
}

export interface SeenEvent {
  id: string
  event: string
  data: { progress: number; status: string; [field: string]: unknown }
}

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
  return {
    token,
    call,
    dig: (situations = '비 오는 밤 드라이브', headers = { prefer: 'respond-async' }) =>
      call('POST', '/playlist/create', { situations, genre: 'K-POP', year: '2010년대' }, headers),
    untilEnded: async (jobId, withinMs = 30_000) => {
      let job: Answer['body']
      const ended = await until(
        async () => {
          job = (await call('GET', `/playlist/jobs/${jobId}`)).body
          return ['ready', 'failed', 'cancelled'].includes(job.status)
        },
        { withinMs, everyMs: 50 },
      )
      if (!ended) throw new Error(`the dig did not end within ${withinMs} ms: ${JSON.stringify(job)}`)
      return job
    },
    watch: async (jobId, lastEventId) => {
      const response = await fetch(`${apiUrl}/playlist/jobs/${jobId}/events`, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          ...(lastEventId && { 'last-event-id': lastEventId }),
        },
      })
      return parseEvents(await response.text())
    },
    at: other => asListener(other, token),
  }
}

export const signIn = async (apiUrl: string, email: string, password: string): Promise<Listener> => {
  const response = await fetch(`${apiUrl}/user/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`signing in failed: ${response.status} ${await response.text()}`)
  const { token } = (await response.json()) as { token: { access: string } }
  return asListener(apiUrl, token.access)
}

const parseEvents = (text: string): SeenEvent[] =>
  text
    .split('\n\n')
    .map(
      block =>
        new Map(
          block
            .split('\n')
            .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
        ),
    )
    .filter(fields => fields.has('event'))
    .map(fields => ({
      id: fields.get('id') ?? '',
      event: fields.get('event')!,
      data: JSON.parse(fields.get('data') ?? '{}'),
    }))
