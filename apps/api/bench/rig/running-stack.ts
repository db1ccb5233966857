import { readFileSync } from 'node:fs'

interface RunFile {
  addresses: { api: string; sandbox?: string }
  demo: { email: string; password: string }
}

/** What `npm start` in another terminal has written down. */
export const readStack = (): RunFile => {
  try {
    return JSON.parse(readFileSync('.mudig/run.json', 'utf8')) as RunFile
  } catch {
    console.error('Nothing runs here. Start it first: npm start')
    return process.exit(1)
  }
}

/** An answer's JSON. @throws Error where it is no success */
export const ask = async <Answer>(
  url: string,
  { token, ...init }: RequestInit & { token?: string } = {},
): Promise<Answer> => {
  const headers = new Headers(init.headers)
  if (init.body) headers.set('content-type', 'application/json')
  if (token) headers.set('authorization', `Bearer ${token}`)
  const response = await fetch(url, { ...init, headers })
  if (!response.ok) throw new Error(`${response.status} from ${url}: ${await response.text()}`)
  return (await response.json()) as Answer
}
