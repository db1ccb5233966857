import { unansweredAfterMs } from './listener.js'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the script looks at whatever came
  data: any
}

/** What a tab keeps: tokens for itself, and who is signed in as words. */
interface Kept {
  session: Map<string, string>
  local: Map<string, string>
}

export interface ScreenPage {
  /** As its axios: bearer on everything, and after a 401 once more with what the refresh got. */
  send(method: string, path: string, body?: object): Promise<Answer>
  kept: Kept
  /** What it has alerted since the last look. */
  alerts(): string[]
  /** As the button of its form, with the alert that the form shows. */
  signIn(email: string, password: string): Promise<Answer>
  /** How often it has asked for new tokens. */
  refreshes(): number
}

/** More than any page has a reason for: the real ones went on without end. */
const mostRefreshes = 20

/**
 * The pages of movies, reviews and the shop in a browser, on a page of another origin: a slash at the end of every path,
 * no cookies, tokens in the tab's storage.
 *
 * @param refreshAt where its script asks for new tokens: the pages of accounts at one address, the others at another
 */
export const screenPage = (
  api: string,
  origin: string,
  refreshAt: '/accounts/token/refresh/' | '/token/refresh/' = '/accounts/token/refresh/',
  kept: Kept = { session: new Map(), local: new Map() },
): ScreenPage => {
  const base = `${api}/api/v1`
  const { session, local } = kept
  let said: string[] = []
  let refreshes = 0

  const axios = async (method: string, path: string, body: object | undefined): Promise<Answer> => {
    const token = session.get('jwtAccessToken')
    const answer = await fetch(base + path, {
      method,
      signal: AbortSignal.timeout(unansweredAfterMs),
      headers: {
        accept: 'application/json, text/plain, */*',
        origin,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (answer.headers.get('access-control-allow-origin') !== origin)
      throw new Error(`the browser keeps the answer of ${method} ${path} from the page`)
    const text = await answer.text()
    return { status: answer.status, data: text === '' ? undefined : JSON.parse(text) }
  }

  /** A failure of the refresh itself comes by here, too. */
  const intercepted = async (
    method: string,
    path: string,
    body: object | undefined,
    retried = false,
  ): Promise<Answer> => {
    const answer = await axios(method, path, body)
    if (answer.status !== 401 || retried) return answer
    const refresh = session.get('jwtRefreshToken')
    refreshes += 1
    if (refreshes > mostRefreshes) throw new Error('the page refreshes without end')
    const renewed = refresh === undefined ? undefined : await intercepted('POST', refreshAt, { refresh })
    if (renewed?.status !== 200) {
      session.clear()
      local.clear()
      said.push('토큰이 만료되었습니다. 다시 로그인해주세요.')
      return answer
    }
    session.set('jwtAccessToken', renewed.data.access)
    session.set('jwtRefreshToken', renewed.data.refresh)
    return intercepted(method, path, body, true)
  }

  return {
    kept,
    send: (method, path, body) => intercepted(method, path, body),
    alerts: () => {
      const all = said
      said = []
      return all
    },
    refreshes: () => refreshes,
    signIn: async (email, password) => {
      const answer = await intercepted('POST', '/accounts/signin/', { email, password })
      if (answer.status === 200) {
        session.set('jwtAccessToken', answer.data.access)
        session.set('jwtRefreshToken', answer.data.refresh)
        // Storage keeps words: of null it keeps the word.
        for (const name of ['id', 'email', 'nickname', 'gender', 'age', 'bio']) local.set(name, `${answer.data[name]}`)
      } else {
        const shown = answer.data.non_field_errors ?? answer.data.email
        if (shown) said.push(`${shown}`)
      }
      return answer
    },
  }
}
