import { unansweredAfterMs } from './listener.js'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the script looks at whatever came
  data: any
}

interface Cookie {
  value: string
  path: string
  isHttpOnly: boolean
}

/** What the web client keeps in its storage. */
interface Kept {
  access?: string
  refresh?: string
  // biome-ignore lint/suspicious/noExplicitAny: as above
  user?: any
}

export interface SocialClient {
  /** As its instance of axios: bearer and cookies, and after a 401 once more with what the cookie alone got. */
  send(method: string, path: string, body?: object): Promise<Answer>
  kept(): Kept | undefined
  cookies: ReadonlyMap<string, Cookie>
  /** Another tab: the same storage and the same cookies. */
  tab(): SocialClient
}

interface Browser {
  cookies: Map<string, Cookie>
  storage: { kept: Kept | undefined }
}

const parseCookie = (line: string): [string, Cookie & { isGone: boolean }] => {
  const [pair = '', ...attributes] = line.split(';').map(part => part.trim())
  const at = pair.indexOf('=')
  const attribute = (name: string) =>
    attributes.find(part => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  const value = pair.slice(at + 1)
  return [
    pair.slice(0, at),
    {
      value,
      path: attribute('path') ?? '/',
      isHttpOnly: attributes.some(part => part.toLowerCase() === 'httponly'),
      isGone: value === '' || attribute('max-age') === '0',
    },
  ]
}

const isUnder = (path: string, cookiePath: string) =>
  path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`)

/**
 * The web page of posts, products and chat in a browser, on a page of another origin: `withCredentials` always, a slash
 * at the end of every path, and `{access, refresh, user}` in its storage.
 */
export const socialPage = (
  api: string,
  origin: string,
  browser: Browser = { cookies: new Map(), storage: { kept: undefined } },
): SocialClient => {
  const { cookies, storage } = browser

  /** As a browser does it for a page: with its cookies, and the answer only where CORS lets the page have it. */
  const fetchWithCredentials = async (method: string, path: string, body: object | undefined, bearer?: string) => {
    const url = new URL(api + path)
    const cookie = [...cookies]
      .filter(([, { path: cookiePath }]) => isUnder(url.pathname, cookiePath))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(unansweredAfterMs),
      headers: {
        accept: 'application/json, text/plain, */*',
        origin,
        'sec-fetch-site': 'cross-site',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== '' && { cookie }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name, { isGone, ...rest }] = parseCookie(line)
      if (isGone) cookies.delete(name)
      else cookies.set(name, rest)
    }
    const { headers } = answer
    if (
      headers.get('access-control-allow-origin') !== origin ||
      headers.get('access-control-allow-credentials') !== 'true'
    )
      throw new Error(`a browser would not show the answer of ${method} ${path}`)
    const text = await answer.text()
    const isJson = headers.get('content-type')?.includes('json') ?? false
    return { status: answer.status, headers, data: isJson ? JSON.parse(text) : text }
  }

  const refresh = async (): Promise<boolean> => {
    const answer = await fetchWithCredentials('POST', '/accounts/token/refresh/', {})
    // It keeps the whole answer in place of what it had.
    storage.kept = answer.status === 200 ? answer.data : undefined
    return answer.status === 200
  }

  return {
    cookies,
    kept: () => storage.kept,
    tab: () => socialPage(api, origin, browser),
    send: async (method, path, body) => {
      const first = await fetchWithCredentials(method, path, body, storage.kept?.access)
      if (first.status === 200 && /^\/accounts\/(login|google\/login)\/$/.test(path)) storage.kept = first.data
      if (first.status !== 401) return first
      if (!(await refresh())) return first
      return fetchWithCredentials(method, path, body, storage.kept?.access)
    },
  }
}
