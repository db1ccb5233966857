import { unansweredAfterMs } from './listener.js'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the script looks at whatever came
  data: any
}

type Send = (
  method: string,
  path: string,
  body?: object | FormData,
  headers?: Record<string, string>,
) => Promise<Answer>

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, headers: response.headers, data: isJson ? JSON.parse(text) : text }
}

export interface SoundClient {
  send: Send
  /** The token that it sends from now on, as it was answered. */
  keep: (token: string | undefined) => void
}

/**
 * The web page: of another origin, the token bare, a string for a body and no word about what that is (a browser says
 * text/plain). It reads every answer as JSON, whatever its status.
 */
export const soundPage = (api: string, origin: string): SoundClient => {
  let token: string | undefined
  return {
    keep: given => {
      token = given
    },
    send: async (method, path, body, headers = {}) => {
      const answer = await fetch(api + path, {
        method,
        signal: AbortSignal.timeout(unansweredAfterMs),
        redirect: 'manual',
        headers: {
          accept: '*/*',
          origin,
          referer: `${origin}/`,
          'user-agent':
            'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
          ...(token !== undefined && { authorization: token }),
          ...headers,
        },
        ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
      })
      if (answer.headers.get('access-control-allow-origin') !== origin)
        throw new Error(`a browser would not show the answer of ${path}`)
      return read(answer)
    },
  }
}

/** The phone app: JSON that is called so, the token bare, no origin. */
export const soundApp = (api: string): SoundClient => {
  let token: string | undefined
  return {
    keep: given => {
      token = given
    },
    send: async (method, path, body, headers = {}) =>
      read(
        await fetch(api + path, {
          method,
          signal: AbortSignal.timeout(unansweredAfterMs),
          redirect: 'manual',
          headers: {
            accept: 'application/json',
            'user-agent': 'NotSoundCloud/1 CFNetwork/1474 Darwin/23.0.0',
            ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
            ...(token !== undefined && { authorization: token }),
            ...headers,
          },
          ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
        }),
      ),
  }
}
