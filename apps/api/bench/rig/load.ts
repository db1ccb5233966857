import { Agent, request } from 'node:http'

export interface Answer {
  status: number
  body: string
  tookMs: number
}

export interface Call {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: object
}

/** A client that keeps as many connections as it needs. `close` ends them. */
export const createClient = (base: string) => {
  const agent = new Agent({ keepAlive: true })
  return {
    /** One request, timed from its first byte to the last one of its answer. */
    ask: (path: string, { method, headers, body }: Call): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const payload = body && JSON.stringify(body)
        const startedAt = performance.now()
        const asked = request(
          `${base}${path}`,
          {
            agent,
            method,
            headers: {
              ...headers,
              ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            },
          },
          answer => {
            let text = ''
            answer.setEncoding('utf8')
            answer.on('data', chunk => (text += chunk))
            answer.on('error', reject)
            answer.on('end', () =>
              resolve({ status: answer.statusCode ?? 0, body: text, tookMs: performance.now() - startedAt }),
            )
          },
        )
        asked.on('error', reject)
        asked.end(payload)
      }),
    close: () => agent.destroy(),
  }
}

export type Client = ReturnType<typeof createClient>
