import { unansweredAfterMs } from './listener.js'

/** What came, as an existing front end sees it. */
export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the script looks at whatever came
  data: any
}

type Field = readonly [name: string, value: string | Blob]

/**
 * Speaks as an existing front end does: from a page of another origin, without cookies, with a bearer token on every
 * request (also on open ones and after it has died), JSON for plain bodies, multipart for forms, no content type where
 * there is no body, a refresh after a 401. Of a refusal it shows `error`.
 */
export const frontEndClient = (api: string, origin: string) => {
  let tokens: { access: string; refresh: string } | undefined

  const send = async (
    method: string,
    path: string,
    body?: object | readonly Field[],
    bearer = tokens?.access,
  ): Promise<Answer> => {
    const isForm = Array.isArray(body)
    const form = new FormData()
    if (isForm) for (const [name, value] of body as readonly Field[]) form.append(name, value)
    const response = await fetch(api + path, {
      method,
      signal: AbortSignal.timeout(unansweredAfterMs),
      redirect: 'error',
      headers: {
        accept: 'application/json, text/plain, */*',
        'accept-language': 'ko-KR,ko;q=0.9,en-US;q=0.8',
        origin,
        referer: `${origin}/`,
        'user-agent':
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        // Before anybody has signed in it reads nothing out of its storage, and sends that.
        authorization: `Bearer ${bearer ?? null}`,
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? form : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.headers.get('access-control-allow-origin') !== origin)
      throw new Error(`a browser would not show the answer of ${path}`)
    return { status: response.status, headers: response.headers, data: text === '' ? undefined : JSON.parse(text) }
  }

  const call = async (method: string, path: string, body?: object | readonly Field[]): Promise<Answer> => {
    const answer = await send(method, path, body)
    if (answer.status !== 401 || !tokens) return answer
    const refreshed = await send('POST', '/user/api/token/refresh', { refresh: tokens.refresh })
    if (refreshed.status !== 200) return answer
    tokens = refreshed.data
    return send(method, path, body)
  }

  return {
    send,
    call,
    /** One click that is submitted twice, the second time before the first is answered. */
    twice: (method: string, path: string, body?: object | readonly Field[]) =>
      Promise.all([send(method, path, body), send(method, path, body)]),
    keep: (given: { access: string; refresh: string } | undefined) => {
      tokens = given
    },
    /** The access token has expired while the page was open. */
    expire: () => {
      if (tokens) tokens = { ...tokens, access: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }
    },
    /** What a browser asks before it sends anything that is not simple. */
    preflight: (method: string, path: string) =>
      fetch(api + path, {
        method: 'OPTIONS',
        signal: AbortSignal.timeout(unansweredAfterMs),
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization,content-type,idempotency-key,prefer,last-event-id',
        },
      }),
  }
}

export type FrontEndClient = ReturnType<typeof frontEndClient>
